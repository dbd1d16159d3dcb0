// Asks what must be known before an act on a message: new words, where to forward it, whether it or one may go.

const FILL = {
  edit(dialog, message) { dialog.querySelector("textarea").value = message.dataset.raw; },
  delete() {},
  leave() {},
  start_over() {},
  forward(dialog) {
    const select = dialog.querySelector("select");
    for (const room of document.querySelectorAll("a[data-room]")) {
      select.add(new Option(room.querySelector(".room-name").textContent, room.dataset.room));
    }
  },
};
const READ = {
  edit: (dialog) => ({ text: dialog.querySelector("textarea").value }),
  delete: () => ({}),
  leave: () => ({}),
  start_over: () => ({}),
  forward: (dialog) => ({ value: dialog.querySelector("select").value, text: dialog.querySelector("textarea").value }),
};

/** What a person answered, as parts of the act; an empty object when nothing need be asked; null to leave it. */
export function ask(verb, message) {
  const template = FILL[verb] && document.getElementById(`ask-${verb}`);
  if (!template) return Promise.resolve({});
  const dialog = document.importNode(template.content.firstElementChild, true);
  FILL[verb](dialog, message);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    const answer = dialog.returnValue === "yes" ? READ[verb](dialog) : null;
    dialog.remove();
    resolve(answer);
  }));
}
