"""What a beheerder or coordinator sees of partnerships as such, and what their coordinator is told."""

from __future__ import annotations

from dataclasses import dataclass

from casework.office import Office
from casework.partners.looking import BEHEERDER, managed_by
from casework.people import Person
from storage.repositories import directory


@dataclass(frozen=True, slots=True)
class Entry:
    """A partnership in the list: its kind by id, and how many partners sit in it.

    `mine` says that this person sits in it or coordinates it; `keeps` that they may end it or let it begin
    again.
    """

    number: int
    name: str
    kind: str
    channel: str
    coordinator: str
    active: bool
    members: int
    mine: bool
    keeps: bool


def entries(office: Office, person: Person) -> tuple[Entry, ...]:
    """Those that this person may change, and to a beheerder those that ended, at the end."""
    keeps = BEHEERDER in person.grants
    with office.store.reading() as session:
        rows = list(managed_by(session, person).values())
        if keeps:
            ended = (row for row in directory.all_partnerships(session) if not row.active)
            rows += sorted(ended, key=lambda row: row.name)
        return tuple(
            Entry(
                row.id or 0,
                row.name,
                row.kind,
                row.channel,
                row.coordinator,
                row.active,
                len(directory.members(session, row.id or 0)),
                row.id in person.partnerships or row.id in person.coordinates,
                keeps,
            )
            for row in rows
        )


def entry(office: Office, number: int) -> Entry | None:
    """One as its coordinator sees it, for a message; None for a number that is none."""
    with office.store.reading() as session:
        row = directory.partnership(session, number)
        if row is None:
            return None
        seated = len(directory.members(session, number))
        return Entry(
            number,
            row.name,
            row.kind,
            row.channel,
            row.coordinator,
            row.active,
            seated,
            mine=True,
            keeps=False,
        )
