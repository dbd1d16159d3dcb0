"""Dates as professionals type them, and the ages Schakel is for."""

from __future__ import annotations

import re
from datetime import date

from casework.errors import CaseworkError

_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
UPPER_AGE = 23  # at 23 everything is deleted (rulebook 9)


class FlawedDate(CaseworkError):
    """A typed date cannot be taken; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_date(text: str) -> date | None:
    """A date typed as `20-03-2011` or `2011-03-20`; None when nothing was typed.

    Raises `FlawedDate` with `date_unreadable` or `date_impossible`.
    """
    typed = text.strip()
    if not typed:
        return None
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise FlawedDate("date_unreadable")
    try:
        return date(year, month, day)
    except ValueError:
        raise FlawedDate("date_impossible") from None


def read_birth_date(text: str, today: date) -> date | None:
    """A birth date of somebody under 23; raises `FlawedDate`, also `date_future`, `date_too_old`."""
    born = read_date(text)
    if born is None:
        return None
    if born > today:
        raise FlawedDate("date_future")
    if (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) >= UPPER_AGE:
        raise FlawedDate("date_too_old")
    return born
