"""What the practice Slack is made of: people, conversations, and the leaves it gives to an app."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Message = dict[str, Any]
View = dict[str, Any]

GUESTS = frozenset({"guest", "single_guest"})


@dataclass(slots=True)
class Human:
    """Somebody with an account; `kind` is member, guest, single_guest, stranger or bot.

    A stranger has an account in another workspace (`team`). A bot is another app's: `bot_id` and `app_id` are
    its own. `deleted` is a deactivated account. On an Enterprise Grid somebody has `workspaces`, those of the
    organisation that they belong to, and `team` is whichever of them Slack names, or the organisation (`E…`).
    """

    id: str
    handle: str
    name: str
    team: str
    kind: str = "member"
    title: str = ""
    locale: str = "nl-NL"
    tz: str = "Europe/Amsterdam"
    email: str = ""
    deleted: bool = False
    updated: int = 1767222000
    bot_id: str = ""
    app_id: str = ""
    workspaces: tuple[str, ...] = ()


@dataclass(slots=True)
class Channel:
    """A conversation; `kind` is public, private or im (then `user` is the person in it).

    `connected` are the other workspaces it is shared with, `pending` those invited to share it.
    """

    id: str
    name: str
    kind: str
    members: set[str]
    topic: str = ""
    user: str | None = None
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    connected: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    creator: str = ""
    created: int = 1767222000

    @property
    def type(self) -> str:
        """`channel_type` of message events."""
        return {"im": "im", "private": "group"}.get(self.kind, "channel")

    @property
    def letter(self) -> str:
        """`channel_type` of membership events: C for public, G for private."""
        return "G" if self.kind == "private" else "C"

    def thread(self, ts: str) -> list[Message]:
        """A parent and its replies, oldest first."""
        return [one for one in self.messages.values() if ts in (one["ts"], one.get("thread_ts"))]

    def top(self) -> list[Message]:
        """Messages outside threads and replies also sent to the channel, oldest first."""
        return [
            one
            for one in self.messages.values()
            if one.get("thread_ts") in (None, one["ts"]) or one.get("subtype") == "thread_broadcast"
        ]


@dataclass(slots=True)
class Trigger:
    """Leave to open one view, for three seconds."""

    user: str
    made: datetime
    since: float  # of time.monotonic
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Leave to answer one act by URL: five times, half an hour."""

    user: str
    channel: str
    made: datetime
    message_ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


@dataclass(slots=True)
class App:
    """The installed app and what its manifest asks."""

    id: str
    bot_id: str
    user: str
    name: str
    manifest: dict[str, Any]

    @property
    def scopes(self) -> frozenset[str]:
        """Bot scopes of the manifest."""
        return frozenset(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))

    @property
    def _subscriptions(self) -> dict[str, Any]:
        found: dict[str, Any] = self.manifest.get("settings", {}).get("event_subscriptions", {})
        return found

    @property
    def events(self) -> frozenset[str]:
        """Bot events the app is subscribed to."""
        return frozenset(self._subscriptions.get("bot_events", ()))

    @property
    def metadata_subscriptions(self) -> frozenset[tuple[str, str]]:
        """App id and event type of the message metadata the app wants to hear of."""
        wanted = self._subscriptions.get("metadata_subscriptions", ())
        return frozenset((str(one["app_id"]), str(one["event_type"])) for one in wanted)

    @property
    def commands(self) -> dict[str, dict[str, Any]]:
        """Slash commands by name."""
        return {one["command"]: one for one in self.manifest.get("features", {}).get("slash_commands", ())}

    @property
    def shortcuts(self) -> dict[str, dict[str, Any]]:
        """Shortcuts by callback id."""
        return {one["callback_id"]: one for one in self.manifest.get("features", {}).get("shortcuts", ())}
