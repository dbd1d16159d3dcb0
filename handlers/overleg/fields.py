"""The fields that several forms of an overleg have in common."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.overleg.drafting import LOCATION_LIMIT
from handlers.inputs import text_field, time_field, user_field
from handlers.language import Language


def begin_field(_: Language, time: str) -> Block:
    """At which time it begins."""
    return time_field("time", _("Begint om"), initial=time or None)


def location_field(_: Language, location: str) -> Block:
    """In which place it is held."""
    return text_field(
        "location",
        _("Waar?"),
        limit=LOCATION_LIMIT,
        optional=True,
        initial=location,
        placeholder=_("Bijvoorbeeld: gemeentehuis, kamer 2.12"),
    )


def host_fields(_: Language, organiser: str, chair: str) -> list[Block]:
    """Who organises, who chairs: asked apart, for they need not be the same person."""
    return [
        user_field(
            "organiser",
            _("Wie organiseert?"),
            initial=organiser or None,
            hint=_("Zorgt voor agenda, plek en uitnodiging; mag het overleg verzetten."),
        ),
        user_field(
            "chair",
            _("Wie zit voor?"),
            initial=chair or None,
            hint=_("Spreek dit vooraf af; het staat in elk bericht."),
        ),
    ]
