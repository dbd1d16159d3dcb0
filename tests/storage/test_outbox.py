"""The outbox: claimed once, parent before child, revisions, leases, and what is never sent."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import outbox
from storage.engine import make_engine, session_for
from storage.tables import Delivery, Post, PostState

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on an empty database, SQLite and PostgreSQL in turn."""
    made = make_engine(database_url)
    yield made
    made.dispose()


def add(engine: Engine, **wanted: object) -> object:
    """Put a post in the outbox."""
    with session_for(engine) as session:
        given = {"kind": "signal.card", "target": "C0TEST", "ref": "S-1", "due_at": NOW, **wanted}
        id_ = outbox.enqueue(session, **given)  # type: ignore[arg-type]  # spelled out in each test
        session.commit()
    return id_


def take(engine: Engine, now: datetime = NOW, owner: str = "one", limit: int = 20) -> list[outbox.Claim]:
    """Claim what is due."""
    with session_for(engine) as session:
        claims = outbox.claim(session, now=now, owner=owner, lease=LEASE, limit=limit)
        session.commit()
    return claims


def show(engine: Engine, claim: outbox.Claim, ts: str = "1.000001") -> bool:
    """Settle a claim as shown."""
    with session_for(engine) as session:
        done = outbox.settle_shown(session, claim, now=NOW, channel="C0TEST", ts=ts)
        session.commit()
    return done


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
        assert outbox.next_due(session) == later
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


def test_an_expired_lease_is_taken_over_as_uncertain(engine: Engine) -> None:
    """Whoever takes over must look first, and the first owner can no longer settle."""
    add(engine)
    (first,) = take(engine)
    assert not first.uncertain
    (second,) = take(engine, now=NOW + LEASE, owner="two")
    assert second.uncertain
    assert not show(engine, first)
    assert show(engine, second)


def test_a_sure_retry_is_not_uncertain(engine: Engine) -> None:
    """Slack surely did not take it: the next attempt need not look."""
    add(engine)
    (claim,) = take(engine)
    with session_for(engine) as session:
        outbox.settle_retry(session, claim, now=NOW, at=NOW + timedelta(seconds=2), error="ratelimited")
        session.commit()
    assert take(engine) == []
    (again,) = take(engine, now=NOW + timedelta(seconds=2))
    assert not again.uncertain


def test_the_same_key_twice_is_one_post(engine: Engine) -> None:
    """Materialising again changes nothing."""
    assert add(engine, dedupe="S-1:card") == add(engine, dedupe="S-1:card")
    assert len(take(engine)) == 1


def test_replies_of_a_post_that_never_went_go_with_it(engine: Engine) -> None:
    """A dead parent leaves no child that is due for ever."""
    card = add(engine)
    add(engine, kind="consent.prompt", parent_id=card)
    (claim,) = take(engine)
    with session_for(engine) as session:
        outbox.settle_ended(session, claim, now=NOW, state=PostState.SKIPPED, error="too_late")
        session.commit()
    with session_for(engine, write=False) as session:
        assert outbox.waiting(session) == []
        assert outbox.next_due(session) is None


def test_urgent_posts_go_first(engine: Engine) -> None:
    """Hour and quarter reminders do not wait behind the rest."""
    add(engine, kind="signal.card", due_at=NOW - timedelta(hours=1))
    add(engine, kind="overleg.hour", urgent=True)
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
        for _ in range(200):
            outbox.enqueue(session, kind="signal.card", target="C0TEST", ref="S-1", due_at=NOW)
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
