"""What every act of a person starts from: who they are, and the conversations they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox.errors import CannotDo
from sandbox.model import Channel, Human, Message
from sandbox.profiles import app_user

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack


@dataclass(frozen=True, slots=True)
class Client:
    """One person's Slack client."""

    slack: PracticeSlack
    human: Human

    @property
    def id(self) -> str:
        """The user id."""
        return self.human.id

    def _channel(self, channel: str) -> Channel:
        found = self.slack.space.channels.get(channel)
        if found is None or self.id not in found.members:
            raise CannotDo(f"{self.human.handle} is not in {channel}")
        return found

    def _open_channel(self, channel: str) -> Channel:
        """A conversation in which this person can do something now."""
        if self.human.deleted:
            raise CannotDo(f"{self.human.handle} has no account any more")
        found = self._channel(channel)
        if found.archived:
            raise CannotDo(f"{channel} is archived")
        return found

    def _message(self, channel: str, ts: str) -> tuple[Channel, Message]:
        place = self._open_channel(channel)
        if ts not in place.messages:
            raise CannotDo(f"there is no message {ts} in {channel}")
        return place, place.messages[ts]

    def _other(self, who: str) -> Human:
        """Somebody else by id or handle; also the app itself."""
        app = app_user(self.slack.space)
        return app if who in (app.id, app.handle, app.name) else self.slack.space.human(who)
