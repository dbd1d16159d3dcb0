"""The rows of what was erased and must still be cleared from the files of the database."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from storage.rows import Row, instant, maybe_instant


class Why(StrEnum):
    """What left something behind that must go from the files too."""

    ERASED = "erased"  # the privacy officer erased a signal
    UNDONE = "undone"  # the author took one back
    FORGOTTEN = "forgotten"  # a term was over
    SEALED = "sealed"  # what an earlier version kept in plain was sealed


class Erasure(Row, table=True):
    """One erasure whose traces are not cleared yet; the row goes when they are.

    `alarmed_at` says since when the privacy officer knows that it does not succeed.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    why: str
    ref: str | None = None
    at: datetime = instant()
    alarmed_at: datetime | None = maybe_instant()
