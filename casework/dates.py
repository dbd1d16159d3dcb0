"""Dates as professionals type them, and the ages Schakel is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from casework.errors import CaseworkError
from rules.birth import BirthDate
from rules.identifiers.plain import fold
from rules.moments import age_on

_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_BETWEEN = r" ?[-/. ] ?"
_WEEKDAY = r"(?:maan|dins|woens|donder|vrij|zater|zon)dag"
_BIRTH_DATES = tuple(
    re.compile(rf"(?:geb(?:oren)?\.? )?(?:op |in )?(?:{_WEEKDAY} )?(?:{one})")
    for one in (
        r"(?:jaar |onbekend,? |circa |ca\.? ?|ong(?:eveer|\.)? ?|rond |± ?|~ ?)?(?P<y>\d{4}) ?\??",
        rf"(?P<d>\d{{1,2}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<d>\d{{1,2}})",
        r"(?P<d>\d{1,2})(?:e|de|ste|st|nd|rd|th)?[-./ ]{0,3}(?P<name>[a-z]{3,9})[-./, ]{0,3}(?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})[. ]{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})",
        r"(?P<name>[a-z]{3,9})[-. ]{0,2}(?P<y>\d{4})",
        rf"(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}}){_BETWEEN}(?P<m>\d{{1,2}})",
        rf"(?:[x?]{{1,2}}{_BETWEEN}){{1,2}}(?P<y>\d{{4}})",
        rf"[x?]{{1,2}}{_BETWEEN}(?P<m>\d{{1,2}}){_BETWEEN}(?P<y>\d{{4}})",
        r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)",
        r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
    )
)
_DUTCH = ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
_MONTHS = {name: number for number, name in enumerate(_DUTCH, 1)} | {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
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


def read_birth_date(text: str, today: date) -> BirthDate | None:
    """A birth date of somebody under 23, or only its month or year; None when nothing was typed.

    Understood besides the forms of `read_date`: any dash, spaces, months by name, eight digits, zeros
    for an unknown day or month, a year alone. Raises `FlawedDate` with `birth_date_unreadable`,
    `birth_date_impossible`, `date_future` or `date_too_old`.
    """
    typed = " ".join(fold(text).text.lower().split())
    if not typed:
        return None
    found = next((hit for one in _BIRTH_DATES if (hit := one.fullmatch(typed))), None)
    if found is None:
        raise FlawedDate("birth_date_unreadable")
    born = _birth_date(found.groupdict())
    if born.first > today:
        raise FlawedDate("date_future")
    if age_on(born.last, today) >= UPPER_AGE:
        raise FlawedDate("date_too_old")
    return born


def _birth_date(parts: Mapping[str, str | None]) -> BirthDate:
    named = parts.get("name")
    if named and named[:3] not in _MONTHS:
        raise FlawedDate("birth_date_unreadable")
    month = _MONTHS[named[:3]] if named else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    born = BirthDate(int(parts["y"] or 0), month or None, (day or None) if month else None)
    if not _exists(born) or (day and not month):
        raise FlawedDate("birth_date_impossible")
    return born


def _exists(born: BirthDate) -> bool:
    try:
        return born.first.year == born.year
    except ValueError:
        return False
