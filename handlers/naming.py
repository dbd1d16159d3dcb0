"""How things are called in a sentence: references, and rows of names of which only so many fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.language import Language
from handlers.limits import how_many

ROOM = 1_500  # characters: half a paragraph
COMMA = ", "


def named(_: Language, names: Sequence[str], room: int = ROOM) -> str:
    """Names in a row, as in 'A, B en 14 anderen'; the first one always stands there."""
    fits = max(1, how_many([len(one) + len(COMMA) for one in names], room))
    shown, left = COMMA.join(names[:fits]), len(names) - fits
    return (
        _.plural("{shown} en {n} ander", "{shown} en {n} anderen", left, shown=shown) if left > 0 else shown
    )


def listed(_: Language, lines: Sequence[str], room: int) -> list[str]:
    """The first lines that fit in `room` characters together, and how many more there are."""
    fits = how_many([len(one) + 1 for one in lines], room)
    left = len(lines) - fits
    return [*lines[:fits], *([_("… en nog {n}.", n=left)] if left else [])]


def called(_: Language, reference: str) -> str:
    """A reference as people read it: one time of an overleg by its day, anything else by its number."""
    series, _slash, day = reference.partition("/")
    try:
        return _("{ref} van {day}", ref=series, day=_.full_date(date.fromisoformat(day)))
    except ValueError:
        return reference
