// Makes writing work: Enter sends, `/` offers the app's commands, elements that send themselves do so at the right moment.

import { act, trouble } from "./page.js";
import { read } from "./fields.js";

const form = (node) => node.closest?.("[data-composer]");
const offers = (composer) => composer.querySelector(".commands");
const visible = (composer) => [...(offers(composer)?.children ?? [])].filter((row) => !row.hidden);
const pointed = (composer) => composer.querySelector(".option-active");

async function send(composer) {
  const area = composer.querySelector("textarea"), text = area.value;
  if (!text.trim()) return;
  trouble(composer, "");
  fold(composer);
  const answer = await act({ do: "say", text, thread_ts: composer.dataset.threadTs ?? "" }, composer);
  if (!answer.ok) { trouble(composer, answer.problem); return; }
  const now = document.getElementById(area.id);
  if (now?.value === text) now.value = "";
  if (!document.querySelector("dialog[open]")) now?.focus();
}

/** While the first word is typed all commands that begin so are offered; after it only the usage of that one. */
function offer(composer, text) {
  const list = offers(composer);
  if (!list) return;
  const typing = /^\/\S*$/.test(text), word = text.split(/\s/)[0];
  for (const row of list.children) {
    row.hidden = typing ? !row.dataset.value.startsWith(word) : row.dataset.value !== word;
  }
  const any = text.startsWith("/") && visible(composer).length > 0;
  list.hidden = !any;
  point(composer, any && typing ? visible(composer)[0] : null);
}

function point(composer, row) {
  const area = composer.querySelector("textarea");
  for (const other of offers(composer).children) {
    other.classList.toggle("option-active", other === row);
    other.setAttribute("aria-selected", String(other === row));
  }
  if (row) area.setAttribute("aria-activedescendant", row.id); else area.removeAttribute("aria-activedescendant");
}

function fold(composer) {
  const list = offers(composer);
  if (!list) return;
  list.hidden = true;
  point(composer, null);
}

function complete(composer, row) {
  const area = composer.querySelector("textarea");
  area.value = `${row.dataset.value} `;
  area.focus();
  offer(composer, area.value);
}

document.addEventListener("input", ({ target }) => {
  const composer = form(target);
  if (composer) offer(composer, target.value);
});

document.addEventListener("keydown", (event) => {
  const composer = form(event.target);
  if (!composer || event.target.tagName !== "TEXTAREA") return;
  const row = pointed(composer), rows = visible(composer), at = rows.indexOf(row);
  const unfinished = row && event.target.value.trim() !== row.dataset.value;
  const keys = {
    ArrowDown: row && (() => point(composer, rows[(at + 1) % rows.length])),
    ArrowUp: row && (() => point(composer, rows[(at - 1 + rows.length) % rows.length])),
    Tab: unfinished && (() => complete(composer, row)),
    Escape: offers(composer) && !offers(composer).hidden && (() => fold(composer)),
    Enter: !event.shiftKey && !event.isComposing && (() => (unfinished ? complete(composer, row) : send(composer))),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

document.addEventListener("click", ({ target }) => {
  const row = target.closest(".commands > [role=option]");
  if (row) complete(form(row), row);
});

document.addEventListener("submit", (event) => {
  const composer = form(event.target);
  if (!composer) return;
  event.preventDefault();
  send(composer);
});
