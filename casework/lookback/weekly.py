"""Once a week for the privacy officer: what stands out in who read what, and in who approved for whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from sqlmodel import Session

from casework import refs
from casework.lookback.reading import What, signal_of, what_of
from casework.office import Office
from casework.people import identify
from rules.walltime import instant
from storage.audit_tables import AuditRow
from storage.repositories import directory, exceptions, lookback, signals
from storage.repositories.lookback import Asked
from storage.unit_of_work import Unit

WEEKLY = "audit.weekly"
FG = "fg"
WEEK = timedelta(days=7)
# Approvals are few: whether two people approve for each other shows over a quarter.
QUARTER = timedelta(days=91)
MANY = 10  # different signals read in one week
NIGHT_FROM, NIGHT_UNTIL = time(22), time(6)
VITAL = "E01"
APPROVE = "exception.approve"
_OF_OTHERS = frozenset({What.READ, What.DECISIONS})

Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven local days, `first` and `last` included; accounts and codes, each with how often.

    `reciprocal` are pairs of accounts that approved an exception of each other in the quarter up to `last`;
    `many`, `at_night` and `outside` are who read of more signals than most, at night, or where they do
    not sit. For the privacy officer alone, and so no number is hidden.
    """

    first: date
    last: date
    reads: int
    refusals: Counted
    vital: Counted
    reciprocal: tuple[tuple[str, str], ...]
    many: Counted
    at_night: Counted
    outside: Counted

    @property
    def quiet(self) -> bool:
        """Whether nothing stands out."""
        return not (self.vital or self.reciprocal or self.many or self.at_night or self.outside)


def ask_for_week(office: Office, unit: Unit) -> None:
    """Send the summary of the week before this one to every privacy officer."""
    this = reference(office.today - WEEK)
    for officer in directory.users_with(unit.session, FG):
        unit.post(WEEKLY, officer, ref=this, dedupe=f"{WEEKLY}:{this}:{officer}")


def reference(day: date) -> str:
    """The ISO week in which a day falls: `W-2026-48`."""
    year, week, _ = day.isocalendar()
    return f"W-{year}-{week:02}"


def first_day(reference: str) -> date | None:
    """The Monday of a week by its reference; None for anything else."""
    letter, _, week = reference.partition("-")
    year, _, number = week.partition("-")
    if letter != "W" or not (year.isdecimal() and number.isdecimal()):
        return None
    try:
        return date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None


def week_of(office: Office, first: date) -> Week:
    """What stands out in the seven days from `first` on."""
    since, until = (instant(day, time(), office.zone) for day in (first, first + WEEK))
    with office.store.reading() as session:
        rows = lookback.rows(session, Asked(since=since, until=until))
        before = lookback.rows(session, Asked(since=until - QUARTER, until=until, act=APPROVE))
        reads = [row for row in rows if what_of(row) in _OF_OTHERS]
        return Week(
            first=first,
            last=first + WEEK - timedelta(days=1),
            reads=len(reads),
            refusals=_counted(row.code or "" for row in rows if what_of(row) is What.REFUSED),
            vital=_counted(row.actor for row in rows if row.act == "exception.record" and row.code == VITAL),
            reciprocal=_reciprocal(session, before),
            many=_many(session, reads),
            at_night=_counted(row.actor for row in reads if _at_night(row.at.astimezone(office.zone))),
            outside=_outside(session, reads),
        )


def _counted(found: Iterable[str]) -> Counted:
    return tuple(sorted(Counter(found).items(), key=lambda one: (-one[1], one[0])))


def _reciprocal(session: Session, rows: Sequence[AuditRow]) -> tuple[tuple[str, str], ...]:
    approved: set[tuple[str, str]] = set()
    for row in rows:
        entry = exceptions.entry(session, refs.number("X", row.ref or "") or 0)
        if entry is not None:
            approved.add((row.actor, entry.invoker))
    people = sorted({one for pair in approved for one in pair})
    return tuple(two for two in combinations(people, 2) if two in approved and two[::-1] in approved)


def _many(session: Session, reads: Sequence[AuditRow]) -> Counted:
    seen: dict[str, set[int | None]] = defaultdict(set)
    for row in reads:
        seen[row.actor].add(signal_of(session, row.ref or ""))
    busy = {who: len(numbers - {None}) for who, numbers in seen.items()}
    return tuple((who, count) for who, count in sorted(busy.items()) if count > MANY)


def _at_night(local: datetime) -> bool:
    return local.time() >= NIGHT_FROM or local.time() < NIGHT_UNTIL


def _outside(session: Session, reads: Sequence[AuditRow]) -> Counted:
    """Who read of a signal of a partnership in which they do not sit, as the directory stands today."""
    sits = {one: identify(session, one).partnerships for one in {row.actor for row in reads}}
    found = []
    for row in reads:
        signal = signals.signal(session, signal_of(session, row.ref or "") or 0)
        if signal is not None and signal.partnership_id not in sits[row.actor]:
            found.append(row.actor)
    return _counted(found)
