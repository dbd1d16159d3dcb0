"""The days in what is recorded about consent, as they were typed."""

from __future__ import annotations

from datetime import date, timedelta

from casework.dates import UPPER_AGE, FlawedDate, read_date
from casework.errors import Flaw


def read_day(typed: str, field: str, today: date, born: date | None, flaws: dict[str, Flaw]) -> date | None:
    """The day of an act that lies in the past, or a flaw at its field; None when nothing was typed."""
    try:
        day = read_date(typed)
    except FlawedDate as error:
        flaws[field] = Flaw(error.code)
        return None
    if day is not None and day > today:
        flaws[field] = Flaw("date_future")
    if day is not None and born is not None and day < born:
        flaws[field] = Flaw("date_before_birth")
    elif day is not None and day.year < today.year - UPPER_AGE:
        flaws[field] = Flaw("date_long_ago")  # nobody whom a signal is about was born then
    return None if field in flaws else day


def last_day(typed: str, given_on: date, today: date, at_most: int, flaws: dict[str, Flaw]) -> date | None:
    """The day on which consent ends, at most so many on, or a flaw at its field; None for nothing."""
    try:
        until = read_date(typed)
    except FlawedDate as error:
        flaws["until"] = Flaw(error.code)
        return None
    if until is not None and until < today:
        flaws["until"] = Flaw("date_past")
    if until is not None and until - given_on > timedelta(days=at_most):
        flaws["until"] = Flaw("date_too_far", at_most)
    return until
