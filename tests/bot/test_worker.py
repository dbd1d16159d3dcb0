"""The worker counts at Slack: nothing lost, nothing doubled, whatever goes wrong in between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Timer

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from handlers.kit import section
from handlers.rendering import Drawing, NotYet
from storage import outbox
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests.bot import benching
from tests.bot.benching import Bench

engine, bench = benching.engine, benching.bench  # the fixtures of every test of the worker


def test_a_post_is_sent_with_its_mark(bench: Bench) -> None:
    """Once, with metadata that names the delivery and nothing of the case."""
    bench.want()
    bench.settle()
    (message,) = bench.messages()
    assert message["metadata"]["event_payload"]["ref"] == "S-1"


@pytest.mark.parametrize(
    "fault", [{"status": 429, "retry_after": 3}, {"status": 503}, {"error": "fatal_error"}]
)
def test_what_slack_did_not_take_is_sent_again(bench: Bench, fault: dict[str, object]) -> None:
    """A 429, a server error or a refusal that may pass: one message in the end."""
    bench.slack.faults.add("chat.postMessage", times=2, **fault)
    bench.want()
    bench.settle()
    assert len(bench.messages()) == 1


def test_what_can_never_be_sent_raises_the_alarm_once(bench: Bench) -> None:
    """A channel that does not exist is not tried for ever."""
    with bench.slack.expect("channel_not_found"):
        bench.want(target="C0NOWHERE")
        bench.settle()
    assert bench.alarms == ["channel_not_found"]
    assert bench.state() == PostState.FAILED


def raising(error: Exception) -> Callable[[], object]:
    """Drawing goes wrong in this way."""

    def meanwhile() -> object:
        raise error

    return meanwhile


def test_a_post_that_cannot_be_drawn_is_an_alarm_at_once(bench: Bench) -> None:
    """It would raise again: nobody waits for twenty minutes of attempts to hear of it."""
    bench.meanwhile = raising(KeyError("signal.card"))
    bench.want()
    bench.worker.run_once()
    assert bench.alarms == ["undrawn"]
    assert bench.state() == PostState.FAILED
    bench.settle()
    assert bench.alarms == ["undrawn"]


def test_what_stands_and_can_no_longer_be_drawn_is_taken_away(bench: Bench) -> None:
    """Nobody can say any more whether it may be read."""
    bench.want()
    bench.settle()
    bench.meanwhile = raising(ValueError("damaged"))
    bench.change()
    bench.worker.run_once()
    assert (bench.messages(), bench.alarms) == ([], ["undrawn"])


def test_a_database_that_is_away_while_drawing_is_waited_for(bench: Bench) -> None:
    """That passes: drawn and sent once it is back, without an alarm."""
    bench.meanwhile = raising(OperationalError("select", {}, Exception("away")))
    bench.want()
    bench.settle(5)
    bench.meanwhile = lambda: None
    bench.settle()
    assert (len(bench.messages()), bench.alarms) == (1, [])


@pytest.mark.parametrize(
    "code", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long", "metadata_too_large"]
)
def test_a_message_that_slack_cannot_show_is_an_alarm_at_once(bench: Bench, code: str) -> None:
    """Sent again it would be refused again."""
    bench.slack.faults.add("chat.postMessage", error=code, times=1)
    bench.want()
    bench.settle()
    assert (bench.messages(), bench.alarms) == ([], [code])


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
