"""The rows Schakel keeps; what is sealed is typed `Sealed` and nothing else holds case content."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, Column, Index, LargeBinary, false, text
from sqlmodel import Field, SQLModel

from storage.sealing import Sealed
from storage.types import SealedBytes, UtcDateTime

# A migration can only change what has a name, and each database would make up another one.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _instant(**options: Any) -> Any:
    return Field(sa_column=Column(UtcDateTime(), nullable=False, **options))


def _maybe_instant(**options: Any) -> Any:
    return Field(default=None, sa_column=Column(UtcDateTime(), nullable=True, **options))


def _json(factory: Any = list) -> Any:
    return Field(default_factory=factory, sa_column=Column(JSON, nullable=False))


def _sealed() -> Any:
    return Field(default=None, sa_column=Column(SealedBytes(), nullable=True))


def _bytes(nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(LargeBinary, nullable=nullable))


class _Row(SQLModel):
    model_config = {"arbitrary_types_allowed": True}


# --- the deployment and its directory -------------------------------------------------------


class Deployment(_Row, table=True):
    """One row: which workspace this database belongs to, and its wrapped root secret."""

    id: int = Field(default=1, primary_key=True)
    team_id: str
    root_secret: bytes = _bytes()
    created_at: datetime = _instant()


class RoleGrant(_Row, table=True):
    """A deployment-wide role of a Slack user: `beheerder`, `fg` or `reviewer`."""

    __tablename__ = "role_grant"

    user_id: str = Field(primary_key=True)
    role: str = Field(primary_key=True)


class Partnership(_Row, table=True):
    """A fixed table of partners with its own channel, kind (rulebook 8) and coordinator."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: str
    channel: str = Field(unique=True)
    coordinator: str
    active: bool = True


class Partner(_Row, table=True):
    """A person in a role for an organisation; `user_id` binds the Slack account that may read."""

    id: int | None = Field(default=None, primary_key=True)
    name: str
    organisation: str
    role: str
    user_id: str | None = Field(default=None, index=True)
    contact: str | None = None
    active: bool = True


