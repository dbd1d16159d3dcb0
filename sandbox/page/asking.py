"""Draws the small dialogs that ask before an act on a message or channel; `asking.js` opens them."""

from __future__ import annotations

from sandbox.page.markup import EMPTY, Html, el, join


def asking() -> Html:
    """The dialogs as templates: edit, forward, delete, leave and start over."""
    words = el("textarea", rows=4, aria_labelledby="ask-edit-title", autofocus=True)
    target = el(
        "p",
        el("label", "Naar", for_="ask-forward-to"),
        el("select", id="ask-forward-to", class_="ask-select", autofocus=True),
    )
    along = el(
        "p",
        el("label", "Wat je erbij zegt (mag leeg)", for_="ask-forward-text"),
        el("textarea", rows=2, id="ask-forward-text"),
    )
    gone = el("p", "Dit kan niet ongedaan worden gemaakt.")
    back = el("p", "In een besloten kanaal kom je alleen op uitnodiging terug.")
    anew = el("p", "Wat je hier hebt gedaan verdwijnt; alles staat dan weer zoals bij de start.")
    return join(
        [
            _dialog("start_over", "Opnieuw beginnen?", anew, "Opnieuw beginnen", danger=True),
            _dialog("edit", "Bericht bewerken", words, "Opslaan"),
            _dialog("forward", "Bericht doorsturen", join([target, along]), "Doorsturen"),
            _dialog("delete", "Bericht verwijderen?", gone, "Verwijderen", danger=True),
            _dialog("leave", "Kanaal verlaten?", back, "Verlaten", danger=True),
        ]
    )


def _dialog(name: str, title: str, content: Html, yes: str, *, danger: bool = False) -> Html:
    style = "button-danger" if danger else "button-primary"
    foot = el(
        "div",
        el("button", "Annuleren", class_="button", value="", autofocus=danger),
        el("button", yes, class_=f"button {style}", value="yes", data_testid="ask-yes"),
        class_="dialog-foot",
    )
    form = el("form", el("h2", title, id=f"ask-{name}-title"), content or EMPTY, foot, method="dialog")
    dialog = el("dialog", form, class_="dialog dialog-small", aria_labelledby=f"ask-{name}-title")
    return el("template", dialog, id=f"ask-{name}")
