"""Rows of posts that belong to no signal: gone after a while, and their deliveries with them.

What is about one signal goes with its records. What is still to be done, what stands in Slack about a time of
an overleg, what is about a goal that runs, and what may be said only once in all, is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, and_, cast, delete, func, literal, or_, select, update
from sqlmodel import Session, col

from storage.goal_tables import Goal
from storage.outbox_tables import Delivery, Post, PostState

# A message of which the row itself says that it was said.
ONCE = ("partner.welcome", "police.kept")
# What belongs to one signal, by the letter of its reference.
_OF_A_SIGNAL = ("S-%", "D-%", "X-%", "V-%")
_OVER = (PostState.SHOWN, PostState.SKIPPED, PostState.WITHDRAWN, PostState.FAILED)
_GONE = (PostState.SKIPPED, PostState.WITHDRAWN)
CHUNK = 500  # ids in one statement


def old_posts(session: Session, before: datetime, limit: int) -> Sequence[UUID]:
    """The posts of no signal that were made before then and are over, oldest first; at most `limit`."""
    found = select(col(Post.id)).where(_old(before)).order_by(col(Post.created_at), col(Post.id))
    return session.execute(found.limit(limit)).scalars().all()


def count_old_posts(session: Session, before: datetime) -> int:
    """How many there are."""
    found: int = session.execute(select(func.count()).select_from(Post).where(_old(before))).scalar_one()
    return found


def forget_posts(session: Session, before: datetime, limit: int) -> int:
    """Delete them with their deliveries; how many posts that were."""
    ids = old_posts(session, before, limit)
    for at in range(0, len(ids), CHUNK):
        some = ids[at : at + CHUNK]
        session.execute(delete(Delivery).where(col(Delivery.post_id).in_(some)))
        session.execute(update(Post).where(col(Post.parent_id).in_(some)).values(parent_id=None))
        session.execute(delete(Post).where(col(Post.id).in_(some)))
    return len(ids)


def _old(before: datetime) -> ColumnElement[bool]:
    ref, kind = col(Post.ref), col(Post.kind)
    pair = ref.like("% %")  # two signals that may belong together, by both numbers
    of_one = and_(or_(*(ref.like(one) for one in _OF_A_SIGNAL)), ~pair)
    of_overleg = or_(ref.like("O-%"), ref.like("A-%"))
    running = select(literal("DOEL-") + cast(col(Goal.id), String)).where(col(Goal.ended_at).is_(None))
    return and_(
        col(Post.created_at) < before,
        col(Post.state).in_(_OVER),
        col(Post.lease_owner).is_(None),
        or_(col(Post.wanted_rev) <= col(Post.shown_rev), col(Post.state).in_((*_GONE, PostState.FAILED))),
        or_(ref.is_(None), ~of_one),
        or_(ref.is_(None), ~of_overleg, col(Post.state).in_(_GONE), col(Post.slack_ts).is_(None)),
        or_(ref.is_(None), ref.not_in(running)),
        kind.not_in(ONCE),
    )
