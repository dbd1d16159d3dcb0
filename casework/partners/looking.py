"""What people may see of the directory: which partnerships there are, who sits in them, when they meet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from casework.office import Office
from casework.overleg.file import load_all
from casework.overleg.looking import SeriesCard, series_card
from casework.people import PartnerRef, Person, partner_ref
from casework.standing_texts import StandingTexts
from rules.vocabulary import Meeting
from storage.directory_tables import Partner, Partnership
from storage.repositories import directory, overleggen

BEHEERDER = "beheerder"


@dataclass(frozen=True, slots=True)
class PartnerEntry:
    """A partner in the list, with how to reach them outside Slack."""

    partner: PartnerRef
    contact: str | None


@dataclass(frozen=True, slots=True)
class PartnershipCard:
    """A partnership: its kind, who coordinates it, its overleggen (the next one first) and its partners.

    `mine` says whether this person sits in it or coordinates it, `managed` whether they may change who does.
    """

    number: int
    name: str
    kind: Meeting
    channel: str
    coordinator: str
    overleggen: tuple[SeriesCard, ...]
    members: tuple[PartnerEntry, ...]
    mine: bool
    managed: bool


def entry(row: Partner) -> PartnerEntry:
    """A row of the directory as the list shows it."""
    return PartnerEntry(partner_ref(row), row.contact)


def overview(office: Office, person: Person, channel: str = "") -> tuple[PartnershipCard, ...]:
    """This person's partnerships (a beheerder's are all of them), the one of the channel first."""
    with office.store.reading() as session:
        manages = managed_by(session, person)
        mine = person.partnerships | person.coordinates | manages.keys()
        rows = [row for row in directory.partnerships(session) if row.id in mine]
        rows.sort(key=lambda row: (row.channel != channel, row.name))
        own = person.partnerships | person.coordinates
        return tuple(
            _card(office, session, row, mine=row.id in own, managed=row.id in manages) for row in rows
        )


def managed_by(session: Session, person: Person) -> dict[int, Partnership]:
    """The partnerships whose members this person may change (architecture 6), by id in order of name."""
    everywhere = BEHEERDER in person.grants
    rows = sorted(directory.partnerships(session), key=lambda row: row.name)
    return {
        row.id: row for row in rows if row.id is not None and (everywhere or row.id in person.coordinates)
    }


def _card(
    office: Office, session: Session, row: Partnership, *, mine: bool, managed: bool
) -> PartnershipCard:
    number, now = row.id or 0, office.clock.now()
    files = load_all(session, list(overleggen.in_partnerships(session, [number])))
    texts = StandingTexts(office, session)
    series = [series_card(texts, file, now) for file in files]
    series.sort(key=lambda card: (card.starts is None, card.starts, card.number))
    return PartnershipCard(
        number=number,
        name=row.name,
        kind=office.book.meetings[row.kind],
        channel=row.channel,
        coordinator=row.coordinator,
        overleggen=tuple(series),
        members=tuple(entry(one) for one in directory.members(session, number)),
        mine=mine,
        managed=managed,
    )
