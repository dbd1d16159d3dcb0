"""The way to the explanation: a button at a signal or an exception."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from casework.refs import number
from handlers.kit import button
from handlers.language import Language
from handlers.why.ids import EXCEPTION, SIGNAL


def why_button(_: Language, this: str) -> ButtonElement:
    """Asks why, of what this reference names."""
    name = SIGNAL if number("S", this) is not None else EXCEPTION
    return button(name, _("Waarom?"), this, about=this)
