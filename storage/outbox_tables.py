"""The rows of what comes in from Slack or goes out to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Index, false, text
from sqlmodel import Field

from storage.rows import Row, instant, maybe_instant


class PostState(StrEnum):
    """Where a post stands between being wanted and being in Slack."""

    WAITING = "waiting"
    SHOWN = "shown"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


_OPEN = text("wanted_rev > shown_rev")
_LEASED = text("lease_owner IS NOT NULL")
_CHANGED = text("wanted_rev > shown_rev AND shown_rev > 0")


class Post(Row, table=True):
    """A message that should exist in Slack (architecture 3); never its rendered text.

    `lease_owner` names who has it, or says `UNSURE` when nobody knows whether Slack took it; nobody
    takes the post before `lease_until`. `withdrawn` tells its kind to draw what is left of it.
    """

    __table_args__ = (
        Index("ix_post_ref", "ref", "kind"),
        # What must still be done is little beside what was ever posted; claims look at this alone.
        Index("ix_post_open", "urgent", "due_at", postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index("ix_post_changed", "due_at", postgresql_where=_CHANGED, sqlite_where=_CHANGED),
        Index("ix_post_leased", "lease_until", postgresql_where=_LEASED, sqlite_where=_LEASED),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: str
    ref: str | None = None
    target: str
    parent_id: UUID | None = Field(default=None, foreign_key="post.id")
    dedupe: str | None = Field(default=None, unique=True)
    wanted_rev: int = 1
    shown_rev: int = 0
    due_at: datetime = instant()
    not_after: datetime | None = maybe_instant()
    urgent: bool = False
    lease_until: datetime | None = maybe_instant()
    lease_owner: str | None = None
    first_claim_at: datetime | None = maybe_instant()
    attempts: int = 0
    state: str = PostState.WAITING
    withdrawn: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    slack_channel: str | None = None
    slack_ts: str | None = None
    last_error: str | None = None
    created_at: datetime = instant()


class Pace(Row, table=True):
    """When a conversation has room again, for all replicas together; `target` as in `Post`.

    `free_at` is in seconds since 1970, so that both databases can count with it.
    """

    target: str = Field(primary_key=True)
    free_at: float


class Delivery(Row, table=True):
    """The log of what reached Slack for a post: which revision, when, and how it ended."""

    id: int | None = Field(default=None, primary_key=True)
    post_id: UUID = Field(foreign_key="post.id", index=True)
    revision: int
    at: datetime = instant()
    outcome: str
    slack_ts: str | None = None
    error: str | None = None


class Inbound(Row, table=True):
    """Inbound acts already done, by unique key, so that a second delivery changes nothing."""

    key: str = Field(primary_key=True)
    at: datetime = instant()
