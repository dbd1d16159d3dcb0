"""A whole bot without its socket: each act is carried out at once, and all it answered can be read."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from slack_bolt import App, BoltRequest

from bot.commands.directory import import_directory
from bot.process import Process, build
from sandbox import PracticeSlack, events
from sandbox.elements import initial_state
from sandbox.envelopes import Ack, Outcome
from sandbox.people import Person
from storage.scrubbing import scrub
from tests.meeting import JumpingClock
from tests.running import HOUSE, TEAM, SlackClock, settings_for

P = ParamSpec("P")
T = TypeVar("T")
Json = dict[str, Any]

ANSWERS = frozenset({"view_submission", "block_suggestion"})
WRITTEN_DOWN = frozenset({"audit", "audit_head", "inbound_key", "sqlite_sequence", "user_locale"})
# What the bot asks of Slack for itself; all else that it calls is shown to somebody.
ASKING = ("users.", "conversations.info", "conversations.members", "auth.", "team.", "bots.")


class AtOnce(Executor):
    """Runs a listener where it is handed over, so that an act is over when its dispatch returns."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run it and keep what came of it."""
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:
            done.set_exception(error)
        return done


@dataclass(slots=True)
class Direct:
    """A way to the app without a connection."""

    app: App
    pauses: tuple[float, ...] = (0.0,)

    async def send(
        self, kind: str, payload: Json, *, answers: bool, retry: int = 0, reason: str = ""
    ) -> Outcome:
        """Have the app handle the payload; over when the answer stands."""

        def handle() -> Json | None:
            done = self.app.dispatch(BoltRequest(body=payload, mode="socket_mode"))
            return json.loads(done.body) if done.body else None

        return Outcome(Ack(await asyncio.get_running_loop().run_in_executor(None, handle)))


@dataclass(frozen=True, slots=True)
class Answered:
    """All that an act led to: the acknowledgement, the calls to Slack, and whether anything was stored."""

    ack: Json | None
    calls: tuple[tuple[str, Json], ...]
    stored: bool

    @property
    def views(self) -> list[Json]:
        """The views it showed, in the order in which it did."""
        shown = [made["view"] for method, made in self.calls if method.startswith("views.")]
        told = [self.ack["view"]] if self.ack and "view" in self.ack else []
        return [json.loads(one) if isinstance(one, str) else one for one in shown + told]

    @property
    def payload(self) -> str:
        """Everything that was answered, metadata included, as one text."""
        return json.dumps([self.ack, self.calls], ensure_ascii=False)


