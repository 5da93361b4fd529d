// The keys of the invoice list. Moving needs no server: the focus goes from row to row. What changes something presses the
// button that a mouse would. Rows take part in the Tab order one at a time, the one that last had the focus.
(() => {
  const inList = "[data-invoice-keys]";
  let current = null;

  const list = () => document.querySelector(inList);
  const find = selector => list().querySelector(selector);
  const rows = () => [...list().querySelectorAll("tbody tr")];
  const isTyping = target => target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox])");
  const isElsewhere = target => target !== document.body && !target.closest("#main");
  const somethingIsOpen = () => document.querySelector(".rz-dialog, dialog[open], details[data-closes-itself][open]");

  function goTo(row) {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const all = rows();
    const at = all.indexOf(current);
    goTo(all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)]);
  }

  function toRow() {
    const all = rows();
    goTo(all.includes(current) ? current : all[0]);
  }

  function leaveSearch(search) {
    search.blur();
    toRow();
  }

  function clearSelection() {
    const clear = find("[data-key=clear]");
    if (!clear) return false;
    toRow();
    clear.click();
    return true;
  }

  function push(row) {
    const many = find("[data-key=push]");
    if (!many && !row) return false;
    (many ?? row.querySelector(".pp-row-push button"))?.click();
    return true;
  }

  function search() {
    const box = find("input[type=search]");
    box?.focus();
    box?.select();
    return Boolean(box);
  }

  // Each answers whether it took the key.
  const signs = {
    "/": search,
    "?": () => { document.getElementById("invoice-keys").showModal(); return true; },
    j: () => { move(1); return true; },
    k: () => { move(-1); return true; },
    p: event => !event.repeat && push(event.target.closest(`${inList} tbody tr`)),
  };

  const others = {
    ArrowDown: () => { move(1); return true; },
    ArrowUp: () => { move(-1); return true; },
    Escape: clearSelection,
    Enter: event => onRow(event, "a"),
    " ": event => onRow(event, "[data-testid=select]"),
  };

  function onRow(event, selector) {
    if (!event.target.matches("tr")) return false;
    if (!event.repeat) event.target.querySelector(selector)?.click();
    return true;
  }

  // Before menus.js closes what Escape was meant for.
  addEventListener("keydown", event => {
    if (!list() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || somethingIsOpen()) return;
    if (isTyping(event.target)) {
      if (event.key !== "Escape" || !event.target.matches(`${inList} input[type=search]`)) return;
      leaveSearch(event.target);
      event.preventDefault();
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const isSign = Object.hasOwn(signs, key);
    if (isElsewhere(event.target) && key !== "/" && key !== "?") return;
    if (isSign && list().dataset.invoiceKeys === "no-letters") return;
    const act = isSign ? signs[key] : Object.hasOwn(others, key) ? others[key] : null;
    if (act?.(event)) event.preventDefault();
  }, { capture: true });

  addEventListener("focusin", event => {
    const row = event.target.closest?.(`${inList} tbody tr`);
    if (!row) return;
    current = row;
    for (const other of row.parentElement.rows) other.tabIndex = other === row ? 0 : -1;
  });

  addEventListener("click", event => {
    const opener = event.target.closest?.("[data-opens-dialog]");
    if (opener) document.getElementById(opener.dataset.opensDialog)?.showModal();
    // Of the dialog itself, only what lies around it can be clicked.
    if (event.target.matches?.("dialog") || event.target.closest?.("[data-closes-dialog]")) event.target.closest("dialog")?.close();
  });

  // A menu that is opened to be written in has the focus there.
  addEventListener("toggle", event => {
    if (event.target.matches?.("details[data-closes-itself][open]")) event.target.querySelector("input[type=text]")?.focus();
  }, { capture: true });
})();
