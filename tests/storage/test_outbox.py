"""The outbox: claimed once, parent before child, revisions, leases, and what is never sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import leasing, outbox, pacing, settling
from storage.engine import session_for
from storage.outbox_tables import Delivery, Post
from tests.storage.outbox_steps import LEASE, NOW, add, change, due, end, fence, show, take


def test_a_due_post_is_claimed_once_and_shown(engine: Engine) -> None:
    """A second claimer finds nothing, and a shown post is never due again."""
    add(engine)
    (claim,) = take(engine)
    assert take(engine, owner="two") == []
    assert show(engine, claim)
    assert take(engine, now=NOW + timedelta(hours=1)) == []


def test_what_is_due_later_waits(engine: Engine) -> None:
    """Nothing goes before its time, and the clock knows when that is."""
    later = NOW + timedelta(minutes=15)
    add(engine, due_at=later)
    assert take(engine) == []
    with session_for(engine, write=False) as session:
        assert leasing.next_due(session, now=NOW) == later
    assert len(take(engine, now=later)) == 1


def test_a_reply_waits_for_its_parent(engine: Engine) -> None:
    """The prompt goes after the card, with the card's ts."""
    card = add(engine)
    add(engine, kind="consent.prompt", parent_id=card)
    (claim,) = take(engine)
    assert claim.post.kind == "signal.card"
    assert show(engine, claim, "7.000001")
    (reply,) = take(engine)
    assert (reply.post.kind, reply.parent_ts) == ("consent.prompt", "7.000001")


def test_a_change_during_the_flight_stays_due(engine: Engine) -> None:
    """The old revision is settled, the new one is claimed afterwards."""
    add(engine)
    (claim,) = take(engine)
    with session_for(engine) as session:
        assert outbox.change(session, ref="S-1", now=NOW) == 1
        session.commit()
    assert show(engine, claim)
    (again,) = take(engine)
    assert (again.revision, again.post.slack_ts) == (2, "1.000001")


def test_an_expired_lease_is_fenced_and_then_taken_over_as_uncertain(engine: Engine) -> None:
    """The first owner can no longer settle; the next one waits out its last call, and must look first."""
    add(engine)
    (first,) = take(engine)
    assert not first.uncertain
    out = NOW + LEASE
    assert take(engine, now=out, owner="two") == []
    assert fence(engine, out - timedelta(seconds=1)) == 0
    assert fence(engine, out) == 1
    assert fence(engine, out) == 0
    assert not show(engine, first)
    assert take(engine, now=out, owner="two") == []
    (second,) = take(engine, now=out + leasing.QUARANTINE, owner="two")
    assert second.uncertain
    assert show(engine, second)


def test_a_lease_from_before_the_clock_jumped_back_does_not_hold_a_post(engine: Engine) -> None:
    """An hour back: a dead owner's lease would otherwise last that hour."""
    earlier = NOW - timedelta(hours=1)
    add(engine, due_at=earlier)
    take(engine)
    assert fence(engine, earlier) == 1
    (again,) = take(engine, now=earlier + leasing.QUARANTINE)
    assert again.uncertain


def test_a_sure_retry_is_not_uncertain(engine: Engine) -> None:
    """Slack surely did not take it: the next attempt need not look."""
    add(engine)
    (claim,) = take(engine)
    with session_for(engine) as session:
        settling.settle_retry(session, claim, now=NOW, at=NOW + timedelta(seconds=2), error="ratelimited")
        session.commit()
    assert take(engine) == []
    (again,) = take(engine, now=NOW + timedelta(seconds=2))
    assert not again.uncertain


def test_the_same_key_twice_is_one_post(engine: Engine) -> None:
    """Materialising again changes nothing."""
    assert add(engine, dedupe="S-1:card") == add(engine, dedupe="S-1:card")
    assert len(take(engine)) == 1


@pytest.mark.parametrize("enqueued", ["before", "after"])
def test_replies_of_a_post_that_never_went_come_up_as_orphans(engine: Engine, enqueued: str) -> None:
    """A dead parent leaves no child that waits for ever, also when the child comes later."""
    card = add(engine)
    if enqueued == "before":
        add(engine, kind="consent.prompt", parent_id=card)
    (claim,) = take(engine)
    assert not claim.orphan
    end(engine, claim)
    if enqueued == "after":
        add(engine, kind="consent.prompt", parent_id=card)
    (orphan,) = take(engine)
    assert orphan.orphan
    end(engine, orphan)
    with session_for(engine, write=False) as session:
        assert outbox.waiting(session) == []
        assert leasing.next_due(session, now=NOW) is None


