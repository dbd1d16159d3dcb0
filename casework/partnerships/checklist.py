"""What a deployment still lacks before its first overleg, for whoever can do something about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlmodel import Session

from casework.office import Office
from casework.partners.looking import BEHEERDER, managed_by
from casework.partnerships.drafting import NOBODY
from casework.people import Person
from storage.directory_tables import Partnership
from storage.repositories import directory, overleggen

FG, REVIEWER = "fg", "reviewer"
MOST_ASKED = 12  # conversations or accounts that Slack is asked about, once in a while, when Home is drawn


class Step(StrEnum):
    """What can lack, in the order in which one does it."""

    PARTNERSHIP = "partnership"
    CHANNEL = "channel"
    COORDINATOR = "coordinator"
    PARTNERS = "partners"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    OVERLEG = "overleg"


OF_EACH = (Step.CHANNEL, Step.COORDINATOR, Step.PARTNERS, Step.OVERLEG)
OF_ALL = (Step.PARTNERSHIP, Step.OFFICER, Step.REVIEWER)


@dataclass(frozen=True, slots=True)
class Lacking:
    """One thing that lacks; of a partnership with its number, name, channel and coordinator.

    `mine` says that this person sits in it or coordinates it, and so may plan there; `ready` that nothing has
    to come first.
    """

    step: Step
    number: int = 0
    name: str = ""
    channel: str = ""
    coordinator: str = ""
    mine: bool = False
    ready: bool = True


@dataclass(frozen=True, slots=True)
class Checklist:
    """What lacks, in order; `of` is how many things there are to do in all, and `done` how many are done.

    What a partnership lacks that is not there yet lacks too, and is not named.
    """

    lacking: tuple[Lacking, ...]
    of: int
    done: int


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
    of = len(OF_EACH) * max(len(rows), 1) + (len(OF_ALL) if keeps else 0)
    return Checklist(tuple(lacking), of, of - len(lacking) - (0 if rows else len(OF_EACH)))


def _of_partnership(session: Session, row: Partnership, person: Person) -> list[Lacking]:
    number = row.id or 0
    seated = bool(directory.members(session, number))
    lacking = [] if seated else [_lacks(Step.PARTNERS, row, person)]
    if not overleggen.in_partnerships(session, [number]):
        lacking.append(replace(_lacks(Step.OVERLEG, row, person), ready=seated))
    return lacking


def _asked(office: Office, row: Partnership, person: Person) -> Iterator[Lacking]:
    """What only Slack knows: whether Schakel is in the channel, whether the coordinator is still there."""
    if office.rooms.inside(row.channel) is False:
        yield _lacks(Step.CHANNEL, row, person)
    if row.coordinator == person.user_id:  # who looks is there
        return
    known = office.rooms.profile(row.coordinator)
    if known is not None and known.standing in NOBODY:
        yield _lacks(Step.COORDINATOR, row, person)


def _lacks(step: Step, row: Partnership, person: Person) -> Lacking:
    mine = row.id in person.partnerships or row.id in person.coordinates
    return Lacking(step, row.id or 0, row.name, row.channel, row.coordinator, mine)
