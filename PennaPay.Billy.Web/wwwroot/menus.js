// What the browser does without asking the server: menus close when one looks elsewhere, and the skip link moves the focus.
(() => {
  const openMenus = () => document.querySelectorAll("details[data-closes-itself][open]");

  addEventListener("click", event => {
    for (const menu of openMenus())
      if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest?.(".pp-skip")) document.getElementById("main")?.focus();
  });

  addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
