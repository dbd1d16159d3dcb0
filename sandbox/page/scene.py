"""Everything one person sees at one moment, as plain data, so that drawing needs no workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.page.frame import Frame
from sandbox.touring import Tour

Message = Mapping[str, Any]
View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody a visitor of the page can be."""

    id: str
    handle: str
    name: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A channel or conversation in the rail; `kind` is public, private, shared, im or app."""

    id: str
    name: str
    kind: str
    topic: str = ""
    members: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the app: its name with the slash, what it does and how it is used."""

    name: str
    description: str
    usage: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the app, by its callback id."""

    callback_id: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on the screen: who, where, the messages, an open thread, the Home tab and the stack of modals.

    Messages are as Slack's history gives them, oldest first; ephemeral ones carry `is_ephemeral`. `views` has
    the bottom of the stack first; `more_rooms` are public channels one may join. `starts_over` is whether
    the page offers to begin anew; `tour` are the cases to walk.
    """

    frame: Frame
    workspace: str
    app_name: str
    bot_user: str
    me: Persona
    personas: Sequence[Persona]
    rooms: Sequence[Room]
    room: Room | None = None
    tab: str = "messages"
    messages: Sequence[Message] = ()
    thread_ts: str = ""
    thread: Sequence[Message] = ()
    home: View | None = None
    views: Sequence[View] = ()
    app_read_only: bool = False
    commands: Sequence[Command] = ()
    global_shortcuts: Sequence[Shortcut] = ()
    message_shortcuts: Sequence[Shortcut] = ()
    more_rooms: Sequence[Room] = ()
    starts_over: bool = False
    tour: Tour | None = None
