"""Counts what happened in a partnership by month: each event in the month in which it happened.

So nothing that happens later changes what was told of a month. No text is read: what was erased counts.
What happened with the signals of a month that had only a few is counted nowhere: from eight first reactions
one could tell that there were eight signals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.lookback.reading import signal_of
from casework.overleg.file import OverlegFile, load_all
from casework.refs import ref
from casework.report.periods import MONTH, Period, month_of
from casework.signals.answering import REACTIONS
from rules.book import Rulebook
from rules.codes import Reason
from rules.small_numbers import FEW, Tally
from storage.audit_tables import AuditRow
from storage.repositories import counts
from storage.signal_tables import Signal

LEVEL, PLACE, WAIT, KIND = "level", "place", "wait", "kind"
REASON, GROUND, ANSWER = "reason", "ground", "answer"
OTHER = "other"
# How people said yes or no, by the act that recorded it.
CONSENTS = {"consent.record": "given", "consent.refused": "refused", "consent.withdraw": "withdrawn"}
# How many local days somebody waited at most, by name; the last one for whoever waited longer.
WAITS = (("week", 7), ("two_weeks", 14), ("four_weeks", 28), ("longer", None))
FIRST_WAITS = (("next_day", 1), ("week", 7), ("two_weeks", 14), ("longer", None))
_REFUSALS = tuple(one.value for one in Reason if not one.value.startswith("OK_"))
_FURTHEST = timedelta(days=70)


class Subject(StrEnum):
    """What is counted of young people; each is about events of its own."""

    SIGNALS = "signals"
    ASKED = "asked"
    ANSWERS = "answers"
    REACTION = "reaction"
    OVERLEG = "overleg"
    CONSENTS = "consents"
    REFUSALS = "refusals"
    EXCEPTIONS = "exceptions"


# At most as many as the signals, or the partners asked, that are told of.
BOUNDED = frozenset({Subject.ANSWERS, Subject.REACTION, Subject.OVERLEG})


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened on a local day, with its row in each breakdown."""

    day: date
    rows: Mapping[str, str]


Rows = Mapping[str, Sequence[str]]
Tallies = Mapping[Subject, Mapping[date, Tally]]


def rows_of(book: Rulebook) -> Mapping[Subject, Rows]:
    """Every row that each breakdown has, whether or not anything falls in it."""
    return {
        Subject.SIGNALS: {LEVEL: tuple(book.levels), PLACE: (*book.places, "")},
        Subject.ASKED: {},
        Subject.ANSWERS: {ANSWER: tuple(REACTIONS.values())},
        Subject.REACTION: {WAIT: tuple(name for name, _ in FIRST_WAITS)},
        Subject.OVERLEG: {WAIT: tuple(name for name, _ in WAITS)},
        Subject.CONSENTS: {KIND: tuple(CONSENTS.values())},
        Subject.REFUSALS: {REASON: (*_REFUSALS, OTHER)},
        Subject.EXCEPTIONS: {GROUND: tuple(book.grounds)},
    }


def tally(session: Session, book: Rulebook, partnership: int, period: Period, zone: ZoneInfo) -> Tallies:
    """What happened in each month of a period, by the first day of that month."""
    seen = _Seen(session, partnership, period, zone)
    happened: Mapping[Subject, Callable[[], Iterable[Event]]] = {
        Subject.SIGNALS: seen.signals,
        Subject.ASKED: seen.asked,
        Subject.ANSWERS: seen.answers,
        Subject.REACTION: seen.reactions,
        Subject.OVERLEG: seen.first_overleggen,
        Subject.CONSENTS: seen.consents,
        Subject.REFUSALS: seen.refusals,
        Subject.EXCEPTIONS: seen.exceptions,
    }
    return {
        subject: _by_month(happened[subject](), rows, period, bounded=subject in BOUNDED)
        for subject, rows in rows_of(book).items()
    }


def _by_month(events: Iterable[Event], rows: Rows, period: Period, *, bounded: bool) -> Mapping[date, Tally]:
    found: dict[date, list[Event]] = {one.first: [] for one in period.parts(MONTH)}
    for one in events:
        first = month_of(one.day).first
        if first in found:
            found[first].append(one)
    return {first: _tally(some, rows, bounded=bounded) for first, some in found.items()}


def _tally(events: Sequence[Event], rows: Rows, *, bounded: bool) -> Tally:
    by = {}
    for name, known in rows.items():
        seen = Counter(one.rows[name] for one in events)
        by[name] = {row: seen[row] for row in known}
    return Tally(len(events), by, bounded)


