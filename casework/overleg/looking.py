"""What people may see of an overleg: when, where, who organises and chairs, who comes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from casework.office import Office
from casework.overleg import on_table
from casework.overleg.access import relations, require, the_time
from casework.overleg.file import OverlegFile, load, load_all
from casework.people import PartnerRef, Person
from casework.permissions import Audience
from casework.standing_texts import StandingTexts
from rules.overleggen import Occurrence
from storage.repositories import overleggen

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Answers:
    """Who comes, who does not and whom they send, and how many were asked and did not answer."""

    present: tuple[str, ...] = ()
    absent: tuple[tuple[str, str | None], ...] = ()
    silent: int = 0


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A series as its announcement shows it; persons are accounts."""

    number: int
    ref: str
    partnership: str
    channel: str
    title: str
    frequency: str
    first_day: date
    starts: datetime | None
    ends: datetime | None
    minutes: int
    on_closed: str
    location: str | None
    organiser: str
    chair: str
    cancelled: bool
    until: date | None = None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class TimeCard:
    """One time of a series as messages and sheets show it."""

    series: SeriesCard
    ref: str
    held: Occurrence
    chair: str
    other_chair: bool
    sequence: int
    changed_by: str | None
    answers: Answers
    invited: frozenset[str]
    decided: tuple[int, ...]
    has_decisions: bool = False

    @property
    def stands(self) -> bool:
        """Whether it will be (or was) held."""
        return not (self.held.skipped or self.series.cancelled)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A series for one person: the times to come, and what this person may do with it."""

    series: SeriesCard
    times: tuple[TimeCard, ...]
    relations: frozenset[Audience]
    participants: tuple[PartnerRef, ...]


def series_card(texts: StandingTexts, file: OverlegFile, now: datetime) -> SeriesCard:
    """The series as its announcement shows it, with the start of the next time."""
    coming = file.next(now)
    row = file.row
    return SeriesCard(
        number=file.number,
        ref=file.ref,
        partnership=file.partnership.name,
        channel=file.partnership.channel,
        title=texts.shown(row.title, row.partnership_id),
        frequency=row.frequency,
        first_day=row.first_day,
        starts=coming.starts if coming else None,
        ends=coming.ends if coming else None,
        minutes=row.minutes,
        on_closed=row.on_closed,
        location=texts.maybe(row.location, row.partnership_id),
        organiser=file.organiser,
        chair=file.chair,
        cancelled=file.ended,
        until=row.last_day,
        sequence=row.sequence,
    )


def time_card(texts: StandingTexts, file: OverlegFile, held: Occurrence, now: datetime) -> TimeCard:
    """One time, with who answered."""
    session, change = texts.session, file.changes.get(held.planned)
    invited = {one.user_id for one in file.participants if one.user_id is not None}
    asked = frozenset({file.organiser, file.chair_of(held.planned), *invited})
    return TimeCard(
        series=series_card(texts, file, now),
        ref=file.ref_of(held.planned),
        held=held,
        chair=file.chair_of(held.planned),
        other_chair=bool(change and change.chair),
        sequence=change.sequence if change else 0,
        changed_by=change.changed_by if change else None,
        answers=_answers(session, file, held.planned, asked),
        invited=asked,
        decided=on_table.decided(session, file.number, held.planned, None),
        has_decisions=bool(overleggen.decisions(session, file.number, held.planned)),
    )


def _answers(session: Session, file: OverlegFile, planned: date, asked: Collection[str]) -> Answers:
    rows = overleggen.presence(session, file.number, planned)
    answered = {row.user_id for row in rows}
    return Answers(
        present=tuple(row.user_id for row in rows if row.present),
        absent=tuple((row.user_id, row.deputy) for row in rows if not row.present),
        silent=len(set(asked) - answered),
    )


def series(office: Office, number: int) -> SeriesCard:
    """A series by number, for a post that is about to be rendered."""
    with office.store.reading() as session:
        return series_card(StandingTexts(office, session), load(session, number), office.clock.now())


def time(office: Office, number: int, planned: date) -> TimeCard:
    """One time by number and planned date, for a post that is about to be rendered."""
    with office.store.reading() as session:
        file = load(session, number)
        return time_card(StandingTexts(office, session), file, file.at(planned), office.clock.now())


def sheet(office: Office, person: Person, number: int, planned: date | None = None) -> Sheet:
    """A series for one person, or one time of it; raises `NotForYou` for a stranger to it."""
    now = office.clock.now()
    with office.store.reading() as session:
        file = load(session, number)
        require("overleg.show", person, file, planned)
        coming = file.upcoming(now, skipped=True) if planned is None else [file.at(planned)]
        texts = StandingTexts(office, session)
        return Sheet(
            series=series_card(texts, file, now),
            times=tuple(time_card(texts, file, held, now) for held in coming[:SHOWN]),
            relations=relations(person, file, planned),
            participants=file.participants,
        )


def named_time(office: Office, person: Person, act: str, number: int, planned: date | None) -> TimeCard:
    """One time for this person, by default the next; raises `NotForYou` or `Refused`."""
    now = office.clock.now()
    with office.store.reading() as session:
        file = load(session, number)
        held = the_time(act, person, file, planned, now)
        return time_card(StandingTexts(office, session), file, held, now)


def overview(office: Office, person: Person) -> tuple[SeriesCard, ...]:
    """The running series of this person's partnerships, the one that comes first on top."""
    now = office.clock.now()
    with office.store.reading() as session:
        rows = overleggen.in_partnerships(session, person.partnerships | person.coordinates)
        texts = StandingTexts(office, session)
        cards = [series_card(texts, file, now) for file in load_all(session, list(rows))]
    return tuple(sorted(cards, key=lambda card: (card.starts is None, card.starts, card.number)))


def my_next(office: Office, person: Person, limit: int = 5) -> tuple[TimeCard, ...]:
    """The next time of each overleg this person organises, chairs or is invited to, soonest first."""
    now = office.clock.now()
    partner = person.partner.id if person.partner else None
    with office.store.reading() as session:
        here = person.partnerships | person.coordinates
        files = load_all(session, list(overleggen.involving(session, person.user_id, partner, here)))
        coming = [
            (held, file) for file in files for held in file.upcoming(now, within=timedelta(days=70))[:1]
        ]
        coming.sort(key=lambda found: found[0].starts)
        texts = StandingTexts(office, session)
        return tuple(time_card(texts, file, held, now) for held, file in coming[:limit])
