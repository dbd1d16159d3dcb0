"""A worker and an act at the same instant on PostgreSQL: whatever was drawn before is drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from storage import leasing, outbox
from storage.engine import make_engine, session_for
from storage.outbox_tables import Post, PostState
from storage.settling import put_back
from tests.storage.outbox_steps import LEASE, NOW, add, change, show, take

pytestmark = pytest.mark.postgres


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    """PostgreSQL: on SQLite a claim waits until the act has ended."""
    engine = make_engine(postgres_url)
    yield engine
    engine.dispose()


def test_a_post_claimed_while_an_act_changes_it_is_drawn_again(engine: Engine) -> None:
    """A worker that draws what was true before the act never has the last word."""
    add(engine)
    with session_for(engine) as act:
        outbox.change(act, ref="S-1", now=NOW)
        drawn = take(engine)
        act.commit()
    for claim in drawn:
        assert show(engine, claim)
    (again,) = take(engine)
    assert again.revision == 2


def test_a_change_leaves_what_waits_for_later_its_due_date(engine: Engine) -> None:
    """A reminder of next week is not sent today because something about it changed."""
    later = NOW + timedelta(days=7)
    add(engine, due_at=later)
    change(engine)
    assert take(engine) == []
    (claim,) = take(engine, now=later)
    assert claim.revision == 2


def test_two_who_add_the_same_key_at_once_add_it_once(engine: Engine) -> None:
    """Neither of them fails, and both hear of the same post."""
    with session_for(engine) as first, ThreadPoolExecutor() as pool:
        one = outbox.enqueue(first, kind="notice", target="U0X", due_at=NOW, dedupe="S-1:once")
        other = pool.submit(add, engine, dedupe="S-1:once")
        with pytest.raises(TimeoutError):
            other.result(timeout=0.5)
        first.commit()
        assert other.result() == one


def test_a_post_that_is_put_back_meanwhile_does_not_escape_withdrawal(engine: Engine) -> None:
    """It was in somebody's hands when the withdrawal began, and in nobody's when it ended."""
    id_ = add(engine)
    (claim,) = take(engine)
    with session_for(engine) as worker:
        put_back(worker, claim, now=NOW, at=NOW)
        with session_for(engine) as act, ThreadPoolExecutor() as pool:
            withdrawing = pool.submit(outbox.withdraw, act, now=NOW, ref="S-1")
            with pytest.raises(TimeoutError):
                withdrawing.result(timeout=0.5)
            worker.commit()
            assert withdrawing.result() == outbox.Withdrawn(1, 0)
            act.commit()
    with session_for(engine) as session:
        post = session.get_one(Post, id_)
        assert (post.state, post.withdrawn) == (PostState.WITHDRAWN, True)
        assert leasing.claim(session, now=NOW, owner="two", lease=LEASE) == []
