"""Closed days besides public holidays, from a calendar file: school holidays, a study day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from casework.directory.importing import Changes
from casework.errors import CaseworkError
from storage.overleg_tables import ClosedPeriod
from storage.unit_of_work import Unit

NAME_LIMIT = 80
LONGEST = 120  # days; a summer holiday and some


class BadCalendar(CaseworkError):
    """The calendar file cannot be taken; nothing of it was stored."""


@dataclass(frozen=True, slots=True)
class Period:
    """Closed days by the event's own id, first and last day included."""

    uid: str
    name: str
    first: date
    last: date


def read_closed_days(text: str) -> tuple[Period, ...]:
    """The events of a calendar file as closed periods; raises `BadCalendar` with the event's number."""
    from icalendar import Calendar  # noqa: PLC0415  # a library that only this needs

    try:
        calendar = Calendar.from_ical(text)
    except (ValueError, IndexError):
        raise BadCalendar("dit is geen leesbaar agendabestand (.ics)") from None
    found = [_period(number, event) for number, event in enumerate(calendar.walk("VEVENT"), start=1)]
    if not found:
        raise BadCalendar("in dit agendabestand staan geen dagen")
    return tuple(found)


def store_closed_days(unit: Unit, periods: tuple[Period, ...]) -> Changes:
    """Add and change, never remove; the same file twice changes nothing."""
    changes = Changes()
    for one in periods:
        row = unit.session.get(ClosedPeriod, one.uid)
        wanted: dict[str, Any] = {"name": one.name, "first_day": one.first, "last_day": one.last}
        if row is None:
            row = ClosedPeriod(uid=one.uid, **wanted)
            changes.added += 1
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            changes.changed += 1
        unit.session.add(row)
    unit.session.flush()
    return changes


def _period(number: int, event: Any) -> Period:
    where = f"gebeurtenis {number}"
    if event.get("rrule") is not None:
        raise BadCalendar(f"{where}: een herhaalde gebeurtenis kan hier niet; noem elke periode apart")
    if event.get("dtstart") is None:
        raise BadCalendar(f"{where}: DTSTART ontbreekt")
    first = _day(event.decoded("dtstart"))
    name = " ".join(str(event.get("summary") or "").split())[:NAME_LIMIT] or "Gesloten"
    last = _last(event, first)
    if last < first:
        raise BadCalendar(f"{where}: het einde ligt voor het begin")
    if (last - first).days >= LONGEST:
        raise BadCalendar(f"{where}: langer dan {LONGEST} dagen")
    uid = str(event.get("uid") or f"{first.isoformat()}:{name}")
    return Period(uid, name, first, last)


def _last(event: Any, first: date) -> date:
    """The last closed day: DTEND of a whole day is the day after it (RFC 5545), of a moment that day."""
    if event.get("duration") is not None:
        length: timedelta = event.decoded("duration")
        return first + max(length - timedelta(days=1), timedelta())
    if event.get("dtend") is None:
        return first
    end = event.decoded("dtend")
    if isinstance(end, datetime):
        return (end - timedelta(microseconds=1)).date()
    last: date = end - timedelta(days=1)
    return last if end > first else first


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value
