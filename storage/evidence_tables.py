"""The rows that sharing may rest on: gezag, capacity, consent, exceptions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field

from storage import signal_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import Row, as_json, instant, maybe_instant, sealed
from storage.sealing import Sealed
from storage.vouching import Vouched


class CaseFacts(Vouched, table=True):
    """What is asked once per case: who has gezag, and whether that was verified."""

    __tablename__ = "case_facts"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    holders: list[str] = as_json()
    gezag_verified: bool = False
    recorded_by: str
    recorded_at: datetime = instant()


class CapacityFinding(Vouched, table=True):
    """Whether the young person can decide on this matter (rulebook 2); the newest one counts.

    `established_by` is name and position of the professional, kept under the accountability key.
    """

    __tablename__ = "capacity_finding"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    capacity: str
    representatives: list[str] = as_json()
    established_by: Sealed | None = sealed()
    established_on: date | None = None
    recorded_by: str
    recorded_at: datetime = instant()


class ConsentRecord(Vouched, table=True):
    """One act of consent, refusal or withdrawal (rulebook 4); persons by code, dates as text.

    `recipients` holds `{"partner": id, "role": role}`: consent names a person in a role, so a partner
    whose role changes afterwards is no longer covered. A record that was a mistake is `corrected` and
    counts no more; `superseded_by` is what was recorded in its place, if anything, which `corrects` this one.

    A record that names whoever recorded it counts for them once somebody else `confirmed` it. `same_person`
    holds, by partner id, when it was last said that this is still the person who was named. `second` is the
    partner who decided along for an institution that is itself the guardian (5c); `tried` holds how somebody
    who must still consent was sought, `{"who": code, "on": day, "way": code, "by": account}`.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_corrects", "corrects", unique=True),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    given: dict[str, str] = as_json(dict)
    refused: list[str] = as_json()
    refused_on: date | None = None
    withdrawn: dict[str, str] = as_json(dict)
    asked_by: str | None = None
    purpose: str | None = None
    recipients: list[dict[str, Any]] = as_json()
    categories: list[str] = as_json()
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
    recorded_at: datetime = instant()
    corrected_at: datetime | None = maybe_instant()
    corrected_by: str | None = None
    superseded_by: UUID | None = None
    corrects: UUID | None = None
    confirmed_at: datetime | None = maybe_instant()
    confirmed_by: str | None = None
    same_person: dict[str, str] = as_json(dict)
    second: int | None = None
    tried: list[dict[str, str]] = as_json()


class ExceptionEntry(Vouched, table=True):
    """One recorded ground to share without consent (rulebook 6): by whom, for whom, reviewed by whom.

    `reasons` is JSON of condition id to reasoning; `recipients` as in a consent record. A ground that
    needs no second person has no `reviewer`. `confirmed` and `same_person` are as in a consent record.
    `to_complete` are conditions reasoned by the one text of acute danger, until each has its own.
    """

    __tablename__ = "exception"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    ground: str
    invoked_by: str
    invoker: str = Field(index=True)
    purpose: str
    recipients: list[dict[str, Any]] = as_json()
    categories: list[str] = as_json()
    conditions: list[str] = as_json()
    reasons: Sealed | None = sealed()
    informed: bool = False
    informed_reason: Sealed | None = sealed()
    granted_at: datetime = instant()
    until: date | None = None
    reviewer: str | None = None
    reviewed_by: str | None = None
    reviewed_at: datetime | None = maybe_instant()
    approved: bool | None = None
    rejection: Sealed | None = sealed()
    revoked_at: datetime | None = maybe_instant()
    revoked_by: str | None = None
    confirmed_at: datetime | None = maybe_instant()
    confirmed_by: str | None = None
    same_person: dict[str, str] = as_json(dict)
    to_complete: list[str] = as_json()


class ExceptionDraft(Row, table=True):
    """What somebody typed in an exception form and did not send yet, sealed; one per ground."""

    __tablename__ = "exception_draft"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    author: str = Field(primary_key=True)
    ground: str = Field(primary_key=True)
    typed: Sealed | None = sealed()
    at: datetime = instant()
