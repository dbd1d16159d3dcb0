"""A post that one process makes and another sends: nobody wakes the other, it finds it by looking."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from sqlmodel import select

from sandbox import PracticeSlack
from storage import outbox
from storage.engine import make_engine, session_for
from storage.outbox_tables import Delivery, Post
from tests.meeting import settle
from tests.running import SlackClock, running_bot

POSTS = 6
WORST = timedelta(seconds=3)
APART = 1.37  # seconds; not a measure of any pace, so that each falls elsewhere between two looks


def test_what_another_process_made_is_sent_within_three_seconds(
    slack: PracticeSlack, database_url: str, record_property: Callable[[str, object], None]
) -> None:
    """As with `schakel grants give`, or a process that ended between its commit and sending."""
    clock = SlackClock(slack)
    with running_bot(slack, database_url) as bot:
        settle(bot)
        other = make_engine(database_url)
        for at in range(POSTS):
            with session_for(other) as session:
                now = clock.now()
                outbox.enqueue(
                    session, kind="audit.broken", target="U0FG", due_at=now, dedupe=f"handed:{at}", now=now
                )
                session.commit()
            time.sleep(APART)
        settle(bot)
        with session_for(other, write=False) as session:
            found = session.exec(
                select(Post.due_at, Delivery.at)
                .join(Delivery)
                .where(Post.kind == "audit.broken", Delivery.outcome == "shown")
            ).all()
        other.dispose()
    took = [sent - due for due, sent in found]
    assert len(took) == POSTS
    median = statistics.median(one.total_seconds() for one in took)
    record_property("due to sent", f"median {median:.2f} s, worst {max(took).total_seconds():.2f} s")
    assert max(took) <= WORST
