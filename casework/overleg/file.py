"""One overleg with what belongs to it, as it stands in this transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.errors import NotForYou
from casework.overleg.refs import occurrence_ref, series_ref
from casework.people import PartnerRef, known_words, partner_ref
from rules.holidays import dutch_holidays
from rules.overleggen import Change, Closed, Occurrence, OnClosed, Series, occurrence, occurrences
from rules.recurring import Frequency
from rules.walltime import zone_named
from storage.directory_tables import Partnership
from storage.overleg_tables import OccurrenceChange, Overleg
from storage.repositories import directory, overleggen

# How far somebody may look ahead: the first date of a series is at most two years away.
AHEAD = timedelta(days=800)
SOON = timedelta(days=70)
_DAY = timedelta(days=1)


def series_of(row: Overleg) -> Series:
    """The agreement behind a row, as the rules read it."""
    return Series(
        frequency=Frequency(row.frequency),
        first=row.first_day,
        at=row.starts_at,
        zone=row.zone,
        minutes=row.minutes,
        on_closed=OnClosed(row.on_closed),
        last=row.last_day,
    )


def change_of(row: OccurrenceChange) -> Change:
    """What people changed about one time, as the rules read it."""
    return Change(row.day, row.starts_at, row.skipped)


def closed_days(session: Session) -> Closed:
    """The name of a closed day, or None: public holidays and the periods that were imported."""
    named: dict[date, str] = {}
    for period in overleggen.closed_periods(session):
        for days in range((period.last_day - period.first_day).days + 1):
            named.setdefault(period.first_day + timedelta(days=days), period.name)

    def closed(day: date) -> str | None:
        return dutch_holidays(day.year).get(day) or named.get(day)

    return closed


@dataclass(frozen=True, slots=True)
class OverlegFile:
    """A series, its partnership, who is invited, and every change of a single time."""

    row: Overleg
    number: int
    partnership: Partnership
    participants: tuple[PartnerRef, ...]
    members: Mapping[int, PartnerRef]
    changes: Mapping[date, OccurrenceChange]
    closed: Closed

    @property
    def ref(self) -> str:
        """`O-1`."""
        return series_ref(self.number)

    @property
    def series(self) -> Series:
        """The agreement as the rules read it."""
        return series_of(self.row)

    @property
    def zone(self) -> ZoneInfo:
        """Where its wall clock hangs."""
        return zone_named(self.row.zone)

    @property
    def ended(self) -> bool:
        """Whether nothing of it is held any more: it was cancelled, or its partnership left."""
        return self.row.cancelled_at is not None or not self.partnership.active

    @property
    def words(self) -> frozenset[str]:
        """Names that may stand in checked text: partners, organisations, the partnership."""
        return known_words([self.partnership.name], self.members.values())

    def ref_of(self, planned: date) -> str:
        """`O-1/2026-12-01`."""
        return occurrence_ref(self.number, planned)

    def maybe_at(self, planned: date) -> Occurrence | None:
        """The time with this planned date, or None when the rhythm has none there (any more)."""
        change = self.changes.get(planned)
        return occurrence(self.series, planned, self.closed, change_of(change) if change else None)

    def at(self, planned: date) -> Occurrence:
        """The same; raises `NotForYou` when there is none."""
        found = self.maybe_at(planned)
        if found is None:
            raise NotForYou
        return found

    def between(self, start: date, end: date) -> list[Occurrence]:
        """The times planned from one local date up to and including another, skipped ones too."""
        changes = {planned: change_of(change) for planned, change in self.changes.items()}
        return list(occurrences(self.series, start, end, self.closed, changes))

    def upcoming(
        self, now: datetime, *, skipped: bool = False, within: timedelta = AHEAD
    ) -> list[Occurrence]:
        """The times that have not ended, the next one first; with `skipped` those that fall out too."""
        if self.ended:
            return []
        start = now.astimezone(zone_named(self.row.zone)).date() - _DAY
        end = start + within
        elsewhere = [
            held
            for planned in self.changes
            if not start <= planned <= end and (held := self.maybe_at(planned)) is not None
        ]
        found = [*elsewhere, *self.between(start, end)]
        wanted = [one for one in found if one.ends > now and (skipped or not one.skipped)]
        return sorted(wanted, key=lambda held: held.starts)

    def next(self, now: datetime) -> Occurrence | None:
        """The time that comes next, or is being held."""
        found = self.upcoming(now, within=SOON) or self.upcoming(now)
        return found[0] if found else None

    @property
    def organiser(self) -> str:
        """Who organises it now."""
        return self.host(self.row.organiser)

    @property
    def chair(self) -> str:
        """Who chairs it now, unless somebody else was named for one time."""
        return self.host(self.row.chair)

    def chair_of(self, planned: date) -> str:
        """Who chairs one time: the one named for that time, else the series' own chair."""
        change = self.changes.get(planned)
        return self.host((change.chair if change else None) or self.row.chair)

    def host(self, account: str) -> str:
        """This account, or the coordinator who stands in once it left the partnership."""
        return account if self.partner_of(account) else self.partnership.coordinator

    def partner_of(self, user_id: str) -> PartnerRef | None:
        """The member of the partnership behind a Slack account."""
        return next((one for one in self.members.values() if one.user_id == user_id), None)


def load(session: Session, number: int) -> OverlegFile:
    """Load an overleg with all that belongs to it; raises `NotForYou` when there is none."""
    row = overleggen.overleg(session, number)
    partnership = directory.partnership(session, row.partnership_id) if row else None
    if row is None or partnership is None:
        raise NotForYou
    return _file(session, row, partnership)


def load_all(session: Session, rows: list[Overleg]) -> list[OverlegFile]:
    """The same for several series."""
    found = []
    for row in rows:
        partnership = directory.partnership(session, row.partnership_id)
        if partnership is not None:
            found.append(_file(session, row, partnership))
    return found


def _file(session: Session, row: Overleg, partnership: Partnership) -> OverlegFile:
    number = row.id or 0
    members = [partner_ref(one) for one in directory.members(session, row.partnership_id)]
    invited = overleggen.participants(session, [number]).get(number, ())
    return OverlegFile(
        row=row,
        number=number,
        partnership=partnership,
        participants=tuple(partner_ref(one) for one in invited),
        members={one.id: one for one in members},
        changes=overleggen.changes(session, [number]).get(number, {}),
        closed=closed_days(session),
    )
