"""What the gate is asked."""

from __future__ import annotations

from dataclasses import dataclass

from casework.people import PartnerRef
from storage.signal_tables import Disclosure, Item


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the gate: may this person pass these items to these recipients now?

    Not `necessary` when the sharer did not say that whoever gives the same help needs this for it: without
    that, giving the same help opens nothing (rulebook 5, row 8).
    """

    sharer: PartnerRef
    recipients: tuple[PartnerRef, ...]
    items: tuple[Item, ...]
    purpose: str
    urgency: str = "geen"
    channel: str = "besloten"
    necessary: bool = True

    @property
    def categories(self) -> tuple[str, ...]:
        """The union over the items: a request opens whole items (architecture 4)."""
        return tuple(dict.fromkeys(one for item in self.items for one in item.categories))


def question_of(
    disclosure: Disclosure, sharer: PartnerRef, recipients: tuple[PartnerRef, ...], items: tuple[Item, ...]
) -> Question:
    """What was decided once, asked again: for these recipients, about these items, as it was shared."""
    needed = disclosure.necessary is not False
    return Question(sharer, recipients, items, disclosure.purpose, necessary=needed)
