// Brings a page back by itself after its connection was lost. It reads the classes that Blazor's script sets on the
// display, because those are the same in the versions of .NET that this program runs with (build/README.md).
(() => {
  const display = document.getElementById("components-reconnect-modal");
  const everyMs = 2000;
  let waiting = false;

  // The server is back as soon as it answers; what it knew of this page is gone, so the page is loaded anew.
  async function reloadWhenServerAnswers() {
    if (waiting) return;
    waiting = true;
    for (;;) {
      try {
        if ((await fetch("/health/live", { cache: "no-store" })).ok) return location.reload();
      } catch { /* still away */ }
      await new Promise(next => setTimeout(next, everyMs));
    }
  }

  function follow() {
    if (display.classList.contains("components-reconnect-rejected")
      || display.classList.contains("components-reconnect-failed")) reloadWhenServerAnswers();
  }

  new MutationObserver(follow).observe(display, { attributes: true, attributeFilter: ["class"] });
  document.getElementById("reconnect-now").addEventListener("click", () => location.reload());
})();
