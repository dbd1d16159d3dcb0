"""From a time on the wall to an instant: what a clock that jumps makes of it (architecture 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil import tz

_MINUTE = timedelta(minutes=1)
_LONGEST_JUMP = 24 * 60  # minutes; a zone that changes sides of the date line skips a whole day


@lru_cache(maxsize=16)
def zone_named(name: str) -> ZoneInfo:
    """The zone with this name; raises `KeyError`'s kind for one that does not exist."""
    return ZoneInfo(name)


@lru_cache(maxsize=8192)
def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a clock on the wall shows this time on this day.

    A time that does not exist moves to the next minute that does; one that comes twice is the first.
    """
    wall = datetime.combine(day, at.replace(fold=0), zone)  # times that differ in fold are equal to the cache
    found = wall.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found  # there and back again: this time exists
    return _next_existing(wall).astimezone(UTC)


def _next_existing(wall: datetime) -> datetime:
    for _minute in range(_LONGEST_JUMP):
        wall += _MINUTE
        if tz.datetime_exists(wall):
            return wall
    raise ValueError("no clock jumps further than a day")
