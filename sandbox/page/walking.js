// Makes a list of messages one stop of the Tab key: arrows go from message to message, Tab into the one that is marked.

const LOGS = ["messages", "thread-messages"].map((id) => document.getElementById(id));
const STOPS = "a[href], button:not([role=menuitem], .token-off), input, textarea, select";
const marked = new WeakMap();

const messages = (log) => [...log.querySelectorAll(":scope > article")];
const current = (log) => {
  const all = messages(log);
  return all.find((one) => one === marked.get(log) || one.dataset.keyed === marked.get(log)?.dataset.keyed) ?? all.at(-1);
};

function settle(log) {
  const here = current(log);
  for (const one of messages(log)) {
    for (const stop of one.querySelectorAll(STOPS)) stop.tabIndex = one === here ? 0 : -1;
  }
}

function mark(log, message) {
  if (!message || marked.get(log) === message) return;
  marked.set(log, message);
  settle(log);
}

/** Begin, once the page has been taken over. */
export function walk() {
  LOGS.forEach(follow);
}

function follow(log) {
  settle(log);
  new MutationObserver(() => settle(log)).observe(log, { childList: true, subtree: true });
  log.addEventListener("focusin", ({ target }) => mark(log, target.closest("article")));
  log.addEventListener("keydown", (event) => {
    const on = event.target === log ? current(log) : messages(log).find((one) => one === event.target);
    if (!on || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = messages(log), at = all.indexOf(on), fresh = event.target === log;
    const to = { ArrowUp: all[fresh ? at : at - 1], ArrowDown: all[fresh ? at : at + 1], Home: all[0], End: all.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}
