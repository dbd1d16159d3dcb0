"""The edges of the house, faked: time, who is in which channel, and what stands in Slack."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.delivering import Fate, Trouble
from casework.ports import Occupant, Room, RoomUnknown, Standing
from handlers.rendering import Drawing
from storage.leasing import Claim
from storage.outbox_tables import Post
from tests.casework.leaking.people import AT_FIRST, USERS
from tests.casework.unasked import Unasked

BEGIN = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
REMEMBERED = timedelta(minutes=5)


@dataclass(slots=True)
class Clock:
    """Stands still until somebody moves it."""

    at: datetime = BEGIN

    def now(self) -> datetime:
        """This instant."""
        return self.at


@dataclass(slots=True)
class Rooms(Unasked):
    """The channels as they are.

    `slips_in` enters one between the look and the first posting of details, and nobody hears of it:
    `posting` says that such a posting is at hand. Of anyone else who comes in, Slack tells.
    """

    clock: Clock
    members: dict[str, set[str]] = field(
        default_factory=lambda: {one: set(who) for one, who in AT_FIRST.items()}
    )
    closed: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(AT_FIRST, True))
    standings: dict[str, Standing] = field(default_factory=lambda: dict.fromkeys(USERS, Standing.MEMBER))
    slips_in: str | None = None
    posting: bool = False
    silent: bool = False
    unreachable: set[str] = field(default_factory=set)
    _last: dict[str, Room] = field(default_factory=dict)

    def look(self, channel: str) -> Room:
        """Who is there now; nobody knows when Slack is silent."""
        if channel in self.unreachable:
            raise RoomUnknown("channel_not_found")
        if self.silent:
            self.silent = False
            raise RoomUnknown("silent")
        occupants = tuple(Occupant(one, self.standings[one]) for one in sorted(self.members[channel]))
        room = Room(channel, self.closed[channel], occupants, self.clock.now())
        self._last[channel] = room
        if self.slips_in is not None and self.posting:
            self.members[channel].add(self.slips_in)
            self.slips_in = None
        return room

    def closed_account(self, user_id: str) -> bool:
        """Whether this account was closed."""
        return self.standings.get(user_id) is Standing.GONE

    def standing(self, user_id: str) -> Standing:
        """What this account is now."""
        return self.standings[user_id]

    def remembered(self, channel: str) -> Room | None:
        """The last look, for five minutes."""
        room = self._last.get(channel)
        return room if room and self.clock.now() - room.seen_at <= REMEMBERED else None


@dataclass(slots=True)
class Message:
    """What stands in a conversation, and which post put it there."""

    channel: str
    text: str
    post_ref: str
    kind: str


Seen = Callable[[Message], None]


def _none(user: str) -> bool:
    """No account was closed."""
    return False


@dataclass(slots=True)
class Slack:
    """Takes what the house sends; `drawn` hears of every drawing, `seen` of what reached a conversation.

    `account_closed` says of which accounts nobody reads anything any more.
    """

    drawn: Seen
    seen: Seen
    account_closed: Callable[[str], bool] = _none
    standing: dict[str, Message] = field(default_factory=dict)
    refuses_updates: bool = False
    flaws: list[Exception] = field(default_factory=list)
    _next: int = 0

    def channel_of(self, post: Post) -> str:
        """A person's direct message is that person; with a closed account none can be begun."""
        if post.slack_ts is None and self.account_closed(post.target):
            raise Trouble(Fate.PERMANENT, "user_disabled")
        return post.target

    def post(self, claim: Claim, channel: str, drawing: Drawing) -> str:
        """A new message."""
        self._next += 1
        self._put(str(self._next), self._message(claim, channel, drawing))
        return str(self._next)

    def update(self, claim: Claim, channel: str, ts: str, drawing: Drawing) -> None:
        """Another text in its place, unless Slack will not."""
        message = self._message(claim, channel, drawing)
        if self.refuses_updates:
            self.refuses_updates = False
            raise Trouble(Fate.PERMANENT, "invalid_blocks")
        self._put(ts, message)

    def delete(self, channel: str, ts: str) -> None:
        """Gone."""
        self.standing.pop(ts, None)

    def look_for(self, claim: Claim, channel: str, since: datetime) -> str | None:
        """Nothing was ever lost on the way."""
        return None

    def _message(self, claim: Claim, channel: str, drawing: Drawing) -> Message:
        blocks = [block.to_dict() for block in drawing.blocks]
        text = json.dumps([drawing.text, blocks, drawing.ref], ensure_ascii=False)
        message = Message(channel, text, claim.post.ref or "", claim.post.kind)
        self.drawn(message)
        return message

    def _put(self, ts: str, message: Message) -> None:
        self.standing[ts] = message
        try:
            self.seen(message)
        except Exception as error:
            self.flaws.append(error)  # the sender would try again; a test must not
            raise
