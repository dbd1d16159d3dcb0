"""A worker at the practice Slack by a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.sending import ALARM, Settle
from bot.slack import make_client
from bot.worker import Worker
from handlers.kit import section
from handlers.rendering import Drawing
from sandbox import PracticeSlack
from sandbox.model import Message
from storage import outbox
from storage.engine import create_all, make_engine, session_for
from storage.outbox_tables import Post
from tests.chosen import chosen

CHANNEL = "C0ZONNEBEEK"


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def now(self) -> datetime:
        """The instant the test set."""
        return self.time

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with tables."""
    made = make_engine(chosen(f"sqlite:///{tmp_path}/outbox.db"))
    create_all(made)
    yield made
    made.dispose()


class Bench:
    """A worker, its clock, and what it was told."""

    def __init__(self, slack: PracticeSlack, engine: Engine) -> None:
        self.slack, self.engine, self.clock = slack, engine, HandClock()
        self.alarms: list[str] = []
        self.skips: list[str] = []
        self.meanwhile: Callable[[], object] = lambda: None
        self.drawing: Drawing | None = Drawing("Signaal S-1", (section("*S-1*"),), "signal", "S-1")
        self.worker = self.make("first")

    def make(self, owner: str) -> Worker:
        """Another worker on the same outbox."""
        return Worker(
            engine=self.engine,
            client=make_client(self.slack.bot_token, self.slack.api_url, seconds=1),
            render=self.draw,
            clock=self.clock,
            owner=owner,
            report=self.report,
        )

    def draw(self, post: Post) -> Drawing | None:
        """What the test wants shown, after whatever it wants to happen meanwhile."""
        drawing = self.drawing
        self.meanwhile()
        return drawing

    def report(self, post: Post, act: str, code: str, settle: Settle) -> None:
        """Settle and remember what was told."""
        with session_for(self.engine) as session:
            if settle(session):
                told = self.alarms if act == ALARM else self.skips
                told.append(code)
            session.commit()

    def change(self) -> None:
        """Have S-1 drawn again."""
        with session_for(self.engine) as session:
            outbox.change(session, ref="S-1", now=self.clock.now())
            session.commit()

    def texts(self) -> list[object]:
        """Every text that was given to Slack, in order."""
        calls = [one for one in self.slack.calls if one.method in ("chat.postMessage", "chat.update")]
        return [one.args["text"] for one in calls if one.ok]

    def want(self, **given: Any) -> None:
        """Put a post in the outbox, due now."""
        with session_for(self.engine) as session:
            wanted: dict[str, Any] = {
                "kind": "signal.card",
                "target": CHANNEL,
                "ref": "S-1",
                "due_at": self.clock.now(),
                **given,
            }
            outbox.enqueue(session, **wanted)
            session.commit()

    def settle(self, seconds: float = 120, step: float = 5) -> None:
        """Let the worker go round while time passes."""
        passed = 0.0
        while passed < seconds:
            self.worker.run_once()
            self.clock.move(step)
            passed += step

    def messages(self) -> list[Message]:
        """What stands in the channel."""
        return list(self.slack.space.channels[CHANNEL].messages.values())

    def state(self) -> str:
        """The state of the only post."""
        with session_for(self.engine, write=False) as session:
            return session.exec(select(Post)).one().state


@pytest.fixture
def bench(slack: PracticeSlack, engine: Engine) -> Bench:
    """A worker at the practice Slack."""
    return Bench(slack, engine)