@dataclass(slots=True)
class Bench:
    """One bot, its practice Slack, and the database file that is put back between acts."""

    slack: PracticeSlack
    process: Process
    file: Path
    kept: bytes = b""
    _peephole: sqlite3.Connection | None = None
    _version: int = 0

    @classmethod
    def start(cls, slack: PracticeSlack, folder: Path, directory: Path) -> Bench:
        """Build it with this directory; nothing runs by itself."""
        file = folder / "schakel.db"
        process = build(settings_for(slack, f"sqlite:///{file}"), SlackClock(slack))
        office = process.office
        import_directory(directory, process.engine, office.store.vault, office.book, now=office.clock.now())
        process.app.listener_runner.listener_executor = AtOnce()
        slack.transport = Direct(process.app)
        return cls(slack, process, file)

    def keep(self) -> None:
        """Take the database as it is now for the scene that each act finds."""
        scrub(self.process.engine)
        self.process.engine.dispose()
        self.kept = self.file.read_bytes()
        self._look_again()

    def restore(self) -> None:
        """Put the scene back, where an act changed it."""
        if not self._changed():
            return
        self._close()
        self.process.engine.dispose()
        for left in self.file.parent.glob(f"{self.file.name}-*"):
            left.unlink()
        self.file.write_bytes(self.kept)
        self._look_again()

    def differs(self) -> bool:
        """Whether anything is stored that the scene has not, but for what is noted of the try itself."""
        return bool(self.differing())

    def differing(self) -> set[str]:
        """The tables that hold something else than in the scene, but for what is noted of the try itself."""
        with closing(sqlite3.connect(":memory:")) as before, closing(sqlite3.connect(self.file)) as now:
            before.deserialize(self.kept.replace(b"\x02\x02", b"\x01\x01", 1))
            was, then = contents(before), contents(now)
            return {name for name in was.keys() | then.keys() if was.get(name) != then.get(name)}

    def stop(self) -> None:
        """Let go of the database."""
        self._close()
        self.process.listeners.shutdown()
        self.process.engine.dispose()

    @property
    def self_named(self) -> str:
        """The id of the consent record that names its own recorder."""
        assert self._peephole is not None
        sql = "SELECT id FROM consent WHERE recorded_by = 'U0JONGER'"
        return str(UUID(self._peephole.execute(sql).fetchone()[0]))

    # --- acts -----------------------------------------------------------------------------------

    def person(self, who: str) -> Person:
        """Somebody with every form closed."""
        person = self.slack.as_user(who)
        self.slack.space.stacks[person.id] = []
        return person

    def slash(self, who: str, command: str, text: str, channel: str = TEAM) -> Answered:
        """Type a command in a channel, in it or not."""
        space, human = self.slack.space, self.slack.space.human(who)
        trigger, url = space.new_trigger(human.id), self.slack.response_url(human.id, channel)
        place = space.channels[channel]
        typed = events.slash_command(space, human, place, command, text, trigger, url)
        return self._do("slash_commands", typed)

    def press(self, who: str, action: str, value: str, channel: str = TEAM, **element: Any) -> Answered:
        """Press a button on a message, visible to this person or not."""
        space, human = self.slack.space, self.slack.space.human(who)
        url = self.slack.response_url(human.id, channel)
        message = {"type": "message", "ts": space.new_ts(), "user": space.app.user, "text": "x"}
        payload = events.message_action(
            space,
            human,
            self._pressed(action, value, element),
            space.channels[channel],
            message,
            {},
            ephemeral=False,
            trigger=space.new_trigger(human.id),
            url=url,
        )
        return self._do("interactive", payload)

    def press_in(self, who: str, view: Json, action: str, value: str, **element: Any) -> Answered:
        """Press a button or change a field in this form, whoever it was opened for."""
        space, human = self.slack.space, self.slack.space.human(who)
        whole = self.held(view)
        pressed = self._pressed(action, value, element)
        payload = events.view_action(space, human, pressed, whole, space.new_trigger(human.id))
        return self._do("interactive", payload)

    def submit(self, who: str, view: Json) -> Answered:
        """Submit this form, whoever it was opened for, as it stands."""
        space, human = self.slack.space, self.slack.space.human(who)
        payload = events.view_submission(space, human, self.held(view), space.new_trigger(human.id))
        return self._do("interactive", payload)

    def search(self, who: str, view: Json, name: str, typed: str = "") -> Answered:
        """Type in a field of this form in which one searches, whoever it was opened for."""
        space, human = self.slack.space, self.slack.space.human(who)
        return self._do("interactive", events.suggestion(space, human, self.held(view), name, name, typed))

    def close(self, who: str, view: Json) -> Answered:
        """Close this form, whoever it was opened for."""
        space, human = self.slack.space, self.slack.space.human(who)
        return self._do("interactive", events.view_closed(space, human, self.held(view), cleared=False))

    def shortcut(self, who: str, callback: str, *, words: str = "") -> Answered:
        """Choose a shortcut, on a message with these words if there are any."""
        space, human = self.slack.space, self.slack.space.human(who)
        trigger, ts = space.new_trigger(human.id), space.new_ts()
        if not words:
            return self._do("interactive", events.shortcut(space, human, callback, trigger, ts))
        message = {"type": "message", "ts": ts, "user": human.id, "text": words}
        url, place = self.slack.response_url(human.id, TEAM), space.channels[TEAM]
        chosen = events.message_shortcut(space, human, callback, place, message, trigger, ts, url)
        return self._do("interactive", chosen)

    def happen(self, kind: str, **inner: Any) -> Answered:
        """Something happens in Slack."""
        ts = self.slack.space.new_ts()
        told = events.event(self.slack.space, {"type": kind, "event_ts": ts, **inner})
        return self._do("events_api", told)

    # --- how ------------------------------------------------------------------------------------

    def _pressed(self, action: str, value: str, element: Json) -> Json:
        held = element or {"type": "button", "value": value}
        return {"action_id": action, "block_id": "b", "action_ts": self.slack.space.new_ts(), **held}

    def held(self, view: Json) -> Json:
        """A view as Slack sends it back, with an id of its own, so that no act is a second delivery."""
        space = self.slack.space
        bare: Json = {
            "id": space.new_id("V"),
            "hash": space.new_ts(),
            "team_id": space.team_id,
            "app_id": space.app.id,
            "bot_id": space.app.bot_id,
            "previous_view_id": None,
            "state": {"values": initial_state(view["blocks"])},
        }
        return bare | {"root_view_id": bare["id"]} | view

    def _do(self, kind: str, payload: Json) -> Answered:
        before, was = len(self.slack.calls), self._version
        answers = payload.get("type") in ANSWERS
        ack = self.slack.deliver(kind, payload, answers=answers)
        self._look()
        calls = tuple(
            (one.method, one.args) for one in self.slack.calls[before:] if not one.method.startswith(ASKING)
        )
        return Answered(ack.payload if ack else None, calls, self._version != was)

    def _changed(self) -> bool:
        return self._peephole is None or self._version != self._first

    _first: int = 0

    def _look(self) -> None:
        if self._peephole is not None:
            self._version = int(self._peephole.execute("PRAGMA data_version").fetchone()[0])

    def _look_again(self) -> None:
        self._peephole = sqlite3.connect(self.file, check_same_thread=False)
        self._look()
        self._first = self._version

    def _close(self) -> None:
        if self._peephole is not None:
            self._peephole.close()
            self._peephole = None


def contents(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those in which a try is written down."""
    names = [str(name) for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr)  # names of tables
        for name in names
        if name not in WRITTEN_DOWN
    }


def matrix_slack(workspace: Path) -> PracticeSlack:
    """A practice Slack with this workspace."""
    return PracticeSlack.start(workspace=workspace, manifest=HOUSE / "manifest.yml", now=JumpingClock().now)
