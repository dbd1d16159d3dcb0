"""The workspace in memory: people, channels, messages, views, triggers, response URLs."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

Message = dict[str, Any]
View = dict[str, Any]
Now = Callable[[], datetime]


def system_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Human:
    """Somebody with an account; `kind` is member, guest, single_guest, stranger or deactivated."""

    id: str
    handle: str
    name: str
    team: str
    kind: str = "member"
    title: str = ""
    locale: str = "nl-NL"
    tz: str = "Europe/Amsterdam"


@dataclass(slots=True)
class Channel:
    """A conversation; `kind` is public, private, shared or im (then `user` is the person in it)."""

    id: str
    name: str
    kind: str
    members: set[str]
    topic: str = ""
    user: str | None = None
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def thread(self, ts: str) -> list[Message]:
        """A parent and its replies, oldest first."""
        return [one for one in self.messages.values() if ts in (one["ts"], one.get("thread_ts"))]

    def top(self) -> list[Message]:
        """Messages outside threads, oldest first."""
        return [one for one in self.messages.values() if one.get("thread_ts") in (None, one["ts"])]


@dataclass(slots=True)
class Trigger:
    """Leave to open one view, for three seconds."""

    user: str
    made: datetime
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
    def events(self) -> frozenset[str]:
        """Bot events the app is subscribed to."""
        settings = self.manifest.get("settings", {})
        return frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))

    @property
    def commands(self) -> dict[str, dict[str, Any]]:
        """Slash commands by name."""
        return {one["command"]: one for one in self.manifest.get("features", {}).get("slash_commands", ())}

    @property
    def shortcuts(self) -> dict[str, dict[str, Any]]:
        """Shortcuts by callback id."""
        return {one["callback_id"]: one for one in self.manifest.get("features", {}).get("shortcuts", ())}


class Workspace:
    """Everything the practice Slack remembers; callers hold the server's lock."""

    def __init__(self, app: App, team: dict[str, str], now: Now) -> None:
        self.app = app
        self.team_id = team["id"]
        self.team_name = team["name"]
        self.domain = team.get("domain", "oefen")
        self.now = now
        self.people: dict[str, Human] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[tuple[str, Message]] = []
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.drafts: dict[str, dict[str, dict[str, Any]]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.external_ids: set[str] = set()
        self._counter = itertools.count(1)
        self._last_ts = 0
        self._dice = random.Random(7)  # noqa: S311  # ids need only be unique

    def new_id(self, prefix: str) -> str:
        """An id that never comes back."""
        return f"{prefix}0{next(self._counter):06X}"

    def new_ts(self) -> str:
        """A message timestamp, unique and growing, close to the time."""
        micros = max(int(self.now().timestamp() * 1_000_000), self._last_ts + 1)
        self._last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def new_trigger(self, user: str) -> str:
        """A trigger id of Slack's shape for this person."""
        tail = f"{self._dice.getrandbits(128):032x}"
        trigger = f"{next(self._counter)}.{next(self._counter)}.{tail}"
        self.triggers[trigger] = Trigger(user, self.now())
        return trigger

    def im_of(self, user: str) -> Channel:
        """The direct message between a person and the app."""
        for one in self.channels.values():
            if one.kind == "im" and one.user == user:
                return one
        made = Channel(f"D0{user[2:]}", "directmessage", "im", {user, self.app.user}, user=user)
        self.channels[made.id] = made
        return made

    def visible_to(self, user: str) -> Iterator[Channel]:
        """The channels this person is in; a single-channel guest sees only theirs."""
        return (one for one in self.channels.values() if user in one.members)

    def human(self, who: str) -> Human:
        """A person by id or handle; raises KeyError."""
        if who in self.people:
            return self.people[who]
        return next(one for one in self.people.values() if one.handle == who)


def load_workspace(path: Path, manifest: Path, now: Now = system_now) -> Workspace:
    """A workspace from its YAML file and the app's manifest."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    app = App(manifest=yaml.safe_load(manifest.read_text(encoding="utf-8")), **_app(written["app"]))
    space = Workspace(app, written["team"], now)
    for one in written["people"]:
        human = Human(**{"team": space.team_id, **one})
        space.people[human.id] = human
    ids = {human.handle: human.id for human in space.people.values()}
    for one in written["channels"]:
        members = {ids[handle] for handle in one["members"]} | {app.user}
        channel = Channel(one["id"], one["name"], one["kind"], members, one.get("topic", ""))
        space.channels[channel.id] = channel
    return space


def _app(written: dict[str, str]) -> dict[str, Any]:
    return {name: written[name] for name in ("id", "bot_id", "user", "name")}
