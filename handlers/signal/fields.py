"""The fields of a signal that everybody reads, as the forms that report one show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from slack_sdk.models.blocks import Block

from casework.signals.drafting import AREA_LIMIT, SUMMARY_LIMIT
from handlers.inputs import Choice, checkboxes_field, select_field, text_field
from handlers.labels import Labels


def partnership_choices(partnerships: Mapping[int, str]) -> list[Choice]:
    """Partnerships by name."""
    return [(str(number), name) for number, name in partnerships.items()]


def level_field(labels: Labels, chosen: str, *, optional: bool = False) -> Block:
    """How serious it is."""
    _ = labels.say
    return select_field(
        "level",
        _("Hoe ernstig is het?"),
        [(one, labels.level(one)) for one in labels.book.levels],
        initial=chosen,
        optional=optional,
        hint=_("Twijfelt u? N0 is er voor een onderbuikgevoel; daar is niets mis mee."),
    )


def place_field(labels: Labels, chosen: str, *, optional: bool = False) -> Block:
    """Where it happens."""
    return select_field(
        "place",
        labels.say("Waar speelt het?"),
        [(one, labels.place(one)) for one in labels.book.places],
        initial=chosen,
        optional=optional,
    )


def summary_field(labels: Labels, typed: str, *, optional: bool = False) -> Block:
    """What everybody in the channel reads."""
    _ = labels.say
    return text_field(
        "summary",
        _("Wat valt op? (zonder naam)"),
        limit=SUMMARY_LIMIT,
        multiline=True,
        optional=optional,
        initial=typed,
        placeholder=_(
            "Bijvoorbeeld: leerling mist sinds kort vaak de eerste uren en heeft ineens dure kleding"
        ),
        hint=_("Alle partners in het kanaal lezen dit. Noem geen naam, adres, nummer of klas."),
    )


def area_field(labels: Labels, typed: str) -> Block:
    """The neighbourhood."""
    _ = labels.say
    return text_field(
        "area",
        _("Buurt of gebied"),
        limit=AREA_LIMIT,
        optional=True,
        initial=typed,
        hint=_("Alleen de buurt, geen adres."),
    )


def modifiers_field(labels: Labels, chosen: Collection[str], offered: Collection[str] | None = None) -> Block:
    """What else plays a part, of all there is or of these; acute danger is told at once."""
    shown = labels.book.modifiers if offered is None else offered
    return checkboxes_field(
        "modifiers",
        labels.say("Speelt er nog iets mee?"),
        [(one, labels.modifier(one)) for one in labels.book.modifiers if one in shown],
        initial=chosen,
        optional=True,
        tells=True,
    )
