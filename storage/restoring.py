"""What a database that was put back from a backup would send once more, or too late, in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlmodel import Session, col

from storage.leasing import UNSURE
from storage.outbox_tables import Delivery, Post, PostState

SKIPPED = "restored"


def skip_reminders(session: Session, now: datetime) -> Sequence[Post]:
    """Skip what was due before this instant and makes sense only in time; gives the posts as they were.

    It was sent before the loss, or its moment passed during it.
    """
    found = (
        session.execute(select(Post).where(_waiting(now), col(Post.not_after).is_not(None))).scalars().all()
    )
    for post in found:
        session.add(
            Delivery(
                post_id=post.id,
                revision=post.wanted_rev,
                at=now,
                outcome=str(PostState.SKIPPED),
                error=SKIPPED,
            )
        )
        post.state, post.shown_rev, post.last_error = PostState.SKIPPED, post.wanted_rev, SKIPPED
        post.lease_owner = post.lease_until = None
        session.add(post)
    session.flush()
    return found


def doubt_waiting(session: Session, now: datetime) -> int:
    """Have whatever else was due looked for in Slack before it is sent; gives how many."""
    unsure = update(Post).where(_waiting(now), col(Post.not_after).is_(None))
    values = {"lease_owner": UNSURE, "lease_until": now, "first_claim_at": col(Post.due_at)}
    done = session.execute(unsure.values(**values).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE has one


def _waiting(now: datetime) -> ColumnElement[bool]:
    return and_(col(Post.state) == PostState.WAITING, col(Post.slack_ts).is_(None), col(Post.due_at) <= now)
