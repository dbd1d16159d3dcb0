"""Reminders laid down in bulk: each key once, whoever lays it down, and what was there stays as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from storage import planned_posts
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.planned_posts import PlannedPost
from tests.storage.conftest import NOW

FEW, MANY = 3, 1200


def planned(count: int, first: int = 0, target: str = "C0TEST") -> list[PlannedPost]:
    """So many posts, numbered from `first`, a minute apart."""
    return [
        PlannedPost(
            kind="overleg.day",
            ref=f"O-{number}/2026-12-01",
            target=target,
            dedupe=f"O-{number}:day",
            due_at=NOW + timedelta(minutes=number),
            not_after=NOW + timedelta(minutes=number, hours=12) if number % 2 else None,
            urgent=number % 3 == 0,
        )
        for number in range(first, first + count)
    ]


def lay_down(engine: Engine, wanted: list[PlannedPost]) -> None:
    """In a transaction of its own."""
    with session_for(engine) as session:
        planned_posts.lay_down(session, wanted, NOW)
        session.commit()


def posts(engine: Engine) -> dict[str | None, Post]:
    """Every post by its key."""
    with session_for(engine, write=False) as session:
        found = session.exec(select(Post)).all()
    assert len({post.id for post in found}) == len(found)
    return {post.dedupe: post for post in found}


@pytest.mark.parametrize("count", [0, FEW, MANY])
def test_each_post_is_stored_with_all_that_was_planned(engine: Engine, count: int) -> None:
    """A handful and a multitude take different ways into PostgreSQL; what stands there is the same."""
    wanted = planned(count)
    lay_down(engine, wanted)
    found = posts(engine)
    assert len(found) == count
    for one in wanted:
        post = found[one.dedupe]
        kept = (post.kind, post.ref, post.target, post.dedupe, post.due_at, post.not_after, post.urgent)
        assert kept == tuple(one)
        assert (post.wanted_rev, post.shown_rev, post.attempts, post.state) == (1, 0, 0, PostState.WAITING)
        assert (post.withdrawn, post.created_at) == (False, NOW)
        assert (post.parent_id, post.lease_until, post.lease_owner, post.slack_ts) == (None, None, None, None)


@pytest.mark.parametrize("count", [FEW, MANY])
def test_a_key_that_is_there_stays_as_it_was(engine: Engine, count: int) -> None:
    """Half of them were planned before, for another channel: these are left alone, the rest is added."""
    lay_down(engine, planned(count, target="C0BEFORE"))
    lay_down(engine, planned(count, first=count // 2))
    targets = [post.target for post in posts(engine).values()]
    assert targets.count("C0BEFORE") == count
    assert targets.count("C0TEST") == count - (count - count // 2)


def test_what_else_the_transaction_did_is_kept_when_a_key_is_taken(engine: Engine) -> None:
    """Finding out that a key is taken undoes nothing else."""
    lay_down(engine, planned(1))
    with session_for(engine) as session:
        session.add(Post(kind="signal.card", target="C0OTHER", dedupe="other", due_at=NOW, created_at=NOW))
        planned_posts.lay_down(session, planned(MANY), NOW)
        session.commit()
    assert len(posts(engine)) == MANY + 1


def test_replicas_that_plan_at_the_same_moment_lay_each_down_once(engine: Engine) -> None:
    """Four at once, the same posts: nobody fails, and nothing is there twice."""
    together = Barrier(4)

    def plan(_replica: int) -> None:
        together.wait(timeout=30)
        lay_down(engine, planned(MANY))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(plan, range(4)))
    assert len(posts(engine)) == MANY


def test_nothing_is_stored_when_the_transaction_ends_in_an_error(engine: Engine) -> None:
    """The bulk goes with the transaction it belongs to."""

    def fail(session: Session) -> None:
        planned_posts.lay_down(session, planned(MANY), NOW)
        raise ValueError("afterwards")

    with pytest.raises(ValueError, match="afterwards"), session_for(engine) as session:
        fail(session)
    assert posts(engine) == {}
