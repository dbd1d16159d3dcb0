"""The rows of the audit chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from storage.rows import Row, as_json, instant, raw_bytes


class AuditRow(Row, table=True):
    """One link of the append-only HMAC chain: an act, decision, read, refusal or skip.

    `rows` names the vouched rows that this act changed: table and key, with the seal each has since then
    in short, or None for one that was deleted.
    """

    __tablename__ = "audit"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = instant()
    actor: str
    act: str
    ref: str | None = Field(default=None, index=True)
    decision: str | None = None
    code: str | None = None
    facts: dict[str, Any] = as_json(dict)
    rule_version: str
    rows: dict[str, str | None] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    mac: bytes = raw_bytes()


class AuditHead(Row, table=True):
    """One row: the last link of the chain, locked while a new one is added."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    seq: int
    mac: bytes = raw_bytes()
