"""The practice Slack as the page sees it: what is on a person's screen, and what their acts do."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import TYPE_CHECKING

from sandbox.model import GUESTS, Channel
from sandbox.page.acts import Place
from sandbox.page.frame import Choice, Frame
from sandbox.page.scene import Command, Persona, Room, Scene, Shortcut
from sandbox.page.verbs import Verbs

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.server import PracticeSlack

LOOK_EVERY = 0.05
NOTES = {
    "guest": "gast",
    "single_guest": "gast in één kanaal",
    "stranger": "andere werkruimte",
    "deactivated": "uitgeschakeld",
    "bot": "andere app",
}


class PracticeStage(Verbs):
    """Implements `sandbox.page.routes.Stage` on a practice Slack."""

    def __init__(self, slack: PracticeSlack) -> None:
        super().__init__(slack)
        self._boot = secrets.token_hex(4)
        self._read: dict[tuple[str, str], int] = {}

    @property
    def version(self) -> int:
        """A number that grows with every change that somebody could see."""
        return self._slack.version

    @property
    def boot(self) -> str:
        """Which practice Slack this is: another word each time one starts."""
        return self._boot

    def file(self, file_id: str) -> bytes | None:
        """What stands in a file that was placed here."""
        return self._slack.space.contents.get(file_id)

    def first_person(self) -> str:
        """The first person of the workspace file."""
        return next(iter(self._slack.space.people.values())).handle

    def first_tab(self) -> str:
        """The welcome, where there is one."""
        return "&tab=welcome" if self._slack.tour is not None else ""

    async def changed(self, version: int, timeout: float) -> int:
        """Wait until something changed, the time is over, or the practice Slack stops (-1)."""
        until = time.monotonic() + timeout
        while not self._slack.stopping.is_set():
            if self._slack.version != version or time.monotonic() > until:
                return self._slack.version
            await asyncio.sleep(LOOK_EVERY)
        return -1

    # --- looking ------------------------------------------------------------------------------

    def scene(self, place: Place) -> Scene | None:
        """What this person sees there; None for somebody who is not in the workspace."""
        try:
            person = self._slack.as_user(place.person)
        except (KeyError, StopIteration):
            return None
        with self._slack.lock:
            return self._scene(person, place)

    def _scene(self, person: Person, place: Place) -> Scene:
        space = self._slack.space
        rooms = self._rooms(person)
        room = next((one for one in rooms if one.id == place.room), rooms[0] if rooms else None)
        messages, thread = [], []
        if room is not None:
            channel = space.channels[room.id]
            hidden = [one for one in person.ephemerals(room.id) if not one.get("thread_ts")]
            messages = sorted([*channel.top(), *hidden], key=lambda one: float(one["ts"]))
            self._read[person.id, room.id] = len(channel.messages)
            if place.thread_ts in channel.messages:
                thread = channel.thread(place.thread_ts)
        app = space.app
        return Scene(
            frame=self._frame(person),
            workspace=space.team_name,
            app_name=app.name.capitalize(),
            bot_user=app.user,
            me=_persona(person),
            personas=[_persona(self._slack.as_user(one)) for one in space.people],
            rooms=rooms,
            room=room,
            tab=place.tab,
            messages=messages,
            thread_ts=place.thread_ts if thread else "",
            thread=thread,
            home=person.home,
            views=person.stack,
            app_read_only=True,
            commands=[
                Command(name, one.get("description", ""), one.get("usage_hint", ""))
                for name, one in app.commands.items()
            ],
            global_shortcuts=self._shortcuts("global"),
            message_shortcuts=self._shortcuts("message"),
            more_rooms=self._more(person),
            starts_over=self._slack.start_over is not None,
            tour=self._slack.tour,
        )

    def _rooms(self, person: Person) -> list[Room]:
        direct = self._slack.space.im_of(person.id)
        found = [one for one in person.channels() if one.kind != "im"]
        rooms = [
            Room(one.id, one.name, _look(one), one.topic, len(one.members) - 1, self._unread(person, one.id))
            for one in found
        ]
        name = self._slack.space.app.name.capitalize()
        return [*rooms, Room(direct.id, name, "app", unread=self._unread(person, direct.id))]

    def _more(self, person: Person) -> list[Room]:
        if person.human.kind in GUESTS or person.human.team != self._slack.space.team_id:
            return []
        found = [one for one in self._slack.space.channels.values() if one.kind == "public"]
        return [
            Room(one.id, one.name, _look(one))
            for one in found
            if person.id not in one.members and not one.archived
        ]

    def _unread(self, person: Person, channel: str) -> int:
        there = len(self._slack.space.channels[channel].messages)
        return max(0, there - self._read.get((person.id, channel), 0))

    def _frame(self, person: Person) -> Frame:
        space = self._slack.space
        people = {one.id: Choice(one.id, one.name, one.title) for one in space.people.values()}
        people[space.app.user] = Choice(space.app.user, space.app.name.capitalize(), "app")
        channels = {one.id: Choice(one.id, one.name) for one in person.channels() if one.kind != "im"}
        return Frame(now=space.now(), me=person.id, people=people, channels=channels)

    def _shortcuts(self, kind: str) -> list[Shortcut]:
        known = self._slack.space.app.shortcuts.values()
        return [
            Shortcut(one["callback_id"], one["name"], one["description"])
            for one in known
            if one["type"] == kind
        ]


def _persona(person: Person) -> Persona:
    human = person.human
    note = NOTES.get("deactivated" if human.deleted else human.kind, "")
    return Persona(human.id, human.handle, human.name, human.title, note)


def _look(channel: Channel) -> str:
    """The kind of channel as the page shows it: what is shared elsewhere comes first."""
    return "shared" if channel.connected else "pending" if channel.pending else channel.kind
