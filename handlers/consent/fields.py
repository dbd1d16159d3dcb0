"""What the consent forms share with each other: answers in words, the reference they carry."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.acts import note
from handlers.inputs import Choice
from handlers.labels import Labels
from handlers.language import Language

NOT_KNOWN = "niet_vastgelegd"


def references(this: str, corrects: str, was: Mapping[str, str] | None = None) -> str:
    """A form's metadata: the signal's number, the record it corrects, the marks of what it shows, if any."""
    more = {"corrects": corrects, "was": was}
    return note(ref=this, **{name: value for name, value in more.items() if value})


def persons(labels: Labels, codes: tuple[str, ...]) -> list[Choice]:
    """The people a form can ask about, as choices."""
    return [(code, labels.person(code).capitalize()) for code in codes]


def named(names: Mapping[str, str], codes: tuple[str, ...]) -> list[Choice]:
    """The codes that may be chosen, each with its name."""
    return [(code, names[code]) for code in codes]


def voices(_: Language) -> dict[str, str]:
    """What a young person can have said."""
    return {
        "instemmend": _("Is het ermee eens"),
        "geen_bezwaar": _("Heeft geen bezwaar"),
        "bezwaar": _("Heeft bezwaar"),
        "niet_gehoord": _("Is nog niet gehoord"),
    }


def others(_: Language) -> dict[str, str]:
    """Where the other holder of gezag can stand."""
    return {
        "instemt": _("Stemt in"),
        "verklaard_geen_bezwaar": _("Heeft volgens de ene ouder geen bezwaar"),
        "onbereikbaar_gedocumenteerd": _("Is onbereikbaar, en dat is vastgelegd"),
        "bezwaar": _("Heeft bezwaar"),
        "niet_vastgelegd": _("Weet ik nog niet"),
    }
