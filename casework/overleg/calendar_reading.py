"""Reads a calendar file as closed days: whole days that are certain; what else is in it is named, not taken.

An event that cannot be understood is refused with its number and title, all of them at once.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from casework.errors import CaseworkError

NAME_LIMIT = 80
LONGEST = 120  # days; a summer holiday and some
_DAY = timedelta(days=1)
_MIDNIGHT, _LAST_MINUTE = time(0), time(23, 59)
_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")
_REPEATS = ("RRULE", "RDATE", "EXRULE")
_UNCERTAIN = {
    "CANCELLED": "is geannuleerd en telt niet",
    "TENTATIVE": "is nog voorlopig en telt niet",
}


class BadCalendar(CaseworkError):
    """The calendar file cannot be taken; nothing of it was stored. A line for every fault."""


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """Closed days with their name, first and last day included."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class ReadCalendar:
    """The closed days of a file, and a line for each event that is not one."""

    periods: tuple[Period, ...]
    skipped: tuple[str, ...] = ()


class _Fault(Exception):
    """What is wrong with one event."""


class _NotClosed(Exception):
    """Why one event closes nothing."""


def read_calendar(text: str, zone: ZoneInfo) -> ReadCalendar:
    """The events of a calendar file; days are those of `zone`. Raises `BadCalendar`."""
    from icalendar import Calendar  # noqa: PLC0415  # a library that only this needs

    try:
        calendar = Calendar.from_ical(text)
        events = calendar.walk("VEVENT")
    except (ValueError, IndexError, KeyError, AttributeError, RecursionError):
        raise BadCalendar("dit is geen leesbaar agendabestand (.ics)") from None
    if not events:
        raise BadCalendar("in dit agendabestand staan geen dagen")
    withdrawn = str(calendar.get("method", "")).upper() == "CANCEL"
    found: list[Period] = []
    skipped: list[str] = []
    faults: list[str] = []
    series = _series(events)
    for number, event in enumerate(events, start=1):
        where = f"gebeurtenis {number}" + (f" '{_name(event)}'" if _name(event) else "")
        try:
            found.append(_period(event, zone, series, withdrawn=withdrawn))
        except _NotClosed as why:
            skipped.append(f"{where} {why}")
        except _Fault as fault:
            faults.append(f"{where}: {fault}")
    if faults:
        raise BadCalendar("\n".join(faults))
    return ReadCalendar(tuple(sorted(set(found))), tuple(skipped))


def _series(events: list[Any]) -> frozenset[str]:
    """The ids of what stands in the file as a whole and as a change of one time."""
    changed = {str(event.get("uid")) for event in events if "RECURRENCE-ID" in event}
    whole = Counter(str(event.get("uid")) for event in events if "RECURRENCE-ID" not in event)
    return frozenset(changed & set(whole))


def _period(event: Any, zone: ZoneInfo, series: frozenset[str], *, withdrawn: bool) -> Period:
    status = str(event.get("status", "")).strip().upper()
    if withdrawn or status in _UNCERTAIN:
        raise _NotClosed(_UNCERTAIN["CANCELLED" if withdrawn else status])
    if any(name in event for name in _REPEATS) or str(event.get("uid")) in series:
        raise _Fault("een herhaalde gebeurtenis kan hier niet; noem elke periode apart")
    for name in _ONCE:
        if isinstance(event.get(name), list):
            raise _Fault(f"{name} staat er twee keer in")
    start = _moment(event, "DTSTART")
    if start is None:
        raise _Fault("DTSTART ontbreekt")
    try:
        first, after = _days(event, start, zone)
    except OverflowError:
        raise _Fault(f"langer dan {LONGEST} dagen") from None
    if after - first > timedelta(days=LONGEST):
        raise _Fault(f"langer dan {LONGEST} dagen")
    return Period(first, after - _DAY, _name(event) or "Gesloten")


def _days(event: Any, start: date | datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first closed day and the first one after it (RFC 5545: an end is not included)."""
    end = _moment(event, "DTEND")
    if end is None and (length := _length(event)) is not None:
        if length < timedelta(0):
            raise _Fault("het einde ligt voor het begin")
        if not isinstance(start, datetime) and length % _DAY:
            raise _Fault("DURATION van een hele dag moet in dagen of weken")
        end = _ended(start, length)
    if not isinstance(start, datetime):
        return start, _whole(start, end)
    if end is not None and not isinstance(end, datetime):
        raise _Fault("DTSTART heeft een tijd en DTEND niet")
    begins, ends = _local(start, zone), _local(end if isinstance(end, datetime) else start, zone)
    if ends < begins:
        raise _Fault("het einde ligt voor het begin")
    if ends.time().replace(second=0) == _LAST_MINUTE:
        ends = datetime.combine(ends.date() + _DAY, _MIDNIGHT, ends.tzinfo)
    if ends == begins or not (_is_midnight(begins, start) and _is_midnight(ends, end)):
        raise _NotClosed("duurt geen hele dag en telt niet")
    return begins.date(), ends.date()


def _whole(first: date, end: date | None) -> date:
    if isinstance(end, datetime):
        raise _Fault("DTEND heeft een tijd en DTSTART niet")
    if end is not None and end < first:
        raise _Fault("het einde ligt voor het begin")
    # Some programs write the last day itself where one day is meant.
    return first + _DAY if end is None or end == first else end


def _is_midnight(moment: datetime, written: date | datetime | None) -> bool:
    """Whether a day begins here; also for who writes whole days as midnight in UTC."""
    utc = isinstance(written, datetime) and written.utcoffset() == timedelta(0)
    return moment.time() == _MIDNIGHT or (utc and moment.astimezone(UTC).time() == _MIDNIGHT)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """On the wall clock of this zone; a moment without a zone is on it already."""
    return moment.astimezone(zone) if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _ended(start: date | datetime, length: timedelta) -> date | datetime:
    """Whole days and weeks last that many days on the calendar, also when the clock changes."""
    if isinstance(start, datetime) and start.tzinfo is not None and length % _DAY:
        return (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return start + length


def _moment(event: Any, name: str) -> date | datetime | None:
    if event.get(name) is None:
        return None
    try:
        found = event.decoded(name)
    except (ValueError, TypeError, AttributeError, KeyError):
        found = None
    if not isinstance(found, date):
        raise _Fault(f"{name} is geen datum, zoals 20261219")
    return found


def _length(event: Any) -> timedelta | None:
    if any(name == "DURATION" for name, _ in event.errors):
        raise _Fault("DURATION is geen duur, zoals P9D")
    found = event.get("DURATION")
    length = getattr(found, "dt", None)
    return length if isinstance(length, timedelta) else None


def _name(event: Any) -> str:
    typed = event.get("summary") or ""
    text = unicodedata.normalize("NFC", str(typed[0] if isinstance(typed, list) else typed))
    return " ".join("".join(_seen(text)).split())[:NAME_LIMIT]


def _seen(text: str) -> Iterator[str]:
    for one in text:
        yield one if one.isprintable() else " "
