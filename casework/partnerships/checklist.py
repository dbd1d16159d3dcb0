"""What a deployment still lacks before its first overleg, for whoever can do something about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from casework.office import Office
from casework.partners.looking import BEHEERDER, managed_by
from casework.people import Person
from casework.ports import Standing
from storage.directory_tables import Partnership
from storage.repositories import directory, overleggen

FG, REVIEWER = "fg", "reviewer"
MOST_ASKED = 12  # conversations or accounts that Slack is asked about while Home is drawn


class Step(StrEnum):
    """What can lack, in the order in which one does it."""

    PARTNERSHIP = "partnership"
    CHANNEL = "channel"
    COORDINATOR = "coordinator"
    PARTNERS = "partners"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    OVERLEG = "overleg"


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that lacks; of a partnership with its number, name, channel and coordinator.

    `mine` says that this person sits in it or coordinates it, and so may plan there.
    """

    step: Step
    number: int = 0
    name: str = ""
    channel: str = ""
    coordinator: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """What lacks, in order; `of` is how many things there are to do in all, with those that are done."""

    lacking: tuple[Lacking, ...]
    of: int

    @property
    def done(self) -> int:
        """How many of them are done."""
        return self.of - len(self.lacking)


def checklist(office: Office, person: Person) -> Checklist | None:
    """What lacks, to a beheerder everywhere and to a coordinator in what is theirs; None to anybody else."""
    keeps = BEHEERDER in person.grants
    if not keeps and not person.coordinates:
        return None
    with office.store.reading() as session:
        rows = list(managed_by(session, person).values())
        found = [_of_partnership(session, row, person) for row in rows]
        grants = {grant: bool(directory.users_with(session, grant)) for grant in (FG, REVIEWER)}
    lacking = [Lacking(Step.PARTNERSHIP)] if keeps and not rows else []
    for row, inside in zip(rows, found, strict=True):
        lacking += [*(_asked(office, row, person) if len(rows) <= MOST_ASKED else ()), *inside]
    if keeps:
        missing = ((Step.OFFICER, FG), (Step.REVIEWER, REVIEWER))
        lacking += [Lacking(step) for step, grant in missing if not grants[grant]]
    order = list(Step)
    lacking.sort(key=lambda one: order.index(one.step))
    each = (Step.CHANNEL, Step.COORDINATOR, Step.PARTNERS, Step.OVERLEG)
    return Checklist(tuple(lacking), len(each) * max(len(rows), 1) + (3 if keeps else 0))


def _of_partnership(session: Session, row: Partnership, person: Person) -> list[Lacking]:
    number = row.id or 0
    lacking = [] if directory.members(session, number) else [Step.PARTNERS]
    lacking += [] if overleggen.in_partnerships(session, [number]) else [Step.OVERLEG]
    return [_lacks(step, row, person) for step in lacking]


def _asked(office: Office, row: Partnership, person: Person) -> Iterator[Lacking]:
    """What only Slack knows: whether Schakel is in the channel, whether the coordinator is still there."""
    if office.rooms.inside(row.channel) is False:
        yield _lacks(Step.CHANNEL, row, person)
    if office.rooms.standing(row.coordinator) in {Standing.GONE, Standing.BOT, Standing.FOREIGN}:
        yield _lacks(Step.COORDINATOR, row, person)


def _lacks(step: Step, row: Partnership, person: Person) -> Lacking:
    mine = row.id in person.partnerships or row.id in person.coordinates
    return Lacking(step, row.id or 0, row.name, row.channel, row.coordinator, mine)
