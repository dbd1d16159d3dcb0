"""References to an overleg and to one time of it: `O-1`, `O-1/2026-12-01` (wire 4)."""

from __future__ import annotations

import re
from datetime import date

from casework.dates import FlawedDate, read_date
from casework.errors import NotForYou, Refused
from casework.refs import ref

_TYPED = re.compile(r"\s*(?:[Oo]-?)?([0-9]{1,9})(?:\s*[/ ]\s*(\S.*))?")


def series_ref(number: int) -> str:
    """The written form of a series, e.g. `O-1`."""
    return ref("O", number)


def occurrence_ref(number: int, planned: date) -> str:
    """The written form of one time: its planned date, also after a move."""
    return f"{series_ref(number)}/{planned.isoformat()}"


def read_occurrence(text: str) -> tuple[int, date | None]:
    """What somebody typed or a button carries: a series, and a planned date when there is one.

    Raises `NotForYou` for anything unreadable: the same answer as for what does not exist. `Refused`
    OVERLEG_NUMBER_NEEDED when nothing was typed at all.
    """
    if not text.strip():
        raise Refused("OVERLEG_NUMBER_NEEDED", hint="LIST_OVERLEGGEN")
    found = _TYPED.fullmatch(text)
    if found is None:
        raise NotForYou
    try:
        return int(found[1]), read_date(found[2] or "")
    except FlawedDate:
        raise NotForYou from None
