// Brings a page back by itself after its connection was lost. It reads the classes that Blazor's script sets on the
// display, because those are the same in the versions of .NET that this program runs with (build/README.md).
(() => {
  const display = document.getElementById("components-reconnect-modal");
  const reloadedNote = document.getElementById("reloaded-note");
  const reloadedKey = "pennapay.reloaded";
  const everyMs = 2000;
  let typing = null;
  let watching = false;
  let isOver = false;

  const is = state => display.classList.contains(`components-reconnect-${state}`);
  const isAway = () => is("show") || is("failed") || is("rejected");

  // What is typed into a field reaches the server when the field is left, or a moment later.
  addEventListener("input", event => { if (event.target.closest?.(".pp-field")) typing = event.target; });
  addEventListener("change", event => setTimeout(() => {
    if (!isAway() && typing === event.target && typing !== document.activeElement) typing = null;
  }, everyMs));

  // A page that would ask before it is left answers this event in the same way.
  function isUnsaved() {
    const question = new Event("beforeunload", { cancelable: true });
    dispatchEvent(question);
    return question.defaultPrevented || typing?.isConnected === true;
  }

  function reload() {
    addEventListener("beforeunload", event => event.stopImmediatePropagation(), { capture: true });
    sessionStorage.setItem(reloadedKey, "yes");
    location.reload();
  }

  // The server answers, but what it knew of this page is gone. Once only: changing the display calls the observer again.
  function startOver() {
    if (isOver) return;
    isOver = true;
    if (isUnsaved()) display.classList.add("pp-unsaved");
    else reload();
  }

  // A server that answers and still lets nobody in, because the session ended meanwhile, must not be asked for ever.
  async function watch() {
    if (watching) return;
    watching = true;
    for (let answers = 0; isAway() && !isOver && answers < 4;) {
      await new Promise(next => setTimeout(next, everyMs));
      answers = await fetch("/health/live", { cache: "no-store" }).then(answer => answer.ok ? answers + 1 : 0, () => 0);
      if (answers === 4 && isAway()) startOver();
    }
    watching = false;
  }

  // The connection is back, and what is lost the next time is another question. Asked before anything is changed,
  // because every change calls the observer again.
  function settle() {
    isOver = false;
    if (display.classList.contains("pp-unsaved")) display.classList.remove("pp-unsaved");
  }

  function follow() {
    if (is("hide")) settle();
    else if (is("rejected")) startOver();
    else if (isAway()) watch();
  }

  new MutationObserver(follow).observe(display, { attributes: true, attributeFilter: ["class"] });
  document.getElementById("reconnect-reload").addEventListener("click", reload);

  // A dead network is told here long before the silence on the connection is noticed.
  const showNetwork = () => display.classList.toggle("pp-offline", !navigator.onLine);
  addEventListener("offline", showNetwork);
  addEventListener("online", showNetwork);

  const closeNote = () => { reloadedNote.hidden = true; };
  if (sessionStorage.getItem(reloadedKey)) {
    sessionStorage.removeItem(reloadedKey);
    reloadedNote.hidden = false;
    reloadedNote.querySelector("button").addEventListener("click", closeNote);
    setTimeout(closeNote, 20_000);
  }

  Blazor.start({
    circuit: {
      reconnectionOptions: { maxRetries: Infinity, retryIntervalMilliseconds: attempt => Math.min(250 * attempt, everyMs) },
    },
  });
})();
