// Signing out in one tab ends the other tabs of the browser. The sign-in page is only shown to somebody who is not signed
// in, so it is the one to tell; the others load anew, and the server leads them there too.
(() => {
  const channel = new BroadcastChannel("pennapay.session");
  if (location.pathname === "/sign-in") channel.postMessage("signed out");

  const leave = () => {
    if (document.querySelector(".pp-account")) return;
    // Nothing of the page may stay in sight, whatever it would ask before it is left.
    addEventListener("beforeunload", event => event.stopImmediatePropagation(), { capture: true });
    location.reload();
  };
  channel.addEventListener("message", leave);
})();
