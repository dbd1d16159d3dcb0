"""Pieces of Block Kit for the tests of the page: one of every element, with fictional content."""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]


def plain(text: str) -> Spec:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Spec:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str, description: str = "") -> Spec:
    """One option of a select, of ticks or of an overflow menu."""
    return {"value": value, "text": plain(text)} | (
        {"description": plain(description)} if description else {}
    )


COLOURS = [option("r", "Rood", "als een dak"), option("g", "Groen"), option("b", "Blauw")]

ELEMENTS: dict[str, Spec] = {
    "plain_text_input": {"max_length": 40},
    "email_text_input": {},
    "number_input": {"is_decimal_allowed": False},
    "datepicker": {},
    "timepicker": {},
    "static_select": {"options": COLOURS},
    "multi_static_select": {"options": COLOURS},
    "external_select": {"min_query_length": 0},
    "multi_external_select": {"min_query_length": 0},
    "users_select": {},
    "multi_users_select": {},
    "conversations_select": {},
    "multi_conversations_select": {},
    "checkboxes": {"options": COLOURS},
    "radio_buttons": {"options": COLOURS},
    "overflow": {"options": COLOURS},
    "button": {"text": plain("Druk"), "value": "ja"},
}
INPUTS = [kind for kind in ELEMENTS if kind not in ("overflow", "button")]
ACTING = [kind for kind in ELEMENTS if not kind.endswith("_input")]


def element(kind: str, **more: Any) -> Spec:
    """An element of that kind whose action_id is its kind."""
    return {"type": kind, "action_id": kind} | ELEMENTS[kind] | more


def asked(kind: str, **more: Any) -> Spec:
    """An input block around an element; block_id and label are its kind."""
    return {"type": "input", "block_id": kind, "label": plain(kind), "element": element(kind)} | more


def offered(kind: str) -> Spec:
    """An actions block around an element."""
    return {"type": "actions", "block_id": kind, "elements": [element(kind)]}


def modal(view_id: str, *blocks: Spec, **more: Any) -> Spec:
    """A view as it stands in the stack of a person."""
    return {
        "id": view_id,
        "type": "modal",
        "callback_id": "proef",
        "title": plain("Proef"),
        "submit": plain("Versturen"),
        "close": plain("Annuleren"),
        "blocks": list(blocks),
    } | more


SURE = {"title": plain("Zeker?"), "text": mrkdwn("Heus?"), "confirm": plain("Ja"), "deny": plain("Nee")}
RICH = [
    {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "vet", "style": {"bold": True}},
            {"type": "link", "url": "https://example.org", "text": "weg"},
            {"type": "user", "user_id": "U0JONGER"},
        ],
    },
    {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "punt"}]}],
    },
]


def everything() -> list[Spec]:
    """Every block and every element that the bot can use, for drawing."""
    picture = {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "Plaatje"}
    return [
        {"type": "header", "block_id": "h", "text": plain("Kop")},
        {
            "type": "section",
            "block_id": "s",
            "text": mrkdwn("Tekst"),
            "fields": [mrkdwn("Veld")],
            "accessory": element("button", confirm=SURE),
        },
        {"type": "context", "block_id": "c", "elements": [mrkdwn("Klein"), picture]},
        {**picture, "block_id": "i", "title": plain("Titel")},
        {"type": "rich_text", "block_id": "r", "elements": RICH},
        {"type": "markdown", "block_id": "m", "text": "# Kop\n- **vet** [weg](https://example.org)"},
        {"type": "alert", "block_id": "w", "level": "warning", "text": mrkdwn("Pas op")},
        {"type": "divider", "block_id": "d"},
        *[offered(kind) for kind in ACTING],
        *[asked(kind, hint=plain("Hint"), block_id=f"in-{kind}") for kind in INPUTS],
    ]
