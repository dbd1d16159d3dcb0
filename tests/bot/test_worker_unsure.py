"""The worker when nobody knows whether Slack took a post: it looks before it sends again."""

from __future__ import annotations

from datetime import timedelta

from handlers.kit import section
from handlers.rendering import Drawing
from storage import leasing, outbox
from storage.engine import session_for
from storage.outbox_tables import PostState
from tests.bot import benching
from tests.bot.benching import CHANNEL, Bench

engine, bench = benching.engine, benching.bench  # the fixtures of every test of the worker


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
    assert bench.drawing is not None
    bench.worker._sender.delivery.post(claim, CHANNEL, bench.drawing)
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
