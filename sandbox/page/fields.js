// Reads what stands in the elements of a view, shows errors at them, and carries typed text over to a newer drawing.

import { readDate, readTime } from "./moments.js";

const TYPED = "input[data-value], textarea[data-value]";
const MOMENTS = { datepicker: readDate, timepicker: readTime };
const TICKS = "input[type=checkbox], input[type=radio]";

/** The value of one element: a text, a list of texts, or null; undefined for what holds none (a button). */
export function read(holder) {
  if (holder.dataset.select === "multiple") {
    return [...holder.querySelectorAll(".token")].map((token) => token.dataset.value);
  }
  if (holder.dataset.select) return holder.dataset.chosen || null;
  const ticks = [...holder.querySelectorAll(TICKS)];
  if (ticks.length) {
    const on = ticks.filter((tick) => tick.checked).map((tick) => tick.dataset.value);
    return ticks[0].type === "radio" ? on[0] ?? null : on;
  }
  const field = holder.querySelector(TYPED);
  return field ? (MOMENTS[holder.dataset.element] ?? String)(field.value) || null : undefined;
}

/** All values below a node: `{block_id: {action_id: value}}`. */
export function values(scope) {
  const all = {};
  for (const holder of scope.querySelectorAll("[data-element]")) {
    const value = read(holder);
    if (value === undefined) continue;
    const block = holder.closest("[data-block-id]").dataset.blockId;
    (all[block] ??= {})[holder.dataset.actionId] = value;
  }
  return all;
}

/** Slack keeps what a person filled in as long as block_id, action_id and kind stay the same. */
export function carry(from, to) {
  for (const holder of to.querySelectorAll("[data-element]")) {
    const same = [...from.querySelectorAll("[data-element]")].find((old) => old.dataset.element === holder.dataset.element
      && old.dataset.actionId === holder.dataset.actionId
      && old.closest("[data-block-id]")?.dataset.blockId === holder.closest("[data-block-id]")?.dataset.blockId);
    if (same) copy(same, holder);
  }
}

function copy(from, to) {
  const field = to.querySelector(TYPED);
  if (to.dataset.select) {
    const options = new Set([...to.querySelectorAll("[role=option]")].map((option) => option.dataset.value));
    const known = [from.dataset.chosen, ...[...from.querySelectorAll(".token")].map((token) => token.dataset.value)]
      .filter(Boolean).every((value) => options.has(value));
    if (!known && !("external" in to.dataset)) return;
    to.querySelector(".select-box").replaceWith(from.querySelector(".select-box"));
    if (from.dataset.chosen) to.dataset.chosen = from.dataset.chosen; else delete to.dataset.chosen;
    return;
  }
  if (field) field.value = from.querySelector(TYPED)?.value ?? "";
  for (const tick of to.querySelectorAll(TICKS)) {
    const old = [...from.querySelectorAll(TICKS)].find((one) => one.dataset.value === tick.dataset.value);
    if (old) tick.checked = old.checked;
  }
}

const control = (block) => block.querySelector(`${TYPED}, [role=combobox], ${TICKS}`);

/** Show errors by block_id and move to the first; answers the sentence for the whole view. */
export function showErrors(dialog, errors) {
  let first = null;
  for (const block of dialog.querySelectorAll("[data-block=input]")) {
    const message = errors[block.dataset.blockId] ?? "";
    const line = block.querySelector(".error");
    line.textContent = message;
    line.hidden = !message;
    block.classList.toggle("block-wrong", Boolean(message));
    for (const field of block.querySelectorAll("input, textarea")) {
      if (message) field.setAttribute("aria-invalid", "true"); else field.removeAttribute("aria-invalid");
    }
    if (message) first ??= control(block);
  }
  first?.focus();
  first?.closest("[data-block]").scrollIntoView({ block: "center" });
  const count = Object.keys(errors).length;
  if (!count) return "";
  return count === 1 ? "Kijk nog even naar één veld." : `Kijk nog even naar ${count} velden.`;
}

/** Somebody is mending this field: its error goes. */
export function clearError(node) {
  const block = node.closest(".block-wrong");
  if (!block) return;
  block.classList.remove("block-wrong");
  block.querySelector(".error").hidden = true;
  const trouble = block.closest("dialog")?.querySelector(".trouble");
  if (trouble) trouble.hidden = true;
  for (const field of block.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

document.addEventListener("input", ({ target }) => {
  clearError(target);
  const counter = target.closest("[data-element]")?.querySelector("[data-limit]");
  if (!counter) return;
  const limit = Number(counter.dataset.limit);
  counter.textContent = `${target.value.length} / ${limit}`;
  counter.classList.toggle("counter-over", target.value.length > limit);
});
