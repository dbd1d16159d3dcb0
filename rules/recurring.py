"""On which dates an overleg recurs, counted from its first date (architecture 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta, weekday


class Frequency(StrEnum):
    """How often an overleg is held; the wire's own words (wire 1)."""

    ONCE = "once"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    THREE_WEEKLY = "three_weekly"
    FOUR_WEEKLY = "four_weekly"
    SIX_WEEKLY = "six_weekly"
    EIGHT_WEEKLY = "eight_weekly"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_DATE = "monthly_date"
    QUARTERLY = "quarterly"


WEEKS = {
    Frequency.WEEKLY: 1,
    Frequency.BIWEEKLY: 2,
    Frequency.THREE_WEEKLY: 3,
    Frequency.FOUR_WEEKLY: 4,
    Frequency.SIX_WEEKLY: 6,
    Frequency.EIGHT_WEEKLY: 8,
}
MONTHS = {Frequency.MONTHLY_WEEKDAY: 1, Frequency.MONTHLY_DATE: 1, Frequency.QUARTERLY: 3}
_LAST = 5


def recurrences(frequency: Frequency, first: date, start: date, end: date) -> Iterator[date]:
    """The dates from `start` up to and including `end`, in order.

    A fifth weekday is the last one of its month, and a date that a month lacks (the 31st) is that
    month's last day, so that no month goes without its overleg.
    """
    at = _steps_before(frequency, first, start)
    while (day := recurrence(frequency, first, at)) is not None and day <= end:
        if day >= start:
            yield day
        at += 1


def following(frequency: Frequency, first: date, day: date) -> date | None:
    """The first date after `day`, or None when there is none."""
    at = _steps_before(frequency, first, day)
    while (found := recurrence(frequency, first, at)) is not None:
        if found > day:
            return found
        at += 1
    return None


def recurrence(frequency: Frequency, first: date, number: int) -> date | None:
    """The date of one recurrence, counted from 0; None when there are not so many."""
    try:
        if frequency in WEEKS:
            return first + timedelta(weeks=WEEKS[frequency] * number)
        if frequency is Frequency.ONCE:
            return first if number == 0 else None
        months = relativedelta(months=MONTHS[frequency] * number)
        if frequency is Frequency.MONTHLY_WEEKDAY:
            return _nth_weekday(first, months)
        return first + months
    except (OverflowError, ValueError):  # past the year 9999
        return None


def nth_weekday(day: date) -> int:
    """Which of its weekday in the month a date is, from 1; 5 means the last (see `recurrences`)."""
    return (day.day - 1) // 7 + 1


def _nth_weekday(first: date, months: relativedelta) -> date:
    nth = nth_weekday(first)
    month = first.replace(day=1) + months
    if nth >= _LAST:
        return month + relativedelta(day=31, weekday=weekday(first.weekday(), -1))
    return month + relativedelta(weekday=weekday(first.weekday(), nth))


def _steps_before(frequency: Frequency, first: date, day: date) -> int:
    """How many recurrences surely lie before `day`, so that a long history is not walked."""
    if day <= first or frequency is Frequency.ONCE:
        return 0
    if frequency in WEEKS:
        return (day - first).days // (7 * WEEKS[frequency])
    months = (day.year - first.year) * 12 + day.month - first.month - 1
    return max(0, months // MONTHS[frequency])
