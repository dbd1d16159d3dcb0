"""Ages and days as the rulebook counts them: local dates in Europe/Amsterdam (P3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.model import Moment

ZONE = ZoneInfo("Europe/Amsterdam")
_DAY = timedelta(days=1)


def local_day(moment: Moment) -> date:
    """The local date of a moment; a plain date is one already."""
    if isinstance(moment, datetime):
        return moment.astimezone(ZONE).date()
    return moment


def has_come(moment: Moment, now: datetime, today: date) -> bool:
    """Whether a moment is past or present; a plain date has come from 00:00."""
    if isinstance(moment, datetime):
        return moment <= now
    return moment <= today


def start_of(moment: Moment) -> datetime:
    """The instant a moment begins, in UTC: itself, or local midnight of a plain date."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment, time.min, ZONE).astimezone(UTC)


def end_of(moment: Moment) -> datetime:
    """The instant a moment ends, in UTC: itself, or the local midnight after a plain date."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC)
    return datetime.combine(moment + _DAY, time.min, ZONE).astimezone(UTC)


def birthday(dob: date, years: int) -> date:
    """The day somebody turns `years`; a leap-day birthday falls on 1 March in other years (section 3)."""
    try:
        return dob.replace(year=dob.year + years)
    except ValueError:
        return date(dob.year + years, 3, 1)


def age_on(dob: date, day: date) -> int:
    """Completed years on a local date; a birthday counts from 00:00."""
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))
