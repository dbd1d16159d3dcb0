// Makes the menus work: a press or an arrow key opens them, arrows move, Escape goes back to where one was.

const menuOf = (opener) => document.getElementById(opener.dataset.menu);
const openerOf = (menu) => document.querySelector(`[data-menu="${CSS.escape(menu.id)}"]`);
const items = (menu) => [...menu.querySelectorAll("[role=menuitem]")];

function open(opener) {
  const menu = menuOf(opener);
  for (const other of document.querySelectorAll("[role=menu]:popover-open")) hide(other);
  menu.showPopover();
  opener.setAttribute("aria-expanded", "true");
  float(opener, menu);
  (menu.querySelector("[aria-current]") ?? items(menu)[0])?.focus();
}

/** The menu floats under its button, or above it where there is no room. */
function float(opener, menu) {
  const box = opener.getBoundingClientRect(), size = menu.getBoundingClientRect();
  const left = box.left + size.width > innerWidth - 8 ? box.right - size.width : box.left;
  const under = box.bottom + 4, over = box.top - size.height - 4;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${under + size.height > innerHeight - 8 && over > 8 ? over : Math.min(under, Math.max(8, innerHeight - size.height - 8))}px`;
}

function hide(menu) {
  menu.hidePopover();
  openerOf(menu)?.setAttribute("aria-expanded", "false");
}

/** Close the menu that a pressed item is in and go back to its button. */
export function closeMenu(item) {
  const menu = item.closest("[role=menu]");
  if (!menu) return;
  hide(menu);
  openerOf(menu)?.focus();
}

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-menu]");
  const shown = document.querySelector("[role=menu]:popover-open");
  if (shown && !shown.contains(target) && openerOf(shown) !== opener) hide(shown);
  if (!opener) return;
  if (menuOf(opener).matches(":popover-open")) hide(menuOf(opener)); else open(opener);
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const menu = target.closest?.("[role=menu]");
  if (menu && relatedTarget && !menu.contains(relatedTarget) && relatedTarget !== openerOf(menu)) hide(menu);
});

document.addEventListener("keydown", (event) => {
  const opener = event.target.closest?.("[data-menu]");
  if (opener && event.key === "ArrowDown") { event.preventDefault(); open(opener); return; }
  const menu = event.target.closest?.("[role=menu]");
  if (!menu) return;
  const all = items(menu), at = all.indexOf(document.activeElement);
  const keys = {
    ArrowDown: () => all[(at + 1) % all.length].focus(),
    ArrowUp: () => all[(at - 1 + all.length) % all.length].focus(),
    Home: () => all[0].focus(),
    End: () => all[all.length - 1].focus(),
    Escape: () => { hide(menu); openerOf(menu)?.focus(); },
    " ": () => document.activeElement.click(),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

// What scrolls takes along the menu of a button in it; a button that scrolled away has no menu.
document.addEventListener("scroll", ({ target }) => {
  const shown = document.querySelector("[role=menu]:popover-open"), opener = shown && openerOf(shown);
  if (!opener || !target.contains(opener) || shown.contains(target)) return;
  const box = opener.getBoundingClientRect(), room = (target.getBoundingClientRect?.() ?? { top: 0, bottom: innerHeight });
  if (box.bottom < room.top || box.top > room.bottom) hide(shown); else float(opener, shown);
}, true);
