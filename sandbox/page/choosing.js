// Makes the selects work: open, search, move with the arrow keys, choose with Enter or a click, take back.

import { act, site } from "./page.js";
import { read } from "./fields.js";

const listeners = [];
const before = new WeakMap();
let timer = 0;

/** Be told when a person chose something anywhere: `listener(holder, value)`. */
export function chosen(listener) { listeners.push(listener); }
const announce = (holder) => listeners.forEach((listener) => listener(holder, read(holder)));

const holderOf = (node) => node.closest?.("[data-select]");
const inputOf = (holder) => holder.querySelector("[role=combobox]");
const listOf = (holder) => holder.querySelector("[role=listbox]");
const many = (holder) => holder.dataset.select === "multiple";
const isOpen = (holder) => inputOf(holder).getAttribute("aria-expanded") === "true";
const options = (holder) => [...listOf(holder).querySelectorAll("[role=option]:not([hidden])")];
const simple = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

export function closeAll() {
  for (const holder of document.querySelectorAll("[data-select]")) if (isOpen(holder)) close(holder);
}

function open(holder) {
  if (isOpen(holder)) return;
  closeAll();
  before.set(holder, JSON.stringify(read(holder)));
  inputOf(holder).setAttribute("aria-expanded", "true");
  listOf(holder).showPopover();
  if (!many(holder)) inputOf(holder).select();
  if ("external" in holder.dataset) search(holder, "");
  filter(holder, "");
  float(holder);
}

function close(holder) {
  if (!isOpen(holder)) return;
  inputOf(holder).setAttribute("aria-expanded", "false");
  inputOf(holder).removeAttribute("aria-activedescendant");
  listOf(holder).hidePopover();
  settle(holder);
  if (many(holder) && before.get(holder) !== JSON.stringify(read(holder))) announce(holder);
}

/** After closing, the box shows what is chosen and nothing half typed; an emptied box means no choice. */
function settle(holder) {
  const input = inputOf(holder);
  if (many(holder)) { input.value = ""; return; }
  if (!input.value.trim() && holder.dataset.chosen) {
    delete holder.dataset.chosen;
    delete input.dataset.name;
    announce(holder);
  }
  input.value = holder.dataset.chosen ? input.dataset.name ?? input.defaultValue : "";
}

