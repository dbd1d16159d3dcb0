"""What the guard knows people by, and which messages it spoke up about; no word of a message is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.rows import Row, instant, maybe_instant


class ClueEntry(Row, table=True):
    """The keyed hash of one clue to the young person of a signal (`storage.clues`)."""

    __tablename__ = "clue"
    __table_args__ = (Index("ix_clue_digest", "digest"),)

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    kind: str


class GuardedMessage(Row, table=True):
    """A message in which somebody may be recognised: where it stands, whose it is, whom it may be about.

    `ended_at` says that it was taken away or changed, `told` whether its author got a hint of their own.
    """

    __tablename__ = "guarded_message"
    __table_args__ = (UniqueConstraint("channel", "ts"),)

    id: int | None = Field(default=None, primary_key=True)
    channel: str
    ts: str
    author: str
    signal_id: int | None = Field(default=None, foreign_key="signal.id", index=True)
    at: datetime = instant()
    told: bool = True
    ended_at: datetime | None = maybe_instant()
