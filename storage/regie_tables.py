"""The rows of asking and regie: requests, offers of help, matches between signals, links people agreed on.

Numbers, accounts and instants only. A pair of signals is always kept with the lower number first.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from storage import signal_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import Row
from storage.types import UtcDateTime


class DetailRequest(Row, table=True):
    """A tagged partner asked for the details of a signal; asking again later takes the same row.

    Whether it was answered is not stored: a disclosure to the partner since `asked_at` is the answer.
    `posts` are the messages that ask, so that a message finds its request.
    """

    __tablename__ = "detail_request"
    __table_args__ = (
        UniqueConstraint("signal_id", "partner_id", name="uq_detail_request_signal_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id")
    partner_id: int = Field(foreign_key="partner.id")
    asked_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    declined_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    declined_by: str | None = None
    posts: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class HelpOffer(Row, table=True):
    """A partner who was not asked offered help with a signal; offering again later takes the same row.

    Whether it was taken up is not stored: a tag of the partner is the answer.
    """

    __tablename__ = "help_offer"
    __table_args__ = (
        UniqueConstraint("signal_id", "partner_id", name="uq_help_offer_signal_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id")
    partner_id: int = Field(foreign_key="partner.id")
    offered_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    declined_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    declined_by: str | None = None


class SignalMatch(Row, table=True):
    """Two open signals whose keyed hashes meet; `dismissed_by` are coordinators who saw no likeness."""

    __tablename__ = "signal_match"
    __table_args__ = (Index("ix_signal_match_high", "high"),)

    low: int = Field(foreign_key="signal.id", primary_key=True)
    high: int = Field(foreign_key="signal.id", primary_key=True)
    likeness: str
    found_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    dismissed_by: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class LinkState(StrEnum):
    """Where a link stands; only `linked` means anything to others than the two coordinators."""

    ASKED = "asked"
    LINKED = "linked"
    DECLINED = "declined"
    UNDONE = "undone"
    ENDED = "ended"


class Link(Row, table=True):
    """Two signals that somebody wants linked, and who agreed for each side."""

    __table_args__ = (Index("ix_link_high", "high"),)

    low: int = Field(foreign_key="signal.id", primary_key=True)
    high: int = Field(foreign_key="signal.id", primary_key=True)
    state: str
    asked_by: str
    asked_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
    low_agreed_by: str | None = None
    high_agreed_by: str | None = None
    changed_by: str
    changed_at: datetime = Field(sa_column=Column(UtcDateTime(), nullable=False))
