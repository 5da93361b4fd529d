// What the browser does without asking the server: menus close when one looks elsewhere, the skip link moves the focus, a
// button with data-copies copies the text of the element of that id, and one with data-shows shows what is typed into it.
(() => {
  const openMenus = () => document.querySelectorAll("details[data-closes-itself][open]");

  const navigation = () => document.querySelector("#navigation:popover-open");

  addEventListener("click", event => {
    if (event.target.closest?.("#navigation a")) navigation()?.hidePopover();
    for (const menu of openMenus())
      if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest?.(".pp-skip")) document.getElementById("main")?.focus();
    const copier = event.target.closest?.("[data-copies]");
    if (copier) copy(copier);
    const shower = event.target.closest?.("[data-shows]");
    if (shower) show(shower, shower.getAttribute("aria-pressed") !== "true");
  });

  const show = (button, isShown) => {
    document.getElementById(button.dataset.shows).type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", isShown);
  };

  // A browser remembers what is sent from a field of text.
  addEventListener("submit", event => event.target.querySelectorAll("[data-shows]").forEach(button => show(button, false)), { capture: true });

  // Only a secure page has a clipboard; elsewhere the text is left selected, ready for the keyboard.
  const copy = async button => {
    const text = document.getElementById(button.dataset.copies);
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    const isCopied = await navigator.clipboard?.writeText(text.textContent).then(() => true, () => false);
    if (isCopied) getSelection().removeAllRanges();
    const status = document.getElementById(`${button.dataset.copies}-status`);
    if (status) status.textContent = isCopied ? button.dataset.done : button.dataset.selected;
  };

  // Whoever reads by ear hears where they are; whoever has begun to do something there goes on.
  window.focusHeading = () => {
    const at = document.activeElement;
    if (!at?.closest("#main") || at.id === "main" || at.tagName === "H1") document.querySelector("h1")?.focus({ preventScroll: true });
  };

  // A wide window shows the menu as part of the page.
  matchMedia("(max-width: 900px)").addEventListener("change", () => navigation()?.hidePopover());

  // The server does not write into the search of a list, so as not to write over letters that are on their way.
  addEventListener("focusout", event => {
    if (event.target.matches?.(".rz-dropdown-filter")) event.target.value = "";
  });

  // Radzen moves an open list to the end of the page and leaves the focus nowhere when Escape closes it.
  addEventListener("keydown", event => {
    const list = event.key === "Escape" && event.target.closest?.(".rz-dropdown-panel");
    if (list) document.getElementById(list.id.replace("popup-", ""))?.focus();
  }, { capture: true });

  // It may also take the focus back for a list that was chosen from a moment ago and is open again by now.
  let opens = false, acts = false;
  for (const act of ["keydown", "pointerdown"])
    addEventListener(act, event => {
      opens = !event.target.closest?.(".rz-dropdown-panel");
      acts = true;
      setTimeout(() => acts = false);
    }, { capture: true });
  addEventListener("focusin", event => {
    const search = opens && !acts && event.target.id && document.getElementById(`popup-${event.target.id}`)?.querySelector(".rz-dropdown-filter");
    if (search && search.getClientRects().length > 0) search.focus();
  });

  addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
