"""A workspace with conversations and people, for partnerships to be made in."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from casework.errors import Invalid
from casework.partnerships.drafting import PartnershipForm
from casework.ports import Profile, Room, RoomUnknown, Standing

KIM = "U0BEHEER"
FORM = PartnershipForm("Jeugdnetwerk Zuid", "wijkoverleg", "C0ZUID", "U0ANDER")


@dataclass
class Town:
    """Conversations with the people in them; whom nobody put anywhere is a member."""

    there: dict[str, tuple[str, ...]] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()

    def look(self, channel: str) -> Room:
        """Nobody looks."""
        raise RoomUnknown(channel)

    def remembered(self, channel: str) -> Room | None:
        """Nothing."""
        return None

    def standing(self, user_id: str) -> Standing:
        """What was said of the account."""
        return self.standings.get(user_id, Standing.MEMBER)

    def accounts_in(self, channel: str) -> tuple[str, ...]:
        """Who is there; unknown where Schakel is not."""
        if channel in self.absent:
            raise RoomUnknown(channel)
        return tuple(sorted(self.there.get(channel, ())))

    def profile(self, user_id: str) -> Profile | None:
        """Everybody has a name without a number."""
        name = "Piet " + "".join(one for one in user_id[2:] if one.isalpha()).capitalize()
        return Profile(user_id, name, self.standing(user_id))

    def inside(self, channel: str) -> bool | None:
        """Unless it was said."""
        return channel not in self.absent

    def is_me(self, user_id: str) -> bool:
        """Its own account."""
        return user_id == "U0SCHAKEL"


def codes(caught: pytest.ExceptionInfo[Invalid]) -> dict[str, str]:
    """What is wrong at which field."""
    return {name: flaw.code for name, flaw in caught.value.flaws.items()}
