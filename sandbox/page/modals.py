"""Draws the stack of modals of one person, the lowest first."""

from __future__ import annotations

from sandbox.page.blocks import blocks
from sandbox.page.fields import shown
from sandbox.page.icons import icon
from sandbox.page.markup import Html, el, join
from sandbox.page.scene import Scene, View


def modals(scene: Scene) -> Html:
    """Every view of the stack as a dialog; only the last is shown, the others keep what was typed."""
    return join([modal(scene, view) for view in scene.views])


def modal(scene: Scene, view: View) -> Html:
    """One modal: title, blocks and the buttons below; a view without inputs may have no submit button."""
    ident = str(view["id"])
    frame = scene.frame.at(ident)
    title = f"{ident}_title"
    head = el(
        "header",
        el(
            "div",
            el("p", scene.app_name, class_="modal-app"),
            el("h2", shown(view["title"], frame), id=title, tabindex=-1),
            class_="modal-name",
        ),
        el("button", icon("close"), type="button", class_="tool", aria_label="Sluiten", data_close=True),
        class_="modal-head",
    )
    trouble = el("p", role="alert", class_="trouble", data_testid="modal-trouble", hidden=True)
    held = blocks(view["blocks"], frame)
    read = (
        None if "data-action-id" in held else 0
    )  # what holds nothing to go to is scrolled with the keys itself
    body = el("div", held, class_="modal-body", data_list=True, tabindex=read)
    return el(
        "dialog",
        el("form", head, body, trouble, _foot(view, scene), novalidate=True, method="dialog"),
        class_="dialog modal",
        aria_labelledby=title,
        data_testid="modal",
        data_view_id=ident,
        data_callback_id=view.get("callback_id"),
        data_keyed=ident,
    )


def _foot(view: View, scene: Scene) -> Html:
    submit = view.get("submit")
    close = shown(view.get("close"), scene.frame) or ("Annuleren" if submit else "Sluiten")
    return el(
        "footer",
        el("button", close, type="button", class_="button", data_close=True, data_testid="modal-close"),
        el(
            "button",
            shown(submit, scene.frame),
            type="submit",
            class_="button button-primary",
            data_testid="modal-submit",
        )
        if submit
        else None,
        class_="dialog-foot",
    )
