"""What a renderer must know around a block: who is looking, when, and in which container."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody or some channel that can be chosen: its id, its name and a line of explanation."""

    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of the blocks of one message or view, as one person sees them.

    `key` names the container and makes element ids unique within the page; `channels` are those this person
    may know of (a private channel of others is shown as such, never by name).
    """

    now: datetime
    me: str = ""
    key: str = "x"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Amsterdam"))
    people: Mapping[str, Choice] = field(default_factory=dict)
    channels: Mapping[str, Choice] = field(default_factory=dict)

    def at(self, key: str) -> Frame:
        """The same reader, at another container."""
        return replace(self, key=key)

    def id_for(self, *parts: str) -> str:
        """An id for the page, unique as long as the parts are within this container."""
        return quote("_".join(("e", self.key, *parts)), safe="").replace("%", "~").replace("~3A", ":")

    def person_name(self, user_id: str) -> str | None:
        """The name of a person of this workspace."""
        person = self.people.get(user_id)
        return person.name if person else None
