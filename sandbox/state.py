"""The workspace in memory: people, channels, messages, views, triggers, response URLs."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sandbox.clock import Now, system_now
from sandbox.model import App, Channel, Human, Message, ResponseUrl, Trigger, View

__all__ = ["App", "Channel", "Human", "Message", "ResponseUrl", "Trigger", "View", "Workspace"]


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
        self.views_shown: set[str] = set()  # ids of every view that stood anywhere
        self.suggested: dict[str, dict[str, list[dict[str, Any]]]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.external_ids: set[str] = set()
        self.files: dict[str, dict[str, Any]] = {}
        self.contents: dict[str, bytes] = {}
        self._counter = itertools.count(1)
        self._last_ts = 0
        self._making = threading.Lock()
        self._dice = random.Random(7)  # noqa: S311  # ids need only be unique

    def new_id(self, prefix: str) -> str:
        """An id that never comes back."""
        return f"{prefix}0{next(self._counter):06X}"

    def new_ts(self) -> str:
        """A message timestamp, unique and growing, close to the time."""
        with self._making:
            micros = max(int(self.now().timestamp() * 1_000_000), self._last_ts + 1)
            self._last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def new_trigger(self, user: str) -> str:
        """A trigger id of Slack's shape for this person."""
        tail = f"{self._dice.getrandbits(128):032x}"
        trigger = f"{next(self._counter)}.{next(self._counter)}.{tail}"
        self.triggers[trigger] = Trigger(user, self.now(), time.monotonic())
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
        for one in self.people.values():
            if one.handle == who:
                return one
        raise KeyError(f"there is nobody {who!r}")

    def shares_with(self, human: Human) -> bool:
        """Whether the app shares a conversation with somebody of another workspace."""
        return any(
            {human.id, self.app.user} <= one.members for one in self.channels.values() if one.kind != "im"
        )

    def permalink(self, channel: Channel, ts: str) -> str:
        """The address of a message."""
        return f"https://{self.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"

    def add_file(self, user: str, title: str, content: bytes, channel: Channel | None) -> dict[str, Any]:
        """Keep a text file and give its file object."""
        file_id, now = self.new_id("F"), int(self.now().timestamp())
        name = title if "." in title else f"{title}.txt"
        private = f"https://files.slack.com/files-pri/{self.team_id}-{file_id}"
        self.contents[file_id] = content
        self.files[file_id] = {
            "id": file_id,
            "created": now,
            "timestamp": now,
            "name": name,
            "title": title,
            "mimetype": "text/plain",
            "filetype": "text",
            "pretty_type": "Plain Text",
            "user": user,
            "user_team": self.team_id,
            "editable": False,
            "size": len(content),
            "mode": "hosted",
            "is_external": False,
            "external_type": "",
            "is_public": channel is not None and channel.kind == "public",
            "public_url_shared": False,
            "display_as_bot": False,
            "username": "",
            "url_private": f"{private}/{name}",
            "url_private_download": f"{private}/download/{name}",
            "media_display_type": "unknown",
            "permalink": f"https://{self.domain}.slack.com/files/{user}/{file_id}/{name}",
            "permalink_public": f"https://slack-files.com/{self.team_id}-{file_id}",
            "has_rich_preview": False,
            "file_access": "visible",
        }
        return self.files[file_id]

    def rename(self, channel: Channel, new_id: str) -> None:
        """Give a conversation another id; the old one is unknown from now on, as in Slack."""
        old = channel.id
        self.channels = {(new_id if key == old else key): one for key, one in self.channels.items()}
        channel.id = new_id
        self.ephemerals = [
            (user, one | {"channel": new_id} if one["channel"] == old else one)
            for user, one in self.ephemerals
        ]
        for url in self.response_urls.values():
            if url.channel == old:
                url.channel = new_id


def load_workspace(path: Path, manifest: Path, now: Now = system_now) -> Workspace:
    """A workspace from its YAML file and the app's manifest."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    app = App(manifest=yaml.safe_load(manifest.read_text(encoding="utf-8")), **_app(written["app"]))
    space = Workspace(app, written["team"], now)
    for one in written["people"]:
        human = _human({"team": space.team_id, **one})
        space.people[human.id] = human
    for one in written["channels"]:
        channel = _channel(space, one)
        space.channels[channel.id] = channel
    return space


def _human(written: dict[str, Any]) -> Human:
    human = Human(**written)
    if human.kind == "deactivated":
        human.kind, human.deleted = "member", True
    human.email = human.email or f"{human.handle}@oefenslack.example"
    return human


def _channel(space: Workspace, written: dict[str, Any]) -> Channel:
    people = [space.human(handle) for handle in written["members"]]
    kind, others = written["kind"], {one.team for one in people} - {space.team_id}
    members = {one.id for one in people} | {space.app.user}
    channel = Channel(written["id"], written["name"], kind, members, written.get("topic", ""))
    channel.creator = people[0].id if people else space.app.user
    if kind == "shared":
        channel.kind, channel.connected = "public", others or {"T0ELDERS"}
    return channel


def _app(written: dict[str, str]) -> dict[str, Any]:
    return {name: written[name] for name in ("id", "bot_id", "user", "name")}
