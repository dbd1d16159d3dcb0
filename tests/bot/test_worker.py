"""The worker counts at Slack: nothing lost, nothing doubled, whatever goes wrong in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.sending import ALARM, Settle
from bot.slack import make_client
from bot.worker import Worker
from handlers.kit import section
from handlers.rendering import Drawing, NotYet
from sandbox import PracticeSlack
from storage import leasing, outbox
from storage.engine import create_all, make_engine, session_for
from storage.outbox_tables import Post, PostState

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
    bench.worker._sender.delivery.post(claim, CHANNEL, bench.drawing)  # type: ignore[arg-type]  # it is a drawing
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
    bench.change()
    bench.settle()
    assert bench.messages() == []


def test_a_person_gets_a_direct_message(bench: Bench) -> None:
    """A user as target: the conversation is opened once and used."""
    bench.want(target="U0JONGER")
    bench.settle()
    assert len(bench.slack.as_user("jongerenwerker").dm()) == 1


def test_an_edit_during_the_flight_never_sends_the_old_one_after_the_new(bench: Bench) -> None:
    """Changed after it was drawn and before it was sent: the old text, then the new one, and no more."""

    def edit() -> None:
        bench.meanwhile = lambda: None
        bench.drawing = Drawing("Nieuw", (section("*nieuw*"),), "overleg_reminder", "S-1")
        bench.change()

    bench.drawing = Drawing("Oud", (section("*oud*"),), "overleg_reminder", "S-1")
    bench.meanwhile = edit
    bench.want()
    bench.settle()
    assert bench.texts() == ["Oud", "Nieuw"]
    assert [one["text"] for one in bench.messages()] == ["Nieuw"]


def test_an_edit_while_the_outcome_is_unknown_ends_with_the_new_one(bench: Bench) -> None:
    """The old one arrived and its answer was lost: it is found and becomes the new one."""
    bench.drawing = Drawing("Oud", (section("*oud*"),), "overleg_reminder", "S-1")
    bench.slack.faults.add("chat.postMessage", drop="after")
    bench.want()
    bench.worker.run_once()
    bench.drawing = Drawing("Nieuw", (section("*nieuw*"),), "overleg_reminder", "S-1")
    bench.change()
    bench.settle()
    assert bench.texts() == ["Oud", "Nieuw"]
    assert [one["text"] for one in bench.messages()] == ["Nieuw"]


def test_a_reminder_withdrawn_during_its_flight_is_taken_away(bench: Bench) -> None:
    """It came too late to stop it: its kind draws nothing any more, so the message goes."""
    bench.want()

    def withdraw() -> None:
        bench.meanwhile = lambda: None
        bench.drawing = None
        with session_for(bench.engine) as session:
            outbox.withdraw(session, ref="S-1", now=bench.clock.now())
            session.commit()

    bench.meanwhile = withdraw
    bench.settle()
    assert bench.texts() == ["Signaal S-1"]
    assert bench.messages() == []


def test_a_withdrawn_reminder_that_may_have_gone_is_looked_for(bench: Bench) -> None:
    """Not there: nothing is sent. There: it is drawn as its kind wants it now."""
    for arrived, drop in ((0, "before"), (1, "after")):
        bench.slack.faults.add("chat.postMessage", drop=drop)
        bench.want(ref=f"O-{arrived}")
        bench.worker.run_once()
        bench.drawing = Drawing("Gaat niet door", (section("*niet*"),), "overleg_reminder", "O")
        with session_for(bench.engine) as session:
            outbox.withdraw(session, ref=f"O-{arrived}", now=bench.clock.now())
            session.commit()
        bench.settle()
        assert [one["text"] for one in bench.messages()] == ["Gaat niet door"] * arrived


def test_a_meeting_reminder_without_history_is_repeated_once(bench: Bench) -> None:
    """Rather a reminder twice than never, but not three times."""
    bench.drawing = Drawing("Over een uur", (section("*uur*"),), "overleg_reminder", "O-1", repeatable=True)
    bench.slack.faults.add("chat.postMessage", drop="after", times=3)
    bench.slack.faults.add("conversations.history", error="missing_scope", times=9)
    bench.want()
    bench.settle()
    assert len(bench.messages()) == 2
    assert bench.state() == PostState.UNKNOWN
    assert bench.alarms == ["missing_scope"]


def test_a_late_reminder_that_may_have_gone_is_looked_for_before_it_is_skipped(bench: Bench) -> None:
    """The audit must not say that something was skipped which everyone has read."""
    bench.slack.faults.add("chat.postMessage", drop="after")
    bench.want(not_after=bench.clock.now() + timedelta(seconds=1))
    bench.settle()
    assert len(bench.messages()) == 1
    assert (bench.state(), bench.skips) == (PostState.SHOWN, [])


def test_an_update_that_is_refused_becomes_a_deletion_and_an_alarm(bench: Bench) -> None:
    """What may no longer be read must not stand."""
    bench.want()
    bench.settle(10)
    bench.slack.faults.add("chat.update", error="edit_window_closed")
    bench.change()
    bench.settle()
    assert bench.messages() == []
    assert (bench.state(), bench.alarms) == (PostState.FAILED, ["edit_window_closed"])


def test_an_update_and_a_deletion_that_are_refused_raise_the_alarm(bench: Bench) -> None:
    """Then a person must take it away, and is told so once."""
    bench.want()
    bench.settle(10)
    bench.slack.faults.add("chat.update", error="edit_window_closed")
    bench.slack.faults.add("chat.delete", error="cant_delete_message")
    bench.change()
    bench.settle()
    assert bench.alarms == ["cant_delete_message"]


def test_a_revoked_token_loses_nothing(bench: Bench) -> None:
    """It concerns the app and not the message: mended within the hour, everything still goes."""
    bench.slack.faults.add("chat.postMessage", error="token_revoked", times=12)
    bench.want()
    bench.settle(2 * 3600, step=60)
    assert len(bench.messages()) == 1
    assert bench.alarms == ["token_revoked"]


def test_a_reply_whose_parent_never_went_is_skipped_and_told(bench: Bench) -> None:
    """It would wait for ever."""
    with bench.slack.expect("channel_not_found"):
        bench.want(target="C0NOWHERE")
        bench.settle(10)
    with session_for(bench.engine) as session:
        card = outbox.find(session, ref="S-1", kind="signal.card")
    bench.want(kind="consent.prompt", parent_id=card, ref="S-1")
    bench.settle(10)
    assert bench.skips == ["parent"]
    with session_for(bench.engine, write=False) as session:
        assert outbox.waiting(session) == []


def test_a_storm_of_429_stops_everything_new_until_it_is_over(bench: Bench) -> None:
    """Three conversations slowed down: a fourth is not tried before, but a change is."""
    bench.want()
    bench.settle(10)
    people = ("jongerenwerker", "mentor", "jeugdagent", "regisseur")
    ids = [bench.slack.as_user(one).id for one in people]
    bench.slack.faults.add("chat.postMessage", status=429, retry_after=30, times=3)
    for one in ids[:3]:
        bench.want(target=one, ref="S-3")
    bench.worker.run_once()
    bench.want(target=ids[3], ref="S-3")
    bench.change()
    before = len(bench.slack.calls)
    bench.settle(29)
    assert [one.method for one in bench.slack.calls[before:]] == ["chat.update"]
    bench.settle(31)
    assert [len(bench.slack.as_user(one).dm()) for one in people] == [1, 1, 1, 1]


def test_stopping_finishes_the_post_in_hand(bench: Bench) -> None:
    """SIGTERM waits for Slack's answer and settles it; nobody has to look for it afterwards."""
    bench.slack.faults.add("chat.postMessage", delay=0.5)
    bench.want()
    bench.worker.start()
    bench.slack.wait_for(lambda: not bench.slack.faults.queue)
    bench.worker.stop()
    assert bench.state() == PostState.SHOWN


@pytest.mark.slow
def test_a_database_that_is_away_while_settling_is_asked_again(bench: Bench) -> None:
    """Another writer holds SQLite while Slack answers: the answer is kept and written afterwards."""
    bench.want()
    writer = bench.engine.raw_connection()

    def lock() -> None:
        writer.cursor().execute("BEGIN IMMEDIATE")
        Timer(6, lambda: writer.cursor().execute("COMMIT")).start()

    bench.meanwhile = lock
    bench.worker.run_once()
    writer.close()
    assert bench.state() == PostState.SHOWN
    assert len(bench.messages()) == 1


def test_waiting_for_its_turn_is_no_attempt(bench: Bench) -> None:
    """A post that waits for another one to land is not counted as refused, and nobody is alarmed."""
    waits = 25

    def not_yet() -> None:
        nonlocal waits
        waits -= 1
        if waits > 0:
            raise NotYet

    bench.meanwhile = not_yet
    bench.want()
    bench.settle(seconds=24, step=1)
    assert bench.messages() == []
    with session_for(bench.engine, write=False) as session:
        assert session.exec(select(Post)).one().attempts == 0
    bench.settle(seconds=4, step=1)
    assert len(bench.messages()) == 1
    assert bench.alarms == []
