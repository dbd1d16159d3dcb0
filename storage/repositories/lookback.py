"""Rows of the audit chain, looked up by what they are about, when, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from storage.audit_tables import AuditRow

# How a decision reads when something was opened or allowed; anything else was a refusal.
ALLOWED = frozenset({"ALLOW", "OWN", "REVIEW", "RIGHTS"})
MOST = 20_000  # lines in one answer: the newest


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows; what is None or empty leaves them all. `until` itself is not included."""

    refs: frozenset[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    actor: str = ""
    act: str = ""


def rows(session: Session, asked: Asked, most: int = MOST) -> Sequence[AuditRow]:
    """The newest rows that fit, newest first."""
    found = select(AuditRow).order_by(col(AuditRow.seq).desc()).limit(most)
    if asked.refs is not None:
        found = found.where(col(AuditRow.ref).in_(sorted(asked.refs)))
    if asked.since is not None:
        found = found.where(col(AuditRow.at) >= asked.since)
    if asked.until is not None:
        found = found.where(col(AuditRow.at) < asked.until)
    if asked.actor:
        found = found.where(AuditRow.actor == asked.actor)
    if asked.act:
        found = found.where(AuditRow.act == asked.act)
    return session.exec(found).all()
