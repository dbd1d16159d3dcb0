"""Reads the form of a signal as typed."""

from __future__ import annotations

from casework.signals.drafting import SignalForm
from handlers.acts import Act


def typed_signal(act: Act) -> SignalForm:
    """Raw text and option values; empty where the form has no such field."""
    text = act.values.text
    return SignalForm(
        partnership=text("partnership"),
        level=text("level"),
        place=text("place"),
        area=text("area"),
        modifiers=act.values.many("modifiers"),
        summary=text("summary"),
        subject_name=text("subject_name"),
        subject_birthdate=text("subject_birthdate"),
        details=text("details"),
        categories=act.values.many("categories"),
    )
