"""Deletes what only had to be remembered for a while: keys of acts, pace, what old overleggen were about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, String, and_, cast, delete, func, literal, or_, select
from sqlmodel import Session, col

from storage.outbox_tables import Inbound, Pace, Post, PostState
from storage.overleg_tables import ActionPoint, AgendaItem, OccasionKey, OccurrenceChange, Presence

_TIME = "O-%/____-__-__"


def forget_inbound(session: Session, before: datetime) -> int:
    """Delete the keys of inbound acts done before then; returns how many."""
    return _rows(session.execute(delete(Inbound).where(col(Inbound.at) < before)))


def was_done(session: Session, key: str) -> bool:
    """Whether an act with this key was committed and is still remembered."""
    return session.get(Inbound, key) is not None


def forget_pace(session: Session, before: datetime) -> int:
    """Delete the pace of conversations that have been free since before then; returns how many."""
    return _rows(session.execute(delete(Pace).where(col(Pace.free_at) < before.timestamp())))


def forget_overleg(session: Session, before: date) -> Mapping[str, int]:
    """Delete agenda, attendance, action points and changes of times planned before a day; how many of each.

    An action point stays until its own date is as long ago, a change until the day it moved to is. The key of
    a time goes with the last of what was sealed under it.
    """
    old = {
        "agenda": delete(AgendaItem).where(col(AgendaItem.planned) < before),
        "presence": delete(Presence).where(col(Presence.planned) < before),
        "actions": delete(ActionPoint).where(
            col(ActionPoint.planned) < before, col(ActionPoint.due) < before
        ),
        "keys": delete(OccasionKey).where(col(OccasionKey.planned) < before, ~_still_owed()),
        "changes": delete(OccurrenceChange).where(
            col(OccurrenceChange.planned) < before,
            or_(col(OccurrenceChange.day).is_(None), col(OccurrenceChange.day) < before),
        ),
    }
    return {what: _rows(session.execute(statement)) for what, statement in old.items()}


def _still_owed() -> ColumnElement[bool]:
    kept = select(col(ActionPoint.id)).where(
        col(ActionPoint.overleg_id) == col(OccasionKey.overleg_id),
        col(ActionPoint.planned) == col(OccasionKey.planned),
    )
    return kept.exists()


def old_overleg_posts(session: Session, before: date, made_before: datetime, limit: int) -> Sequence[UUID]:
    """What stands in Slack about times planned before a day and about forgotten action points, oldest first.

    At most `limit`, counting those that were withdrawn and not taken away yet. What was made at
    `made_before` or later is left for another night.
    """
    leaving = (
        col(Post.withdrawn),
        col(Post.wanted_rev) > col(Post.shown_rev),
        col(Post.slack_ts).is_not(None),
    )
    left = limit - session.execute(select(func.count()).select_from(Post).where(*leaving)).scalar_one()
    ref = col(Post.ref)
    planned = func.substr(ref, func.length(ref) - (len("2026-12-01") - 1))
    of_time = and_(ref.like(_TIME), planned < before.isoformat(), ref.not_in(_held_later(session, before)))
    known = select(literal("A-") + cast(col(ActionPoint.id), String))
    of_action = and_(ref.like("A-%"), col(Post.kind).like("action.%"), ref.not_in(known))
    found = (
        select(col(Post.id))
        .where(
            or_(of_time, of_action),
            col(Post.state).in_((PostState.SHOWN, PostState.FAILED)),
            col(Post.slack_ts).is_not(None),
            col(Post.withdrawn).is_(False),
            col(Post.created_at) < made_before,
        )
        .order_by(col(Post.created_at), col(Post.id))
    )
    return session.execute(found.limit(max(left, 0))).scalars().all()


def _held_later(session: Session, before: date) -> list[str]:
    """The times planned before a day that were moved to that day or later."""
    moved = select(col(OccurrenceChange.overleg_id), col(OccurrenceChange.planned)).where(
        col(OccurrenceChange.planned) < before, col(OccurrenceChange.day) >= before
    )
    return [f"O-{number}/{planned.isoformat()}" for number, planned in session.execute(moved).all()]


def _rows(done: object) -> int:
    return done.rowcount if isinstance(done, CursorResult) else 0
