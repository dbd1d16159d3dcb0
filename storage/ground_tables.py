"""The rows that say which hidden grounds were opened, by whom and why."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage.rows import instant, maybe_instant
from storage.vouching import Vouched


class GroundOpening(Vouched, table=True):
    """A hidden ground, or the flag `internal_sharing`: asked for, agreed by a second person, closed.

    It counts from `agreed_at` until `closed_at`; one that the second person declined is closed without it.
    """

    __tablename__ = "ground_opening"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    ground: str
    reason: str
    asked_by: str
    asked_at: datetime = instant()
    second: str
    agreed_at: datetime | None = maybe_instant()
    closed_by: str | None = None
    closed_at: datetime | None = maybe_instant()
    closing_reason: str | None = None