class Membership(_Row, table=True):
    """Which partner sits in which partnership."""

    partner_id: int = Field(foreign_key="partner.id", primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", primary_key=True)


# --- signals -------------------------------------------------------------------------------


class SignalState(StrEnum):
    """Where a signal stands; `undone` and `erased` are tombstones without content."""

    OPEN = "open"
    CLOSED = "closed"
    UNDONE = "undone"
    ERASED = "erased"


class Signal(_Row, table=True):
    """The stub of a case: number, level, place, area and checked summary; never a detail."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    author: str = Field(index=True)
    author_partner_id: int = Field(foreign_key="partner.id")
    lead: str | None = None
    level: str
    place: str
    area: str | None = None
    modifiers: list[str] = _json()
    summary: str
    state: str = Field(default=SignalState.OPEN, index=True)
    created_at: datetime = _instant()
    active_at: datetime = _instant()
    closed_at: datetime | None = _maybe_instant()
    outcome: str | None = None


class SignalKeys(_Row, table=True):
    """The two keys of one signal, wrapped by a master key; erasing empties `content_key`."""

    __tablename__ = "signal_keys"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    content_key: bytes | None = _bytes(nullable=True)
    accountability_key: bytes | None = _bytes(nullable=True)


class Item(_Row, table=True):
    """One sealed piece of a signal: the identity, or a detail with its own categories and source."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    kind: str
    author: str
    source_role: str
    source_regime: str
    categories: list[str] = _json()
    name: Sealed | None = _sealed()
    birth_date: Sealed | None = _sealed()
    text: Sealed | None = _sealed()
    created_at: datetime = _instant()
    superseded_by: UUID | None = None


class Tag(_Row, table=True):
    """A partner tagged with the stub, why, and what the partner answered.

    `directly_involved` says that they carry out the same help (rulebook 5, row 8).
    """

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    partner_id: int = Field(foreign_key="partner.id", primary_key=True)
    reason: str
    reaction: str | None = None
    reacted_at: datetime | None = _maybe_instant()
    tagged_at: datetime = _instant()
    directly_involved: bool = False


class CaseFacts(_Row, table=True):
    """What is asked once per case: who has gezag, and whether that was verified."""

    __tablename__ = "case_facts"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    holders: list[str] = _json()
    gezag_verified: bool = False
    recorded_by: str
    recorded_at: datetime = _instant()


class CapacityFinding(_Row, table=True):
    """Whether the young person can decide on this matter (rulebook 2); the newest one counts.

    `established_by` is name and position of the professional, kept under the accountability key.
    """

    __tablename__ = "capacity_finding"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    capacity: str
    representatives: list[str] = _json()
    established_by: Sealed | None = _sealed()
    established_on: date | None = None
    recorded_by: str
    recorded_at: datetime = _instant()


class ConsentRecord(_Row, table=True):
    """One act of consent, refusal or withdrawal (rulebook 4); persons by code, dates as text.

    `recipients` holds `{"partner": id, "role": role}`: consent names a person in a role, so a partner
    whose role changes afterwards is no longer covered. A record that was a mistake is `corrected` and
    counts no more; `superseded_by` is what was recorded in its place, if anything.
    """

    __tablename__ = "consent"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    given: dict[str, str] = _json(dict)
    refused: list[str] = _json()
    refused_on: date | None = None
    withdrawn: dict[str, str] = _json(dict)
    asked_by: str | None = None
    purpose: str | None = None
    recipients: list[dict[str, Any]] = _json()
    categories: list[str] = _json()
    active: bool = True
    free: bool = True
    informed: bool = True
    explicit: bool = False
    ap_indicaties: bool = False
    consequences_explained: bool = False
    other_holder: str | None = None
    youth_voice: str | None = None
    form: str | None = None
    until: date | None = None
    text_id: str | None = None
    text_version: int | None = None
    recorded_by: str
    recorded_at: datetime = _instant()
    corrected_at: datetime | None = _maybe_instant()
    corrected_by: str | None = None
    superseded_by: UUID | None = None


class Disclosure(_Row, table=True):
    """One decision to share: what, with whom, for what, and in which of the three ways."""

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    mode: str
    purpose: str
    recipients: list[int] = _json()
    items: list[str] = _json()
    categories: list[str] = _json()
    sharer: str
    created_at: datetime = _instant()
    ended_at: datetime | None = _maybe_instant()
    ended_code: str | None = None


class ExceptionEntry(_Row, table=True):
    """One recorded ground to share without consent (rulebook 6): by whom, for whom, reviewed by whom.

    `reasons` is JSON of condition id to reasoning; `recipients` as in a consent record. A ground that
    needs no second person has no `reviewer`.
    """

    __tablename__ = "exception"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    ground: str
    invoked_by: str
    invoker: str = Field(index=True)
    purpose: str
    recipients: list[dict[str, Any]] = _json()
    categories: list[str] = _json()
    conditions: list[str] = _json()
    reasons: Sealed | None = _sealed()
    informed: bool = False
    informed_reason: Sealed | None = _sealed()
    granted_at: datetime = _instant()
    until: date | None = None
    reviewer: str | None = None
    reviewed_by: str | None = None
    reviewed_at: datetime | None = _maybe_instant()
    approved: bool | None = None
    rejection: Sealed | None = _sealed()
    revoked_at: datetime | None = _maybe_instant()
    revoked_by: str | None = None


class ExceptionDraft(_Row, table=True):
    """What somebody typed in an exception form and did not send yet, sealed; one per ground."""

    __tablename__ = "exception_draft"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    author: str = Field(primary_key=True)
    ground: str = Field(primary_key=True)
    typed: Sealed | None = _sealed()
    at: datetime = _instant()


class MatchEntry(_Row, table=True):
    """A keyed hash of a normalised identity, for linking signals without reading them."""

    __tablename__ = "match_entry"
    __table_args__ = (Index("ix_match_digest", "digest"),)

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    kind: str = Field(primary_key=True)
    digest: bytes = _bytes()


# --- outbox, inbound, audit ----------------------------------------------------------------


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


class Post(_Row, table=True):
    """A message that should exist in Slack (design 4); never its rendered text.

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
    due_at: datetime = _instant()
    not_after: datetime | None = _maybe_instant()
    urgent: bool = False
    lease_until: datetime | None = _maybe_instant()
    lease_owner: str | None = None
    first_claim_at: datetime | None = _maybe_instant()
    attempts: int = 0
    state: str = PostState.WAITING
    withdrawn: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    slack_channel: str | None = None
    slack_ts: str | None = None
    last_error: str | None = None
    created_at: datetime = _instant()


class Pace(_Row, table=True):
    """When a conversation has room again, for all replicas together; `target` as in `Post`.

    `free_at` is in seconds since 1970, so that both databases can count with it.
    """

    target: str = Field(primary_key=True)
    free_at: float


class Delivery(_Row, table=True):
    """The log of what reached Slack for a post: which revision, when, and how it ended."""

    id: int | None = Field(default=None, primary_key=True)
    post_id: UUID = Field(foreign_key="post.id", index=True)
    revision: int
    at: datetime = _instant()
    outcome: str
    slack_ts: str | None = None
    error: str | None = None


class Inbound(_Row, table=True):
    """Inbound acts already done, by unique key, so that a second delivery changes nothing."""

    key: str = Field(primary_key=True)
    at: datetime = _instant()


class AuditRow(_Row, table=True):
    """One link of the append-only HMAC chain: an act, decision, read, refusal or skip."""

    __tablename__ = "audit"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = _instant()
    actor: str
    act: str
    ref: str | None = Field(default=None, index=True)
    decision: str | None = None
    code: str | None = None
    facts: dict[str, Any] = _json(dict)
    rule_version: str
    mac: bytes = _bytes()


class AuditHead(_Row, table=True):
    """One row: the last link of the chain, locked while a new one is added."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    seq: int
    mac: bytes = _bytes()
