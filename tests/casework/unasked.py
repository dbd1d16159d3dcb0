"""What a fake of the conversations answers that no test of it is about: Slack does not tell."""

from __future__ import annotations

from casework.ports import Profile, RoomUnknown


class Unasked:
    """Members, names and whether Schakel is there: unknown."""

    def accounts_in(self, channel: str) -> tuple[str, ...]:
        """Unknown."""
        raise RoomUnknown(channel)

    def profile(self, user_id: str) -> Profile | None:
        """Unknown."""
        return None

    def inside(self, channel: str) -> bool | None:
        """Unknown."""
        return None

    def is_me(self, user_id: str) -> bool:
        """Nobody is."""
        return False
