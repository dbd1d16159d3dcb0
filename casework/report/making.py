"""Makes the report of one partnership and period, beside the one of the period before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.overleg.file import load_all
from casework.people import Person
from casework.report.periods import MONTH, QUARTER, YEAR, Period
from casework.report.tallying import BOUNDED, Subject, Tallies, tally, times
from rules.small_numbers import Tally, Told, month, quarter, year
from storage.directory_tables import Partnership
from storage.repositories import counts, directory

ACT = "report.make"
NOT_OVER = "PERIOD_NOT_OVER"


@dataclass(frozen=True, slots=True)
class Work:
    """What the partnership did together: no counts of young people, and so none of them is hidden."""

    held: int
    skipped: int
    goals: int
    looked_back: int
    reached: int
    stopped: int


@dataclass(frozen=True, slots=True)
class Report:
    """What may be told of one partnership in one period."""

    number: int
    partnership: str
    period: Period
    told: Mapping[Subject, Told]
    work: Work

    @property
    def empty(self) -> bool:
        """Whether nothing happened; of what may be none or few, whether it is told."""
        silent = not any(
            one.total.least or not (one.total.exact or subject in BOUNDED)
            for subject, one in self.told.items()
        )
        return silent and self.work == Work(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """A partnership of which somebody may ask a report."""

    number: int
    name: str


def choices(office: Office, person: Person) -> tuple[Choice, ...]:
    """The partnerships that this person coordinates, by name; raises `NotForYou` when there is none."""
    with office.store.reading() as session:
        found = directory.coordinated_by(session, person.user_id)
        mine = [Choice(one.id or 0, one.name) for one in found if one.id in person.coordinates]
    if not mine:
        raise NotForYou
    return tuple(sorted(mine, key=lambda one: one.name.casefold()))


def make(office: Office, person: Person, number: int, period: Period, key: str) -> tuple[Report, Report]:
    """The report that this person asks for, and that of the period before; asking is noted.

    Raises `NotForYou` for a partnership that is not theirs, `Refused` PERIOD_NOT_OVER.
    """
    with office.act(key, person) as unit:
        partnership = directory.partnership(unit.session, number)
        if partnership is None or number not in person.coordinates:
            raise NotForYou
        if not period.over(office.today):
            raise Refused(NOT_OVER)
        found = _both(office, unit.session, partnership, period)
        unit.note(person.user_id, ACT, facts={"partnership": number, "period": period.id})
    return found


def monthly(office: Office, number: int, period: Period) -> tuple[Report, Report] | None:
    """What the coordinator gets by themselves; None when the partnership has left since."""
    with office.store.reading() as session:
        partnership = directory.partnership(session, number)
        if partnership is None or not partnership.active:
            return None
        return _both(office, session, partnership, period)


def _both(office: Office, session: Session, row: Partnership, period: Period) -> tuple[Report, Report]:
    found, before = (_report(office, session, row, one) for one in (period, period.before))
    return found, before


def _report(office: Office, session: Session, row: Partnership, period: Period) -> Report:
    number = row.id or 0
    found = tally(session, office.book, number, period, office.zone)
    return Report(number, row.name, period, _told(found, period), _work(office, session, number, period))


def _told(found: Tallies, period: Period) -> Mapping[Subject, Told]:
    return {subject: of_months(list(by_month.values()), period) for subject, by_month in found.items()}


def of_months(months: Sequence[Tally], period: Period) -> Told:
    """What is told of these months: of longer periods what their parts tell together (`small_numbers`)."""
    if period.months == MONTH:
        return month(months[0])
    quarters = [quarter(months[at : at + QUARTER]) for at in range(0, period.months, QUARTER)]
    return year(quarters) if period.months == YEAR else quarters[0]


def _work(office: Office, session: Session, number: int, period: Period) -> Work:
    since, until = period.span(office.zone)

    def during(at: datetime | None) -> bool:
        return at is not None and since <= at < until

    def on(day: date) -> bool:
        return period.first <= day < period.next.first

    files = load_all(session, counts.series(session, number))
    held = [one for file in files for one in times(file, period.first, period.next.first)]
    held = [(at, skipped) for at, skipped in held if during(at)]
    goals = counts.goals(session, number)
    ended = [one for one in goals if during(one.ended_at)]
    return Work(
        held=sum(not skipped for _, skipped in held),
        skipped=sum(skipped for _, skipped in held),
        goals=sum(during(one.created_at) for one in goals),
        looked_back=sum(on(one.held_on) for one in counts.evaluations(session, number)),
        reached=sum(bool(one.reached) for one in ended),
        stopped=sum(not one.reached for one in ended),
    )
