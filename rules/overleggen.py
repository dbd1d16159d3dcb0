"""When an overleg is held: its recurrences, what closed days do to them, and what people changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.recurring import Frequency, following, recurrences
from rules.walltime import instant, zone_named

# A closed period longer than this leaves nothing to move to.
_FURTHEST = 60
_SATURDAY = 5

Closed = Callable[[date], str | None]


class OnClosed(StrEnum):
    """What happens to an overleg that falls on a closed day."""

    SKIP = "skip"
    MOVE = "move"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Series:
    """An overleg as agreed: first date, wall time, zone, minutes, how often, and what closed days do.

    Nothing is planned after `last`.
    """

    frequency: Frequency
    first: date
    at: time
    zone: str
    minutes: int
    on_closed: OnClosed
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What people changed about one occurrence; it goes before what a closed day does."""

    day: date | None = None
    at: time | None = None
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an overleg is (or would be) held.

    `planned` is the local date by the rhythm: it names the occurrence, also after a move. `closed` is the
    name of the closed day it fell on, when that moved or skipped it.
    """

    planned: date
    day: date
    starts: datetime
    ends: datetime
    skipped: bool = False
    moved: bool = False
    closed: str | None = None


def occurrences(
    series: Series, start: date, end: date, closed: Closed, changes: Mapping[date, Change]
) -> Iterator[Occurrence]:
    """The occurrences with a planned date from `start` up to and including `end`, skipped ones too.

    `closed` gives the name of a closed day, or None; `changes` are by planned date.
    """
    end = end if series.last is None else min(end, series.last)
    for planned in recurrences(series.frequency, series.first, start, end):
        yield _occurrence(series, planned, closed, changes.get(planned))


def occurrence(series: Series, planned: date, closed: Closed, change: Change | None) -> Occurrence | None:
    """The occurrence with this planned date, or None when the rhythm has none there.

    One after the last day is there and falls out, so that what was sent about it can say so.
    """
    found = next(recurrences(series.frequency, series.first, planned, planned), None)
    if found is None:
        return None
    if series.last is not None and planned > series.last:
        return _held(series, planned, planned, series.at, skipped=True)
    return _occurrence(series, found, closed, change)


def _occurrence(series: Series, planned: date, closed: Closed, change: Change | None) -> Occurrence:
    if change is not None and change.skipped:
        return _held(series, planned, planned, series.at, skipped=True)
    if change is not None and change.day is not None:
        return _held(series, planned, change.day, change.at or series.at, moved=True)
    name = None if series.on_closed is OnClosed.KEEP else closed(planned)
    if name is None:
        return _held(series, planned, planned, series.at)
    day = _next_open(series, planned, closed) if series.on_closed is OnClosed.MOVE else None
    if day is None:
        return _held(series, planned, planned, series.at, skipped=True, closed=name)
    return _held(series, planned, day, series.at, moved=True, closed=name)


def _held(
    series: Series,
    planned: date,
    day: date,
    at: time,
    *,
    skipped: bool = False,
    moved: bool = False,
    closed: str | None = None,
) -> Occurrence:
    starts = instant(day, at, zone_named(series.zone))
    return Occurrence(
        planned, day, starts, starts + timedelta(minutes=series.minutes), skipped, moved, closed
    )


def _next_open(series: Series, planned: date, closed: Closed) -> date | None:
    """The next day that is neither closed nor a weekend, before the next occurrence is due; else None."""
    limit = following(series.frequency, series.first, planned)
    weekends_too = planned.weekday() >= _SATURDAY
    for days in range(1, _FURTHEST + 1):
        day = planned + timedelta(days=days)
        if limit is not None and day >= limit:
            return None
        if closed(day) is None and (weekends_too or day.weekday() < _SATURDAY):
            return day
    return None
