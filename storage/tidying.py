"""Deletes what only had to be remembered for a while: inbound keys, and the pace of quiet conversations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, delete
from sqlmodel import Session, col

from storage.tables import Inbound, Pace


def forget_inbound(session: Session, before: datetime) -> int:
    """Delete the keys of inbound acts done before then; returns how many."""
    return _rows(session.execute(delete(Inbound).where(col(Inbound.at) < before)))


def forget_pace(session: Session, before: datetime) -> int:
    """Delete the pace of conversations that have been free since before then; returns how many."""
    return _rows(session.execute(delete(Pace).where(col(Pace.free_at) < before.timestamp())))


def _rows(done: object) -> int:
    return done.rowcount if isinstance(done, CursorResult) else 0
