"""Deletes what only had to be remembered for a while: keys of acts, pace, what old overleggen were about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import CursorResult, delete, or_
from sqlmodel import Session, col

from storage.overleg_tables import ActionPoint, AgendaItem, OccurrenceChange, Presence
from storage.tables import Inbound, Pace


def forget_inbound(session: Session, before: datetime) -> int:
    """Delete the keys of inbound acts done before then; returns how many."""
    return _rows(session.execute(delete(Inbound).where(col(Inbound.at) < before)))


def forget_pace(session: Session, before: datetime) -> int:
    """Delete the pace of conversations that have been free since before then; returns how many."""
    return _rows(session.execute(delete(Pace).where(col(Pace.free_at) < before.timestamp())))


def forget_overleg(session: Session, before: date) -> Mapping[str, int]:
    """Delete agenda, attendance, action points and changes of times planned before a day; how many of each.

    An action point stays until its own date is as long ago, a change until the day it moved to is.
    """
    old = {
        "agenda": delete(AgendaItem).where(col(AgendaItem.planned) < before),
        "presence": delete(Presence).where(col(Presence.planned) < before),
        "actions": delete(ActionPoint).where(
            col(ActionPoint.planned) < before, col(ActionPoint.due) < before
        ),
        "changes": delete(OccurrenceChange).where(
            col(OccurrenceChange.planned) < before,
            or_(col(OccurrenceChange.day).is_(None), col(OccurrenceChange.day) < before),
        ),
    }
    return {what: _rows(session.execute(statement)) for what, statement in old.items()}


def _rows(done: object) -> int:
    return done.rowcount if isinstance(done, CursorResult) else 0
