// Keeps the page equal to what the server says a person sees, and carries what the person does back to it.
// All markup comes from the server, escaped there; this module only places it.

import { ask } from "./asking.js";
import { chosen } from "./choosing.js";
import { clearError, showErrors, values } from "./fields.js";
import { closeMenu } from "./menus.js";
import { listen, startOver } from "./living.js";
import { opening, place, start, toBottom } from "./placing.js";
import "./composing.js";
import { walk } from "./walking.js";
import "./telling.js";

const where = { ...document.body.dataset };
let shown = Number(where.version);
let heard = 0;
let waiting = false;

const query = () => new URLSearchParams(
  Object.entries({ as: where.person, in: where.room, tab: where.tab, thread: where.threadTs }).filter(([, v]) => v));

/** Between the pointer going down and the click nothing is replaced, nor under an open menu: the choice would be on nothing. */
let down = false;
let missed = false;

const choosing = () => document.querySelector("[role=menu]:popover-open, main [role=listbox]:popover-open");

function release() {
  down = false;
  if (!missed || choosing()) return;
  missed = false;
  refresh();
}

document.addEventListener("pointerdown", ({ button }) => { down = button === 0; }, true);
for (const over of ["pointerup", "pointercancel", "blur"]) addEventListener(over, () => setTimeout(release), true);
document.addEventListener("toggle", ({ newState }) => { if (newState === "closed" && !down) release(); }, true);

function show(screen) {
  heard = Math.max(heard, screen.version);
  if (down || choosing()) {
    missed = true;
    return;
  }
  if (screen.version < shown || screen.where !== query().toString()) return;
  shown = screen.version;
  document.title = screen.title;
  document.getElementById("thread").hidden = !where.threadTs;
  document.body.classList.toggle("with-thread", Boolean(where.threadTs));
  place(screen.regions, where.tab);
}

/** Fetch the screen once more for as long as something was heard of after the last one was asked for. */
async function refresh() {
  if (waiting) return;
  waiting = true;
  try {
    for (let asked = -1; heard > shown && heard > asked;) {
      asked = heard;
      const answer = await fetch(`/page/screen?${query()}`);
      if (answer.ok) show(await answer.json());
    }
  } catch { // gone for now: living.js says so, and hears of a version again once it is back
  } finally { waiting = false; }
}

/** Send one act; the answer holds `ok`, perhaps `problem` (a sentence) or `errors` (by block_id), and the new screen. */
export async function act(what, busy) {
  if (busy?.getAttribute("aria-busy")) return { ok: false };
  busy?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch("/page/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ place: Object.fromEntries(query()), ...what }),
    });
    const body = await answer.json();
    if (body.screen) show(body.screen);
    return body;
  } catch {
    return { ok: false, problem: "De oefen-Slack antwoordt niet. Draait hij nog?" };
  } finally { busy?.removeAttribute("aria-busy"); }
}

export function toast(message) {
  if (!message) return;
  const note = document.createElement("p");
  note.textContent = message;
  note.className = "toast";
  note.dataset.testid = "toast";
  const dialog = [...document.querySelectorAll("dialog[open]")].pop();
  if (dialog?.querySelector(".trouble")) trouble(dialog, message);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), 7000);
}

export function trouble(scope, message) {
  const line = scope.querySelector(".trouble");
  line.textContent = message ?? "";
  line.hidden = !message;
}

export function go(change) {
  const before = query().toString();
  Object.assign(where, change);
  if (query().toString() !== before) history.pushState(null, "", `?${query()}`);
  return look(change);
}

/** Show another place; a room opens at its newest message, the app's Home at its beginning. */
async function look(change) {
  Object.assign(where, change);
  document.body.classList.remove("rail-open");
  shown = 0;
  await act({ do: where.tab === "home" && "tab" in change ? "open_home" : "look" });
  if ("tab" in change) opening("messages", where.tab);
}

/** Where an element stands, in the words of the server. */
export function site(node) {
  const dialog = node.closest("[data-view-id]");
  if (dialog) return { view: dialog.dataset.viewId, values: values(dialog) };
  if (node.closest("[data-testid=home]")) return { home: true, values: values(node.closest("[data-testid=home]")) };
  const message = node.closest("[data-ts]");
  return { ts: message.dataset.ts, thread_ts: message.dataset.threadTs ?? "", ephemeral: "ephemeral" in message.dataset,
    values: values(message) };
}

function sure(holder) {
  const question = holder.querySelector(":scope > template")?.content.firstElementChild;
  if (!question) return Promise.resolve(true);
  const dialog = document.importNode(question, true);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-testid]:is(button)");
      if (button) dialog.close(button.dataset.testid === "confirm-ok" ? "yes" : "");
    });
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); });
  });
}

/**
 * Tell the app about an element: a press, or a choice that it wants to hear of at once.
 * Where it stands is read before it asks whether one is sure: meanwhile it can be drawn anew, and is then in no form.
 */
