// Decides when a field that the app wants to hear of at once is told: ticks at once, dates when they are whole, texts on Enter.

import { tell } from "./page.js";
import { read } from "./fields.js";

const PATIENCE = 500;
const told = new WeakMap();
const timers = new WeakMap();

const holderOf = (node) => node.closest?.("[data-dispatch]");

function report(holder) {
  clearTimeout(timers.get(holder));
  if (!holder.isConnected) return; // its form went while somebody typed: there is nothing left to tell it
  const value = read(holder), now = JSON.stringify(value);
  if (told.get(holder) === now) return;
  told.set(holder, now);
  tell(holder, "pick", value);
}

function soon(holder) {
  clearTimeout(timers.get(holder));
  timers.set(holder, setTimeout(() => report(holder), PATIENCE));
}

document.addEventListener("change", ({ target }) => {
  const holder = holderOf(target);
  if (!holder || holder.dataset.dispatch !== "change" || "select" in holder.dataset) return;
  if (!target.matches("[type=datetime-local]")) report(holder);
  // While a year is being typed the browser reports 0002, 0020, 0202 as whole dates.
  else if (!target.value || Number(target.value.slice(0, 4)) > 1900) soon(holder);
});

document.addEventListener("focusin", ({ target }) => {
  const holder = holderOf(target);
  if (holder && !told.has(holder)) told.set(holder, JSON.stringify(read(holder)));
});

document.addEventListener("input", ({ target }) => {
  const holder = holderOf(target);
  if (holder?.dataset.dispatch === "char") soon(holder);
});

document.addEventListener("keydown", (event) => {
  const holder = holderOf(event.target);
  if (event.key !== "Enter" || !holder || !event.target.matches("input[data-value]")) return;
  event.preventDefault();
  if (holder.dataset.dispatch === "enter") told.delete(holder);
  report(holder);
});
