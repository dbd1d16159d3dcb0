"""The worker counts at Slack: nothing lost, nothing doubled, whatever goes wrong in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.slack import make_client
from bot.worker import Worker
from handlers.kit import section
from handlers.rendering import Drawing
from sandbox import PracticeSlack
from storage import leasing, outbox
from storage.engine import create_all, make_engine, session_for
from storage.tables import Post, PostState

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
    made = make_engine(f"sqlite:///{tmp_path}/outbox.db")
    create_all(made)
    yield made
    made.dispose()


class Bench:
    """A worker, its clock, and what it was told."""

    def __init__(self, slack: PracticeSlack, engine: Engine) -> None:
        self.slack, self.engine, self.clock = slack, engine, HandClock()
        self.alarms: list[str] = []
        self.skips: list[str] = []
        self.drawing: Drawing | None = Drawing("Signaal S-1", (section("*S-1*"),), "signal", "S-1")
        self.worker = self.make("first")

    def make(self, owner: str) -> Worker:
        """Another worker on the same outbox."""
        return Worker(
            engine=self.engine,
            client=make_client(self.slack.bot_token, self.slack.api_url, seconds=1),
            render=lambda post: self.drawing,
            clock=self.clock,
            owner=owner,
            on_alarm=lambda post, code: self.alarms.append(code),
            on_skip=lambda post, code: self.skips.append(code),
        )

    def want(self, **given: object) -> None:
        """Put a post in the outbox, due now."""
        with session_for(self.engine) as session:
            wanted = {
                "kind": "signal.card",
                "target": CHANNEL,
                "ref": "S-1",
                "due_at": self.clock.now(),
                **given,
            }
            outbox.enqueue(session, **wanted)  # type: ignore[arg-type]  # spelled out in each test
            session.commit()

    def settle(self, seconds: float = 120, step: float = 5) -> None:
        """Let the worker go round while time passes."""
        passed = 0.0
        while passed < seconds:
            self.worker.run_once()
            self.clock.move(step)
            passed += step

    def messages(self) -> list[dict[str, object]]:
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


def test_a_post_is_sent_with_its_mark(bench: Bench) -> None:
    """Once, with metadata that names the delivery and nothing of the case."""
    bench.want()
    bench.settle()
    (message,) = bench.messages()
    assert message["metadata"]["event_payload"]["ref"] == "S-1"  # type: ignore[index]  # as Slack keeps it


@pytest.mark.parametrize(
    "fault", [{"status": 429, "retry_after": 3}, {"status": 503}, {"error": "fatal_error"}]
)
def test_what_slack_did_not_take_is_sent_again(bench: Bench, fault: dict[str, object]) -> None:
    """A 429, a server error or a refusal that may pass: one message in the end."""
    bench.slack.faults.add("chat.postMessage", times=2, **fault)
    bench.want()
    bench.settle()
    assert len(bench.messages()) == 1


def test_an_answer_that_was_lost_is_looked_for(bench: Bench) -> None:
    """Slack took it and the answer never came: the worker finds its mark and does not send again."""
    bench.slack.faults.add("chat.postMessage", drop="after")
    bench.want()
    bench.settle()
    assert len(bench.messages()) == 1
    assert bench.state() == PostState.SHOWN


def test_a_worker_that_died_between_answer_and_commit_doubles_nothing(bench: Bench) -> None:
    """Its lease runs out, and the next worker looks before it sends."""
    bench.want()
    with session_for(bench.engine) as session:
        (claim,) = leasing.claim(session, now=bench.clock.now(), owner="dead", lease=timedelta(seconds=60))
        session.commit()
    bench.worker._delivery.post(claim, CHANNEL, bench.drawing)  # type: ignore[arg-type]  # it is a drawing
    bench.settle()
    assert len(bench.messages()) == 1
    assert bench.state() == PostState.SHOWN


def test_a_lost_answer_in_a_thread_is_looked_for_there(bench: Bench) -> None:
    """Replies are found among the replies."""
    bench.want()
    bench.settle(10)
    with session_for(bench.engine) as session:
        card = outbox.find(session, ref="S-1", kind="signal.card")
    bench.slack.faults.add("chat.postMessage", drop="after")
    bench.want(kind="consent.prompt", parent_id=card)
    bench.settle()
    assert len(bench.messages()) == 2


def test_an_unknown_outcome_without_history_is_never_sent_again(bench: Bench) -> None:
    """Case content whose fate cannot be known stays away, and somebody is told."""
    bench.slack.faults.add("chat.postMessage", drop="after")
    bench.slack.faults.add("conversations.history", error="missing_scope")
    bench.want()
    bench.settle()
    assert len(bench.messages()) == 1
    assert bench.state() == PostState.UNKNOWN
    assert bench.alarms == ["missing_scope"]


def test_what_can_never_be_sent_raises_the_alarm_once(bench: Bench) -> None:
    """A channel that does not exist is not tried for ever."""
    with bench.slack.expect("channel_not_found"):
        bench.want(target="C0NOWHERE")
        bench.settle()
    assert bench.alarms == ["channel_not_found"]
    assert bench.state() == PostState.FAILED


def test_what_is_too_late_is_skipped(bench: Bench) -> None:
    """A lateness limit is a decision: skipped, and told."""
    bench.want(not_after=bench.clock.now() + timedelta(minutes=5))
    bench.clock.move(301)
    bench.settle()
    assert bench.messages() == []
    assert bench.skips == ["too_late"]


def test_a_post_that_should_no_longer_exist_is_taken_away(bench: Bench) -> None:
    """Drawn as nothing after it was shown: the message is deleted."""
    bench.want()
    bench.settle(10)
    bench.drawing = None
    with session_for(bench.engine) as session:
        outbox.change(session, ref="S-1", now=bench.clock.now())
        session.commit()
    bench.settle()
    assert bench.messages() == []


def test_a_person_gets_a_direct_message(bench: Bench) -> None:
    """A user as target: the conversation is opened once and used."""
    bench.want(target="U0JONGER")
    bench.settle()
    assert len(bench.slack.as_user("jongerenwerker").dm()) == 1