def test_a_change_during_the_flight_outlives_the_end(engine: Engine) -> None:
    """Drawn as nothing, wanted again meanwhile: it is not lost, and a message taken away is made anew."""
    add(engine)
    (claim,) = take(engine)
    show(engine, claim)
    change(engine)
    (away,) = take(engine)
    change(engine)
    assert not end(engine, away, gone=True)
    (again,) = take(engine)
    assert (again.post.slack_ts, again.uncertain, again.revision) == (None, False, 3)


def test_the_clock_sees_what_a_lease_or_the_pace_holds_back(engine: Engine) -> None:
    """The next thing to do is when a lease runs out or a conversation has room, not the far future."""
    add(engine, due_at=NOW + timedelta(days=3), target="C0OTHER")
    add(engine)
    take(engine)
    assert due(engine) == NOW + LEASE
    with session_for(engine) as session:
        pacing.hold(session, "C0THIRD", NOW + timedelta(seconds=9))
        session.commit()
    add(engine, target="C0THIRD")
    assert due(engine) == NOW + timedelta(seconds=9)
    add(engine, target="C0FOURTH")
    assert due(engine) == NOW


def test_the_clock_does_not_count_replies_that_wait_for_their_parent(engine: Engine) -> None:
    """Otherwise the worker would look for them all the time."""
    card = add(engine, due_at=NOW + timedelta(minutes=15))
    add(engine, kind="consent.prompt", parent_id=card)
    assert due(engine) == NOW + timedelta(minutes=15)


def test_a_conversation_gets_a_small_burst_and_then_one_a_second(engine: Engine) -> None:
    """Over all replicas together; other conversations do not wait."""
    for _ in range(10):
        add(engine, target="C0BUSY")
    add(engine, target="C0QUIET", due_at=NOW + timedelta(milliseconds=1))
    owners = (f"replica {number}" for number in range(100))

    def drain(seconds: float) -> int:
        taken = 0
        while claims := take(engine, now=NOW + timedelta(seconds=seconds), owner=next(owners)):
            taken += len(claims)
        return taken

    assert [drain(second) for second in (0.5, 1.6, 2.7, 2.7, 60)] == [5, 1, 1, 0, 4]


def test_what_must_change_in_slack_goes_before_what_is_new(engine: Engine) -> None:
    """A notice in place of details does not wait behind reminders, nor for the pace."""
    add(engine)
    (claim,) = take(engine)
    show(engine, claim)
    with session_for(engine) as session:
        pacing.hold(session, "C0TEST", NOW + timedelta(seconds=60))
        session.commit()
    add(engine, target="C0OTHER", urgent=True, due_at=NOW - timedelta(hours=1))
    change(engine)
    assert [one.post.ref for one in take(engine, limit=1)] == ["S-1"]
    assert [one.post.target for one in take(engine)] == ["C0OTHER"]


def test_a_post_is_repeated_once(engine: Engine) -> None:
    """Written down before it is sent again, so that a crash does not make it twice."""
    add(engine)
    (claim,) = take(engine)
    with session_for(engine) as session:
        assert settling.note_repeat(session, claim, now=NOW)
        session.commit()
    with session_for(engine) as session:
        assert not settling.note_repeat(session, claim, now=NOW)


def test_urgent_posts_go_first(engine: Engine) -> None:
    """Hour and quarter reminders do not wait behind the rest."""
    add(engine, kind="signal.card", due_at=NOW - timedelta(hours=1))
    add(engine, kind="overleg.hour", urgent=True, target="C0OTHER")
    assert [one.post.kind for one in take(engine)] == ["overleg.hour", "signal.card"]


def test_every_attempt_is_in_the_delivery_log(engine: Engine) -> None:
    """Which revision, when, and how it ended."""
    add(engine)
    (claim,) = take(engine)
    show(engine, claim)
    with session_for(engine, write=False) as session:
        (row,) = session.exec(select(Delivery)).all()
    assert (row.outcome, row.revision, row.slack_ts) == ("shown", 1, "1.000001")


def test_eight_claimers_never_get_the_same_post(engine: Engine) -> None:
    """Two hundred posts, eight threads: each post is claimed exactly once."""
    with session_for(engine) as session:
        for number in range(200):
            outbox.enqueue(session, kind="signal.card", target=f"C0TEST{number}", ref="S-1", due_at=NOW)
        session.commit()

    def drain(number: int) -> list[object]:
        found: list[object] = []
        while claims := take(engine, owner=f"worker {number}", limit=7):
            found += [one.post.id for one in claims]
        return found

    with ThreadPoolExecutor(8) as threads:
        taken = [one for part in threads.map(drain, range(8)) for one in part]
    assert len(taken) == len(set(taken)) == 200
    with Session(engine) as session:
        assert {one.attempts for one in session.exec(select(Post)).all()} == {1}
