"""What tests of an overleg share: a clock that jumps, and the steps a person takes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.process import Process
from casework.overleg.materialising import materialise
from sandbox import PracticeSlack
from sandbox.patience import slow
from sandbox.people import Person
from storage import outbox
from storage.engine import session_for
from tests.running import TEAM, running_bot

# A Tuesday morning, half past ten in Amsterdam.
START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FORM: Mapping[str, Any] = {
    "partnership": "1",
    "title": "Wijkoverleg",
    "first_date": "2026-12-01",
    "time": "10:00",
    "duration": "60",
    "frequency": "biweekly",
    "organiser": "U0REGIE",
    "chair": "U0AGENT",
    "reminders": ["day", "hour"],
    "holidays": "skip",
}
FIRST = "O-1/2026-12-01"


class JumpingClock:
    """Runs along with the real time from a fixed start, and jumps when a test says so."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """This instant, in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def jump_to(self, moment: datetime) -> None:
        """Let it be this instant now."""
        self._start = moment
        self._began = time.monotonic()


@pytest.fixture
def clock() -> JumpingClock:
    """Half past ten on Tuesday 24 November 2026."""
    return JumpingClock()


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path, clock: JumpingClock) -> Iterator[Process]:
    """A bot on SQLite with a clock that jumps."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", clock) as process:
        yield process


def jump(bot: Process, clock: JumpingClock, moment: datetime) -> None:
    """Let it be this instant: the hourly round runs and the worker wakes, as they would have.

    What is on its way lands first: a clock that jumps over a flight is another test's subject.
    """
    settle(bot)
    clock.jump_to(moment)
    materialise(bot.office)
    bot.worker.wake()


def at(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    """An instant in UTC in the winter of 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def plan(slack: PracticeSlack, who: str = "regisseur", **changes: Any) -> Person:
    """Plan an overleg the way a person does; the person, with its sheet on top."""
    person = slack.as_user(who)
    person.slash("/overleg", "nieuw", channel=TEAM)
    person.wait_view("overleg.new")
    done = person.submit(**{**FORM, **changes})
    assert done.errors == {}, done.errors
    assert person.wait_view("overleg.show")
    slack.wait_for(lambda: said(person.messages(TEAM), "Eerstvolgende keer"))
    slack.space.stacks[person.id] = []
    return person


def said(messages: list[dict[str, Any]], words: str) -> list[dict[str, Any]]:
    """The messages in which these words stand, anywhere."""
    return [one for one in messages if words in json.dumps(one, ensure_ascii=False)]


def reminders(messages: list[dict[str, Any]], ref: str = FIRST) -> list[dict[str, Any]]:
    """The messages that are reminders of one time, by their metadata."""
    found = []
    for one in messages:
        meta = one.get("metadata") or {}
        if meta.get("event_type") == "overleg_reminder" and meta["event_payload"]["ref"] == ref:
            found.append(one)
    return found


def refusal(person: Person) -> str:
    """The code of the refusal on top."""
    return str(json.loads(person.wait_view("refusal")["private_metadata"])["code"])


def settle(bot: Process, timeout: float = 20) -> None:
    """Wait until nothing that is due is still on its way to Slack."""

    def busy() -> list[str]:
        now = bot.office.clock.now()
        with session_for(bot.engine, write=False) as session:
            return [f"{one.kind} {one.ref}" for one in outbox.waiting(session) if one.due_at <= now]

    bot.worker.wake()
    until = time.monotonic() + timeout * slow()
    while left := busy():
        assert time.monotonic() < until, left
        time.sleep(0.02)
