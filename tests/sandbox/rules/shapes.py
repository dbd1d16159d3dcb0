"""Well-formed blocks and views that tests then spoil in one place."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def plain(text: str = "Tekst", **more: Any) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str = "Tekst", **more: Any) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": text, **more}


def section(**more: Any) -> Json:
    """A section; more keys replace or add."""
    return {"type": "section", "text": mrkdwn(), **more}


def option(value: str = "een", **more: Any) -> Json:
    """One option."""
    return {"text": plain(), "value": value, **more}


def button(**more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": plain(), **more}


def actions(*elements: Json, **more: Any) -> Json:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def asked(element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "label": plain(), "element": element, **more}


def typed(**more: Any) -> Json:
    """A text input."""
    return {"type": "plain_text_input", **more}


def select(**more: Any) -> Json:
    """A static select."""
    return {"type": "static_select", "options": [option()], **more}


def confirm(**more: Any) -> Json:
    """A confirm dialog."""
    return {"title": plain(), "text": plain(), "confirm": plain("Ja"), "deny": plain("Nee"), **more}


def modal(*blocks: Json, **more: Any) -> Json:
    """A modal that may be submitted."""
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: Any) -> Json:
    """A Home tab."""
    return {"type": "home", "blocks": list(blocks), **more}


def without(spec: Json, name: str) -> Json:
    """The same without one key."""
    return {key: one for key, one in spec.items() if key != name}
