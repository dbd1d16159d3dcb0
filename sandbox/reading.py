"""What a person reads: conversations, threads, direct messages, and what only they see."""

from __future__ import annotations

from sandbox.client import Client
from sandbox.model import Channel, Message


class Reading(Client):
    """What a person sees of conversations."""

    __slots__ = ()

    def channels(self) -> list[Channel]:
        """The conversations this person is in."""
        return list(self.slack.space.visible_to(self.id))

    def messages(self, channel: str, thread_ts: str | None = None) -> list[Message]:
        """What this person reads in a conversation or thread, oldest first."""
        found = self._channel(channel)
        with self.slack.lock:
            return found.thread(thread_ts) if thread_ts else found.top()

    def dm(self) -> list[Message]:
        """The direct messages with the app."""
        return list(self.slack.space.im_of(self.id).messages.values())

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """The messages only this person sees."""
        mine = [message for user, message in self.slack.space.ephemerals if user == self.id]
        return [one for one in mine if channel in (None, one["channel"])]
