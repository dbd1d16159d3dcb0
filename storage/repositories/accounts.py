"""What is somebody's by their Slack account, and what becomes of it when the account is another person's."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session, col, delete, select

from storage.directory_tables import Partner, Partnership
from storage.evidence_tables import ExceptionDraft
from storage.goal_tables import Goal
from storage.overleg_tables import ActionPoint, OccurrenceChange, Overleg, Presence
from storage.signal_tables import Signal

Row = TypeVar("Row", Signal, Overleg, Goal, ActionPoint, OccurrenceChange, Presence)


def last_behind(session: Session, account: str) -> Partner | None:
    """The partner who had this account last, active or not."""
    found = select(Partner).where(Partner.user_id == account)
    newest = found.order_by(col(Partner.active).desc(), col(Partner.id).desc())
    return session.exec(newest).first()


def let_go(session: Session, account: str, today: date) -> None:
    """What this account led, hosted or owed goes to the coordinators; what it answered or left unsent, away.

    Nobody has regie over the signals it led. What is over stays as it was.
    """
    for signal in _of(session, Signal, "lead", account):
        signal.lead = None
    for series in _of(session, Overleg, "organiser", account):
        series.organiser = _coordinator(session, series)
    for series in _of(session, Overleg, "chair", account):
        series.chair = _coordinator(session, series)
    for change in _of(session, OccurrenceChange, "chair", account):
        change.chair = None
    for goal in _of(session, Goal, "lead", account):
        goal.lead = _coordinator(session, goal)
    for point in _of(session, ActionPoint, "owner", account):
        if point.done_at is None:
            point.owner = _coordinator(session, session.get_one(Overleg, point.overleg_id))
    for answer in _of(session, Presence, "deputy", account):
        if answer.planned >= today:
            answer.deputy = None
    session.flush()
    session.execute(delete(Presence).where(col(Presence.user_id) == account, col(Presence.planned) >= today))
    session.execute(delete(ExceptionDraft).where(col(ExceptionDraft.author) == account))


def _of(session: Session, table: type[Row], column: str, account: str) -> list[Row]:
    found: Any = select(table).where(getattr(table, column) == account)
    return list(session.exec(found).all())


def _coordinator(session: Session, row: Overleg | Goal) -> str:
    return session.get_one(Partnership, row.partnership_id).coordinator