/** The list floats under its box, or above it where there is more room. */
function float(holder) {
  const list = listOf(holder), box = holder.querySelector(".select-box").getBoundingClientRect();
  const below = innerHeight - box.bottom - 12, above = box.top - 12;
  const up = below < 200 && above > below;
  const wide = Math.min(Math.max(box.width, 280), innerWidth - 16);
  list.style.width = `${wide}px`;
  list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - wide - 8))}px`;
  list.style.maxHeight = `${Math.min(up ? above : below, 340)}px`;
  list.style.top = up ? "auto" : `${box.bottom + 4}px`;
  list.style.bottom = up ? `${innerHeight - box.top + 4}px` : "auto";
}

function filter(holder, text) {
  const wanted = simple(text.trim());
  for (const option of listOf(holder).querySelectorAll("[role=option]")) {
    const found = simple(option.dataset.name).includes(wanted) || simple(option.textContent).includes(wanted);
    option.hidden = !("external" in holder.dataset) && !found;
  }
  for (const group of listOf(holder).querySelectorAll("[role=group]")) {
    group.parentElement.hidden = !group.querySelector("[role=option]:not([hidden])");
  }
  mark(holder);
  const found = options(holder);
  listOf(holder).classList.toggle("options-none", !found.length);
  point(holder, found.find((option) => option.getAttribute("aria-selected") === "true" && !many(holder)) ?? found[0]);
}

function mark(holder) {
  const value = read(holder), on = new Set(many(holder) ? value : [value]);
  for (const option of listOf(holder).querySelectorAll("[role=option]")) {
    option.setAttribute("aria-selected", String(on.has(option.dataset.value)));
  }
}

function point(holder, option) {
  listOf(holder).querySelector(".option-active")?.classList.remove("option-active");
  option?.classList.add("option-active");
  option?.scrollIntoView({ block: "nearest" });
  if (option) inputOf(holder).setAttribute("aria-activedescendant", option.id);
  else inputOf(holder).removeAttribute("aria-activedescendant");
}

function move(holder, step) {
  const found = options(holder), at = found.findIndex((option) => option.classList.contains("option-active"));
  if (found.length) point(holder, found[(at + step + found.length) % found.length]);
}

/** Ask the app; what is typed while it thinks is asked at once, and only the last answer counts. */
async function search(holder, text) {
  if (text.length < Number(holder.dataset.least ?? 0)) return;
  const block = holder.closest("[data-block-id]").dataset.blockId;
  const asked = (holder.asked = {});
  listOf(holder).setAttribute("aria-busy", "true");
  const answer = await act({ do: "suggest", block_id: block, action_id: holder.dataset.actionId, text,
    id: inputOf(holder).id, ...site(holder) });
  if (holder.asked !== asked) return;
  listOf(holder).removeAttribute("aria-busy");
  if (!isOpen(holder)) return;
  listOf(holder).innerHTML = answer.options ?? "";
  filter(holder, text);
  float(holder);
}

function pick(holder, option) {
  const input = inputOf(holder);
  if (!many(holder)) {
    holder.dataset.chosen = option.dataset.value;
    input.dataset.name = option.dataset.name;
    input.value = option.dataset.name;
    close(holder);
    announce(holder);
    return;
  }
  const token = [...holder.querySelectorAll(".token")].find((one) => one.dataset.value === option.dataset.value);
  const most = Number(holder.dataset.most ?? Infinity);
  if (token) token.remove();
  else if (holder.querySelectorAll(".token").length < most) holder.querySelector(".tokens").append(makeToken(option));
  input.value = "";
  filter(holder, "");
  point(holder, option);
  if ("external" in holder.dataset) search(holder, "");
  float(holder);
}

function makeToken(option) {
  const token = document.createElement("li"), name = document.createElement("span"), off = document.createElement("button");
  token.className = "token";
  token.dataset.value = option.dataset.value;
  name.textContent = option.dataset.name;
  off.type = "button";
  off.className = "token-off";
  off.textContent = "×";
  off.setAttribute("aria-label", `${option.dataset.name} weghalen`);
  token.append(name, off);
  return token;
}

function takeBack(holder, token) {
  token.remove();
  mark(holder);
  inputOf(holder).focus();
  if (!isOpen(holder)) announce(holder);
}

document.addEventListener("click", ({ target }) => {
  const holder = holderOf(target);
  if (!holder) return;
  const option = target.closest("[role=option]"), off = target.closest(".token-off");
  if (off) takeBack(holder, off.closest(".token"));
  else if (option) pick(holder, option);
  else if (target.closest(".select-box")) { inputOf(holder).focus(); open(holder); }
});

// A press inside the list must not take the focus from the box.
document.addEventListener("mousedown", (event) => { if (event.target.closest("[role=listbox]")) event.preventDefault(); });

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const holder = holderOf(target);
  if (holder && !holder.contains(relatedTarget)) close(holder);
});

document.addEventListener("input", ({ target }) => {
  const holder = holderOf(target);
  if (!holder) return;
  const text = target.value;
  open(holder);
  filter(holder, text);
  if (!("external" in holder.dataset)) return;
  clearTimeout(timer);
  timer = setTimeout(() => search(holder, text), 200);
});

document.addEventListener("keydown", (event) => {
  const holder = holderOf(event.target);
  if (!holder || event.target !== inputOf(holder)) return;
  const active = listOf(holder).querySelector(".option-active:not([hidden])");
  const keys = {
    ArrowDown: () => (isOpen(holder) ? move(holder, 1) : open(holder)),
    ArrowUp: () => (isOpen(holder) ? move(holder, -1) : open(holder)),
    Enter: () => (isOpen(holder) && active ? pick(holder, active) : open(holder)),
    Escape: isOpen(holder) && (() => close(holder)),
    Backspace: many(holder) && !event.target.value && (() => {
      const last = [...holder.querySelectorAll(".token")].pop();
      if (last) takeBack(holder, last);
    }),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

addEventListener("resize", closeAll);
document.addEventListener("scroll", ({ target }) => {
  for (const holder of document.querySelectorAll("[data-select]")) {
    if (isOpen(holder) && target !== listOf(holder)) float(holder);
  }
}, true);
