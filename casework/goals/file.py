"""One goal with what belongs to it, as it stands in this transaction, and what a person is to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from casework.errors import NotForYou, Refused
from casework.people import PartnerRef, Person, known_words, partner_ref
from casework.permissions import TABLE, Audience
from casework.refs import ref
from storage.directory_tables import Partnership
from storage.goal_tables import Contribution, Evaluation, Goal
from storage.repositories import directory, goals

LETTERS = "DOEL"


@dataclass(frozen=True, slots=True)
class GoalFile:
    """A goal, its partnership and members, who contributes what, and the latest look back.

    `departed` are partners that contributed and sit in the partnership no more.
    """

    row: Goal
    number: int
    partnership: Partnership
    members: Mapping[int, PartnerRef]
    departed: Mapping[int, PartnerRef]
    contributions: Mapping[int, Contribution]
    last: Evaluation | None

    @property
    def ref(self) -> str:
        """`DOEL-1`."""
        return ref(LETTERS, self.number)

    @property
    def ended(self) -> bool:
        """Whether nobody works on it any more: it was rounded off, or its partnership left."""
        return self.row.ended_at is not None or not self.partnership.active

    @property
    def words(self) -> frozenset[str]:
        """Names that may stand in its texts: partners, organisations, the partnership."""
        return known_words([self.partnership.name], self.members.values())

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts that may lead it: the members' and the coordinator's."""
        bound = {one.user_id for one in self.members.values() if one.user_id is not None}
        return frozenset({self.partnership.coordinator, *bound})


def members_of(session: Session, partnership_id: int) -> dict[int, PartnerRef]:
    """The active partners of a partnership, by id."""
    found = (partner_ref(one) for one in directory.members(session, partnership_id))
    return {one.id: one for one in found}


def load(session: Session, number: int) -> GoalFile:
    """Load a goal with all that belongs to it; raises `NotForYou` when there is none."""
    row = goals.goal(session, number)
    partnership = directory.partnership(session, row.partnership_id) if row else None
    if row is None or partnership is None:
        raise NotForYou
    members = members_of(session, row.partnership_id)
    contributions = goals.contributions(session, number)
    gone = directory.partners(session, [one for one in contributions if one not in members])
    return GoalFile(
        row=row,
        number=number,
        partnership=partnership,
        members=members,
        departed={one.id: one for one in map(partner_ref, gone)},
        contributions=contributions,
        last=goals.last_evaluation(session, number),
    )


def relations(person: Person, file: GoalFile) -> frozenset[Audience]:
    """MEETING for who sits in the partnership, HOST for who leads the goal or coordinates it."""
    member = person.partner is not None and person.partner.id in file.members
    coordinates = person.user_id == file.partnership.coordinator
    found: set[Audience] = set()
    if coordinates or (member and person.user_id == file.row.lead):
        found.add(Audience.HOST)
    if member or coordinates:
        found.add(Audience.MEETING)
    return frozenset(found)


def require(act: str, person: Person, file: GoalFile) -> None:
    """Refuse a person whose relation to this goal does not allow the act; raises `NotForYou`."""
    if TABLE[act] not in relations(person, file):
        raise NotForYou


def must_stand(file: GoalFile) -> None:
    """Refuse to change what was rounded off; raises `Refused` GOAL_ENDED."""
    if file.ended:
        raise Refused("GOAL_ENDED", ref=file.ref)