export async function tell(holder, verb, value, busy) {
  const block = holder.closest("[data-block-id]");
  const what = { do: verb, block_id: block.dataset.blockId, action_id: holder.dataset.actionId,
    element: holder.dataset.element, value, ...site(holder) };
  if (!(await sure(holder))) return;
  const answer = await act(what, busy ?? holder);
  if (!answer.ok) toast(answer.problem);
}

async function submit(dialog) {
  const button = dialog.querySelector("[type=submit]");
  if (!button) return;
  trouble(dialog, "");
  showErrors(dialog, {});
  const answer = await act({ do: "submit", ...site(dialog) }, button);
  if (answer.errors) trouble(dialog, showErrors(dialog, answer.errors));
  else if (!answer.ok) trouble(dialog, answer.problem);
}

async function shut(dialog) {
  const answer = await act({ do: "close", view: dialog.dataset.viewId });
  if (!answer.ok) trouble(dialog, answer.problem);
}

async function onMenu(button) {
  const { do: verb, callbackId, value, channel } = button.dataset, message = button.closest("[data-ts]");
  const opener = document.querySelector(`[data-menu="${CSS.escape(button.parentElement.id)}"]`) ?? button;
  closeMenu(button);
  const asked = await ask(verb, message);
  if (!asked) return;
  const answer = await act({ do: verb, callback_id: callbackId, ts: message?.dataset.ts, value, ...asked }, opener);
  if (!answer.ok) toast(answer.problem);
  else if (verb === "start_over") startOver();
  else if (verb === "join") enter(channel);
  else if (verb === "leave") enter(document.querySelector("a[data-room]").dataset.room);
}

const enter = (room) => go({ room, tab: "", threadTs: "" }).then(() => document.getElementById("room-title")?.focus());

function follow(event, link) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || link.dataset.person) return;
  event.preventDefault();
  if ("thread" in link.dataset) openThread(link.dataset.thread);
  else if (link.dataset.tab === "welcome") go({ room: "", tab: "welcome", threadTs: "" });
  else if (link.dataset.tab) go({ tab: link.dataset.tab, threadTs: "" });
  else if (link.dataset.room ?? link.dataset.goChannel) {
    go({ room: link.dataset.room ?? link.dataset.goChannel, tab: "", threadTs: "" })
      .then(() => document.getElementById("write")?.focus());
  }
}

async function openThread(ts) {
  await go({ threadTs: ts });
  if (ts) { toBottom("thread-messages"); document.getElementById("write-thread")?.focus(); }
  else document.getElementById("write")?.focus();
}

document.addEventListener("click", (event) => {
  const skip = event.target.closest("[data-skip]");
  if (skip) {
    event.preventDefault();
    (document.getElementById(skip.dataset.skip) ?? document.getElementById("messages")).focus();
    return;
  }
  const target = event.target.closest("[data-press], [data-do], [data-close], [data-thread], [data-rail], a[href^='?']");
  if (!target) return;
  if ("press" in target.dataset) {
    const holder = target.closest("[data-element]");
    closeMenu(target);
    tell(holder, "press", target.dataset.value ?? null, target);
  } else if (target.dataset.do) onMenu(target);
  else if ("close" in target.dataset) shut(target.closest("dialog"));
  else if ("rail" in target.dataset) {
    const open = document.body.classList.toggle("rail-open");
    target.setAttribute("aria-expanded", String(open));
  } else if (target.tagName === "A") follow(event, target);
  else openThread(target.dataset.thread);
});

document.addEventListener("submit", (event) => {
  const dialog = event.target.closest("[data-view-id]");
  if (!dialog) return;
  event.preventDefault();
  submit(dialog);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const dialog = event.target.closest?.("[data-view-id]") ?? document.querySelector("dialog[data-view-id][open]");
  if (dialog && !document.querySelector("dialog[open]:not([data-view-id])")) { event.preventDefault(); shut(dialog); }
  else if (event.target.closest?.("#thread")) openThread("");
});

document.addEventListener("cancel", (event) => {
  if (event.target.matches?.("[data-view-id]")) { event.preventDefault(); shut(event.target); }
}, true);

chosen((holder, value) => { clearError(holder); if (holder.dataset.dispatch === "change") tell(holder, "pick", value); });

/** Back and forward: the same page looks elsewhere; somebody else's page is opened anew. */
addEventListener("popstate", () => {
  const to = new URLSearchParams(location.search);
  if (to.get("as") !== where.person) { location.reload(); return; }
  if (to.toString() === query().toString()) return;
  look({ room: to.get("in") ?? "", tab: to.get("tab") ?? "", threadTs: to.get("thread") ?? "" });
});

document.body.classList.toggle("with-thread", Boolean(where.threadTs));
start(where.tab);
walk();
if (where.tab === "home") act({ do: "open_home" });
listen(where.person, where.boot, (version) => { heard = version; refresh(); });
document.documentElement.dataset.ready = "";