class _Seen:
    """The events of one partnership up to the end of a period; `_known` are the signals of no small month."""

    def __init__(self, session: Session, partnership: int, period: Period, zone: ZoneInfo) -> None:
        self._session, self._partnership, self._zone = session, partnership, zone
        self._since, self._until = period.span(zone)
        self._period = period
        self._all = counts.signals(session, partnership, self._until)
        each = Counter(self._month(one) for one in self._all)
        self._known = {one.id or 0: one for one in self._all if each[self._month(one)] >= FEW}

    def _month(self, signal: Signal) -> date:
        return month_of(self._day(signal.created_at)).first

    def _day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def signals(self) -> Iterator[Event]:
        """Reported; level and kind of place stay when a signal is erased."""
        for one in self._all:
            yield Event(self._day(one.created_at), {LEVEL: one.level, PLACE: one.place})

    def asked(self) -> Iterator[Event]:
        """Partners tagged."""
        for one in counts.tags(self._session, self._partnership):
            if one.signal_id in self._known:
                yield Event(self._day(one.tagged_at), {})

    def answers(self) -> Iterator[Event]:
        """What a partner answered first, once for each signal."""
        known: set[tuple[str | None, str]] = set()
        for row in self._answered():
            if (row.ref, row.actor) not in known:
                known.add((row.ref, row.actor))
                yield Event(self._day(row.at), {ANSWER: REACTIONS[row.act]})

    def reactions(self) -> Iterator[Event]:
        """How long a signal waited for the first partner who reacted."""
        known: set[str | None] = set()
        mine = {ref("S", number): one for number, one in self._known.items()}
        for row in self._answered():
            signal = mine[row.ref or ""]
            if row.ref not in known:
                known.add(row.ref)
                yield self._waited(signal, self._day(row.at), FIRST_WAITS)

    def _answered(self) -> Iterator[AuditRow]:
        mine = {ref("S", number) for number in self._known}
        for row in counts.acts(self._session, REACTIONS, self._until):
            if row.ref in mine:
                yield row

    def first_overleggen(self) -> Iterator[Event]:
        """How long a signal waited for the first overleg of the partnership, if it was still open then."""
        files = load_all(self._session, counts.series(self._session, self._partnership))
        times = sorted(self._held(files))
        for one in self._known.values():
            first = next((at for at in times if at > one.created_at), None)
            if first is not None and (one.closed_at is None or one.closed_at > first):
                yield self._waited(one, self._day(first), WAITS)

    def _held(self, files: Sequence[OverlegFile]) -> Iterator[datetime]:
        start = min((self._day(one.created_at) for one in self._known.values()), default=self._period.first)
        for file in files:
            for starts, skipped in times(file, start, self._period.next.first):
                if not skipped and starts < self._until:
                    yield starts

    def _waited(self, signal: Signal, until: date, waits: Sequence[tuple[str, int | None]]) -> Event:
        days = (until - self._day(signal.created_at)).days
        return Event(until, {WAIT: next(name for name, most in waits if most is None or days <= most)})

    def consents(self) -> Iterator[Event]:
        """Recorded as given, refused or withdrawn: of each once a day and signal."""
        mine = {ref("S", number) for number in self._known}
        found = counts.acts(self._session, CONSENTS, self._until)
        told = {(self._day(row.at), row.ref, CONSENTS[row.act]) for row in found if row.ref in mine}
        for day, _ref, kind in sorted(told, key=str):
            yield Event(day, {KIND: kind})

    def refusals(self) -> Iterator[Event]:
        """What Schakel did not let through: once a day for each signal, person and reason."""
        rows = counts.refusals(self._session, self._since, self._until)
        where = {one: signal_of(self._session, one) for one in {row.ref or "" for row in rows}}
        seen: set[tuple[object, ...]] = set()
        for row in rows:
            number, day, code = where[row.ref or ""], self._day(row.at), row.code or ""
            if number in self._known and (number, row.actor, code, day) not in seen:
                seen.add((number, row.actor, code, day))
                yield Event(day, {REASON: code if code in _REFUSALS else OTHER})

    def exceptions(self) -> Iterator[Event]:
        """Recorded, whether or not a second person agreed."""
        for one in counts.exceptions(self._session, self._partnership):
            if one.signal_id in self._known:
                yield Event(self._day(one.granted_at), {GROUND: one.ground})


def times(file: OverlegFile, start: date, until: date) -> Iterator[tuple[datetime, bool]]:
    """When a series was to be held between two days, and whether it fell out; as far as it ran."""
    ended = file.row.cancelled_at
    planned = {one.planned: one for one in file.between(start - _FURTHEST, until)}
    elsewhere = (file.maybe_at(day) for day in file.changes if day not in planned)
    for one in [*planned.values(), *(held for held in elsewhere if held is not None)]:
        if one.starts >= file.row.created_at and (ended is None or one.starts < ended):
            yield one.starts, one.skipped
