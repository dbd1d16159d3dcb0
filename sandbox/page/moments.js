// Dates and times as Dutch people write them: read leniently, shown neatly once somebody leaves the field.

const DAY_FIRST = /^\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\s*$/;
const BARE = /^\s*(\d{2})(\d{2})(\d{4})\s*$/;
const YEAR_FIRST = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/;
const CLOCK = /^\s*(\d{1,2})[:.]?(\d{2})\s*(?:uur)?\s*$/;
const two = (text) => text.padStart(2, "0");

/** `20-3-2011`, `20032011` or `2011-03-20` as `2011-03-20`; anything else as it was typed. */
export function readDate(text) {
  const dutch = DAY_FIRST.exec(text) ?? BARE.exec(text), iso = YEAR_FIRST.exec(text);
  const [day, month, year] = dutch ? dutch.slice(1) : iso ? [iso[3], iso[2], iso[1]] : [];
  return year ? `${year}-${two(month)}-${two(day)}` : text.trim();
}

/** `9:30`, `0930` or `9.30 uur` as `09:30`; anything else as it was typed. */
export function readTime(text) {
  const clock = CLOCK.exec(text);
  return clock ? `${two(clock[1])}:${clock[2]}` : text.trim();
}

const shown = (iso) => iso.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3-$2-$1");

document.addEventListener("focusout", ({ target }) => {
  const kind = target.matches("input[data-value]") && target.closest("[data-element]")?.dataset.element;
  if (kind === "datepicker") target.value = shown(readDate(target.value));
  if (kind === "timepicker") target.value = readTime(target.value);
});

document.addEventListener("click", ({ target }) => {
  const holder = target.closest("[data-calendar]")?.closest("[data-element]");
  if (!holder) return;
  const calendar = holder.querySelector(".calendar");
  calendar.value = readDate(holder.querySelector("[data-value]").value);
  calendar.showPicker();
});

document.addEventListener("change", (event) => {
  if (!event.target.matches(".calendar")) return;
  event.stopPropagation();
  const field = event.target.closest("[data-element]").querySelector("[data-value]");
  field.value = shown(event.target.value);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}, true);
