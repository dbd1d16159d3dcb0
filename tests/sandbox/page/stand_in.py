"""A practice Slack of a few lines for the page's tests: it shows what it is told and records what is done."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import uvicorn
from starlette.applications import Starlette

from sandbox.page.acts import Act, Place, Reply
from sandbox.page.frame import Choice, Frame
from sandbox.page.routes import routes
from sandbox.page.scene import Command, Persona, Room, Scene, Shortcut
from sandbox.patience import slow

PEOPLE = (
    Persona("U0ZORGCO", "zorgcoordinator", "Edith Zomerdijk", "zorgcoördinator"),
    Persona("U0JONGER", "jongerenwerker", "Tarik Vogelaar", "jongerenwerker"),
)
ROOMS = (
    Room("C0MDO", "mdo-de-wende", "private"),
    Room("C0ALGEMEEN", "algemeen", "public"),
    Room("D0", "Schakel", "app"),
)


@dataclass
class StandIn:
    """Implements `sandbox.page.routes.Stage`; tests fill `messages` and `views` and read `acts`."""

    version: int = 1
    boot: str = "first"
    origin: str = ""
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    views: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    home: dict[str, Any] | None = None
    acts: list[Act] = field(default_factory=list)
    answer: Callable[[Act], Reply] = lambda act: Reply()
    running: bool = True

    def file(self, file_id: str) -> bytes | None:
        """There are none."""
        return None

    def first_person(self) -> str:
        """The zorgcoördinator."""
        return "zorgcoordinator"

    def first_tab(self) -> str:
        """The first room."""
        return ""

    def scene(self, place: Place) -> Scene | None:
        """The same rooms for both persons."""
        me = next((person for person in PEOPLE if person.handle == place.person), None)
        if me is None:
            return None
        room = next((room for room in ROOMS if room.id == place.room), ROOMS[0])
        frame = Frame(
            now=datetime.now(UTC),
            me=me.id,
            people={person.id: Choice(person.id, person.name) for person in PEOPLE},
            channels={room.id: Choice(room.id, room.name) for room in ROOMS[:2]},
        )
        said = self.messages.get(room.id, [])
        return Scene(
            frame=frame,
            workspace="Zonnebeek",
            app_name="Schakel",
            bot_user="U0SCHAKEL",
            me=me,
            personas=PEOPLE,
            rooms=ROOMS,
            room=room,
            tab=place.tab,
            messages=[
                message for message in said if message.get("thread_ts", message["ts"]) == message["ts"]
            ],
            thread_ts=place.thread_ts,
            thread=[one for one in said if place.thread_ts in (one["ts"], one.get("thread_ts"))]
            if place.thread_ts
            else [],
            home=self.home,
            views=self.views.get(me.handle, []),
            commands=(
                Command("/signal", "Meld een signaal", "[nieuw | lijst]"),
                Command("/delen", "Mag dit?", ""),
            ),
            global_shortcuts=(Shortcut("signal.new", "Signaal melden", "Meld wat je zag"),),
            message_shortcuts=(Shortcut("signal.from_message", "Maak er een signaal van", ""),),
        )

    def act(self, act: Act) -> Reply:
        """Record it, and answer as the test wants."""
        if act.verb != "look":
            self.acts.append(act)
        reply = self.answer(act)
        self.change()
        return reply

    def change(self) -> None:
        """Tell every open page to look again."""
        self.version += 1

    def say(self, text: str, *, room: str = "C0MDO", user: str = "U0SCHAKEL", **more: Any) -> str:
        """Put a message in a room; the answer is its ts."""
        ts = f"{time.time():.6f}"
        bot = {"bot_id": "B0SCHAKEL"} if user == "U0SCHAKEL" else {}
        self.messages.setdefault(room, []).append({"ts": ts, "user": user, "text": text, **bot, **more})
        self.change()
        return ts

    def last(self, verb: str) -> Act:
        """The newest act of that kind, waited for at most three seconds, or longer on a slow machine."""
        until = time.monotonic() + 3 * slow()
        while time.monotonic() < until:
            if found := [act for act in self.acts if act.verb == verb]:
                return found[-1]
            time.sleep(0.01)
        raise AssertionError(f"no {verb} among {[act.verb for act in self.acts]}")

    async def changed(self, version: int, timeout: float) -> int:
        """Look every 20 milliseconds."""
        until = time.monotonic() + timeout
        while self.running and self.version == version and time.monotonic() < until:
            await asyncio.sleep(0.02)
        return self.version if self.running else -1


@contextmanager
def served(stage: StandIn) -> Iterator[str]:
    """The page of that stand-in on a free port; gives its address."""
    config = uvicorn.Config(Starlette(routes=routes(stage)), port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stage.running = False
        server.should_exit = True
        thread.join(5)
