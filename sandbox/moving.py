"""What a person does with conversations: join, leave, invite, remove, convert, share, put away."""

from __future__ import annotations

from sandbox import happenings
from sandbox.client import Client
from sandbox.errors import CannotDo
from sandbox.model import GUESTS, Channel

ELSEWHERE = "T0ELDERS"
KINDS = ("public", "private", "shared", "pending")


class Moving(Client):
    """The verbs of a person about conversations."""

    __slots__ = ()

    def join(self, channel: str) -> None:
        """Go into a public channel; a private one needs an invitation, and guests always do."""
        place = self._somewhere_open(channel)
        if place.kind != "public" or self.human.kind in GUESTS:
            raise CannotDo(f"{self.human.handle} needs an invitation to {channel}")
        self.slack.enter(place, self.human, None)

    def leave(self, channel: str) -> None:
        """Leave a conversation."""
        self.slack.exit(self._channel(channel), self.human, self.id)

    def invite(self, channel: str, who: str) -> None:
        """Let somebody into a conversation this person is in; `who` may be the app or another bot."""
        place = self._open_channel(channel)
        other = self._other(who)
        if other.deleted:
            raise CannotDo(f"{other.handle} has no account any more")
        if other.kind == "single_guest" and any(
            one.kind != "im" for one in self.slack.space.visible_to(other.id) if one is not place
        ):
            raise CannotDo(f"{other.handle} is a guest of one channel already")
        self.slack.enter(place, other, self.id)

    def remove(self, channel: str, who: str) -> None:
        """Put somebody out of a conversation; of the app itself it hears channel_left or group_left."""
        self.slack.exit(self._channel(channel), self._other(who), self.id)

    def archive(self, channel: str) -> None:
        """Put a conversation away; nothing can be said there any more."""
        place = self._open_channel(channel)
        self.slack.notice(place, self.id, "channel_archive", f"<@{self.id}> archived the channel")
        place.archived = True
        self.slack.emit(happenings.archived(self.slack.space, place, self.id), place)
        self.slack.changed()

    def unarchive(self, channel: str) -> None:
        """Take a conversation back."""
        place = self._channel(channel)
        place.archived = False
        self.slack.notice(place, self.id, "channel_unarchive", f"<@{self.id}> un-archived the channel")
        self.slack.emit(happenings.archived(self.slack.space, place, self.id, back=True), place)

    def convert(self, channel: str, kind: str, *, team: str = ELSEWHERE, keeps_id: bool = False) -> Channel:
        """Make a channel public, private, shared with another workspace, or pending such a share.

        What the app hears, as documented:

        - public, private: a message with subtype channel_convert_to_public or channel_convert_to_private.
          There is no other event for it.
        - pending: of a private channel channel_id_changed ("when a user initiates sharing a private channel
          externally"), and from then on the old id is unknown; of a public channel nothing that an app
          without `conversations.connect:manage` hears, so only conversations.info tells.
        - shared: channel_shared (after channel_id_changed when no invitation was pending).
        - public or private again after shared: channel_unshared. The people of the other workspace are out;
          whether Slack also tells of each of them is not documented, so no member_left_channel is sent.

        Whether channels whose id begins with C keep it is not documented: `keeps_id` plays that case.
        Returns the channel, whose `id` may be new.
        """
        if kind not in KINDS:
            raise CannotDo(f"a channel cannot become {kind}")
        place = self._open_channel(channel)
        if kind in ("shared", "pending"):
            self._open_up(place, kind, team, keeps_id)
        else:
            self._close_off(place)
            self._make(place, kind)
        self.slack.changed()
        return place

    def _open_up(self, place: Channel, kind: str, team: str, keeps_id: bool) -> None:
        slack, space = self.slack, self.slack.space
        first = not place.pending and not place.connected
        if place.kind == "private" and first and not keeps_id:
            old = place.id
            space.rename(place, space.new_id("C"))
            slack.emit(happenings.id_changed(space, old, place.id), place)
        if kind == "pending":
            place.pending.add(team)
            return
        place.pending.discard(team)
        place.connected.add(team)
        slack.emit(happenings.shared(space, place, team), place)

    def _close_off(self, place: Channel) -> None:
        slack, space = self.slack, self.slack.space
        place.pending.clear()
        for team in sorted(place.connected):
            place.connected.discard(team)
            slack.emit(happenings.unshared(space, place, team), place)
        place.members -= {one.id for one in space.people.values() if one.team != space.team_id}

    def _make(self, place: Channel, kind: str) -> None:
        if place.kind == kind:
            return
        place.kind = kind
        text = happenings.PUBLIC_NOW if kind == "public" else happenings.PRIVATE_NOW
        self.slack.notice(place, self.id, f"channel_convert_to_{kind}", text)

    def _somewhere_open(self, channel: str) -> Channel:
        found = self.slack.space.channels.get(channel)
        if found is None or found.archived or self.human.deleted:
            raise CannotDo(f"{self.human.handle} cannot go into {channel}")
        return found
