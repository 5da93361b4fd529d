// What the browser does without asking the server: menus close when one looks elsewhere, the skip link moves the focus, and
// a button with data-copies copies the text of the element of that id.
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
  });

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

  // A wide window shows the menu as part of the page.
  matchMedia("(max-width: 900px)").addEventListener("change", () => navigation()?.hidePopover());

  addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
