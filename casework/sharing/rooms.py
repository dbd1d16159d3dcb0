"""The room is the recipient: who in a conversation would read along, and who of them is uncovered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.casefile import CaseFile
from casework.people import PartnerRef
from casework.ports import Room, Standing
from rules.book import Rulebook
from rules.policy import Policy
from storage.signal_tables import Item

NOT_CLOSED = "CHANNEL_NOT_CLOSED"
UNCOVERED = "RECIPIENT_NOT_INVOLVED"


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone who would read a post in this room, as the gate can judge them.

    `obstacle` is the code of what makes the room impossible whatever was consented to: it is not
    closed, or somebody is in it who can never receive.
    """

    readers: tuple[PartnerRef, ...]
    obstacle: str | None = None


def may_ever_receive(standing: Standing, policy: Policy) -> bool:
    """Whether an account of this standing can receive at all (P25)."""
    return standing is Standing.MEMBER or (standing is Standing.GUEST and policy.guests == "named")


def never_in_thread(item: Item, book: Rulebook, policy: Policy) -> bool:
    """Whether an item is shown on demand only: K6–K9, and whatever came from a police source (P26, 5c)."""
    return not policy.never_in_thread.isdisjoint(book.counted_as(item.categories, item.source_regime))


def audience(file: CaseFile, room: Room, items: Sequence[Item], policy: Policy) -> Audience:
    """Who would read these items in this room; whoever wrote all of them is no recipient."""
    if not room.closed:
        return Audience((), NOT_CLOSED)
    by_account = {one.user_id: one for one in file.members.values() if one.user_id}
    readers: list[PartnerRef] = []
    for occupant in room.occupants:
        partner = by_account.get(occupant.user_id)
        if partner is None or not may_ever_receive(occupant.standing, policy):
            return Audience((), UNCOVERED)
        if not _wrote_all(partner, items):
            readers.append(partner)
    return Audience(tuple(readers))


def _wrote_all(partner: PartnerRef, items: Sequence[Item]) -> bool:
    return all(partner.did(item.author, item.created_at) for item in items)
