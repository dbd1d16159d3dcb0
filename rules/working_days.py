"""Counts in working days, for waiting as long as a professional may fairly take to answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

from rules.moments import ZONE

OPENS, CLOSES = time(9), time(17)
_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Monday to Friday, except Dutch public holidays."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def after_working_days(moment: datetime, days: int) -> datetime:
    """The instant, in office hours, when this many working days have passed since an aware moment.

    Counting begins when the office is next open: a Saturday counts from Monday nine o'clock. The wall
    time in Amsterdam stays, kept within office hours.
    """
    local = moment.astimezone(ZONE)
    day, clock = local.date(), min(max(local.time(), OPENS), CLOSES)
    if not is_working_day(day):
        day, clock = _next(day), OPENS
    for _ in range(days):
        day = _next(day)
    return datetime.combine(day, clock, ZONE)


def _next(day: date) -> date:
    day += _DAY
    while not is_working_day(day):
        day += _DAY
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # noqa: PLC0415  # large, and only this needs it

    return frozenset(country_holidays("NL", years=year))
