// Places what the server sends: only what changed is replaced, so that focus, scroll and typed text survive.

import { carry } from "./fields.js";
import { closeAll as closeLists } from "./choosing.js";

const LOGS = ["messages", "thread-messages"];
const REGIONS = ["switch-holder", "rooms", "head", "tour-holder", ...LOGS, "composer", "thread-composer", "modals"];
const sent = new WeakMap();
const drafts = new Map();

function remember(node) {
  sent.set(node, node.outerHTML);
  for (const child of node.querySelectorAll("[data-list] > [data-keyed]")) sent.set(child, child.outerHTML);
  if (node.matches("[data-composer]") && drafts.has(node.dataset.keyed)) {
    node.querySelector("textarea").value = drafts.get(node.dataset.keyed);
  }
}

function patch(holder, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const old = new Map([...holder.children].map((node) => [node.dataset.keyed, node]));
  const focused = holder.contains(document.activeElement) ? spotOf(document.activeElement) : null;
  let cursor = holder.firstElementChild;
  for (const node of [...template.content.children]) {
    const known = old.get(node.dataset.keyed);
    old.delete(node.dataset.keyed);
    let kept = node;
    if (known && sent.get(known) === node.outerHTML) kept = known;
    else if (known?.matches("dialog")) kept = patchDialog(known, node);
    else if (known?.matches("[data-list]")) kept = (patch(known, node.innerHTML), sent.set(known, node.outerHTML), known);
    else if (known) {
      remember(node);
      carry(known, node);
      if (cursor === known) cursor = node;
      known.replaceWith(node);
    } else remember(node);
    if (kept === cursor) cursor = cursor.nextElementSibling;
    else holder.insertBefore(kept, cursor);
  }
  for (const gone of old.values()) drop(gone);
  if (focused && !holder.contains(document.activeElement)) refocus(holder, focused);
}

/** What tells an element from its neighbours, whatever was drawn anew around it. */
const nameOf = (node) => [node.tagName, ...["data-testid", "href", "aria-label"].map((one) => node.getAttribute(one))].join("|");

function spotOf(node) {
  return { id: node.id, keyed: node.closest("[data-keyed]")?.dataset.keyed ?? "", name: nameOf(node) };
}

/** The focus goes back to where it was: the same element, else what it stood in. */
function refocus(holder, spot) {
  const around = holder.querySelector(`[data-keyed="${CSS.escape(spot.keyed)}"]`);
  const within = around ? [around, ...around.querySelectorAll("*")] : [];
  const same = spot.id ? document.getElementById(spot.id) : within.find((one) => nameOf(one) === spot.name);
  (same ?? around)?.focus();
}

function drop(node) {
  if (node.matches("[data-composer]")) drafts.set(node.dataset.keyed, node.querySelector("textarea").value);
  if (node.open) node.close();
  node.remove();
}

/** A changed view keeps its dialog, and each block that did not change keeps its element and what was typed. */
function patchDialog(known, node) {
  sent.set(known, node.outerHTML);
  known.dataset.callbackId = node.dataset.callbackId ?? "";
  for (const part of [".modal-head", ".dialog-foot"]) {
    const [was, is] = [known.querySelector(part), node.querySelector(part)];
    if (was.outerHTML !== is.outerHTML) was.replaceWith(is);
  }
  known.querySelector(".trouble").hidden = true;
  patch(known.querySelector("[data-list]"), node.querySelector("[data-list]").innerHTML);
  known.dataset.changed = "";
  return known;
}

/** Show a screen: the html of each region by the id of its holder. Messages stay at the newest, a tab where it was. */
export function place(regions, tab) {
  const low = LOGS.filter((id) => !(id === "messages" && tab) && atBottom(document.getElementById(id)));
  for (const [id, html] of Object.entries(regions)) patch(document.getElementById(id), html);
  for (const id of low) toBottom(id);
  showTop();
}

/** Take over the page as it first came, at this tab of a room. */
export function start(tab) {
  for (const id of REGIONS) for (const child of document.getElementById(id).children) remember(child);
  opening("messages", tab);
  toBottom("thread-messages");
  showTop();
}

/** Where a place opens: messages at the newest, Home and the welcome at their beginning. */
export function opening(id, tab) {
  if (tab === "home" || tab === "welcome") document.getElementById(id).scrollTop = 0;
  else toBottom(id);
}

export function toBottom(id) {
  const box = document.getElementById(id);
  box.scrollTop = box.scrollHeight;
}

const atBottom = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80;

/** Only the top of the stack is open; the dialogs below it stay in the page with what was typed in them. */
function showTop() {
  const stack = [...document.querySelectorAll("#modals > dialog")];
  const top = stack.pop();
  for (const below of stack) if (below.open) below.close();
  if (!top) return;
  const isNew = !top.open, changed = "changed" in top.dataset;
  delete top.dataset.changed;
  if (isNew) { closeLists(); top.showModal(); }
  const reading = top.querySelector(".modal-body").contains(document.activeElement);
  const wanted = changed && !reading && top.querySelector("[autofocus]");
  if (wanted) wanted.focus();
  else if (isNew || (changed && !top.contains(document.activeElement))) settleIn(top);
}

/** The focus goes to the first field when it can be seen from the top of the form, else to the title: one reads first. */
function settleIn(dialog) {
  const body = dialog.querySelector(".modal-body"), asked = dialog.querySelector("[autofocus]");
  if (asked) { asked.focus(); return; }
  body.scrollTop = 0;
  const field = body.querySelector("input:not([type=hidden]), textarea");
  const seen = field && field.getBoundingClientRect().bottom <= body.getBoundingClientRect().bottom;
  (seen ? field : dialog.querySelector(".modal-head h2")).focus({ preventScroll: true });
}
