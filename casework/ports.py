"""What casework needs from the outside, as Protocols."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from casework.errors import CaseworkError


class Clock(Protocol):
    """Tells the time; frozen in tests."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


class Wake(Protocol):
    """Called after a commit that left posts to deliver."""

    def __call__(self) -> None: ...


class Standing(StrEnum):
    """What an account is in this workspace; only the first two may ever receive (P25)."""

    MEMBER = "member"
    GUEST = "guest"  # in several channels
    SINGLE_GUEST = "single_guest"
    FOREIGN = "foreign"  # from another workspace
    BOT = "bot"
    GONE = "gone"  # deactivated
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Occupant:
    """One member of a conversation, other than Schakel itself."""

    user_id: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Room:
    """A conversation as it was at `seen_at`; `closed` is private and shared with no other workspace."""

    channel: str
    closed: bool
    occupants: tuple[Occupant, ...]
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """An account with the name that its owner goes by in Slack."""

    user_id: str
    name: str
    standing: Standing


class RoomUnknown(CaseworkError):
    """Slack does not tell who is in this conversation now, so nothing may be said there; ask again later.

    A doubt, never a certainty: what stands there is hidden until Slack tells, and not ended.
    """

    def __init__(self, why: str = "", again_in: timedelta = timedelta(seconds=30)) -> None:
        super().__init__(why)
        self.again_in = again_in


class Rooms(Protocol):
    """Looks into conversations; never called inside a transaction."""

    def look(self, channel: str) -> Room:
        """The conversation as it is now; raises `RoomUnknown`."""
        ...

    def standing(self, user_id: str) -> Standing:
        """What this account is now; `UNKNOWN` when Slack does not tell."""
        ...

    def remembered(self, channel: str) -> Room | None:
        """The last look, when it was a short while ago; asks nobody."""
        ...

    def accounts_in(self, channel: str) -> tuple[str, ...]:
        """The accounts in a conversation but Schakel's own, in order of their ids; raises `RoomUnknown`."""
        ...

    def profile(self, user_id: str) -> Profile | None:
        """An account by name, at most some minutes old; None when Slack does not tell."""
        ...

    def inside(self, channel: str) -> bool | None:
        """Whether Schakel itself is in this conversation, as seen some minutes ago at most; None: not told.

        That it is not there is never remembered.
        """
        ...

    def is_me(self, user_id: str) -> bool:
        """Whether this is Schakel's own account."""
        ...
