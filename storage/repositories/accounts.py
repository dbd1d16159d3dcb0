"""What is somebody's by their Slack account, and what becomes of it when the account is another person's."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, col, delete, select

from storage import outbox, planned_posts
from storage.directory_tables import Partner, Partnership
from storage.evidence_tables import ExceptionDraft
from storage.goal_tables import Goal
from storage.overleg_tables import ActionPoint, OccurrenceChange, Overleg, Presence
from storage.signal_tables import Signal

# How the key begins of what tells a coordinator that an account was closed.
CLOSED_KEY = "partner.closed:"
Row = TypeVar("Row", Signal, Overleg, Goal, ActionPoint, OccurrenceChange, Presence)


def last_behind(session: Session, account: str) -> Partner | None:
    """The partner who had this account last, active or not."""
    found = select(Partner).where(Partner.user_id == account)
    newest = found.order_by(col(Partner.active).desc(), col(Partner.id).desc())
    return session.exec(newest).first()


def let_go(session: Session, account: str, now: datetime) -> None:
    """What this account led, hosted or owed goes to the coordinators; what it answered or left unsent, goes.

    Nobody has regie over the signals it led. What would have reminded it reminds them. What is over stays as
    it was.
    """
    today = now.date()
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
    _hand_on(session, account, now)
    for answer in _of(session, Presence, "deputy", account):
        if answer.planned >= today:
            answer.deputy = None
    session.flush()
    session.execute(delete(Presence).where(col(Presence.user_id) == account, col(Presence.planned) >= today))
    session.execute(delete(ExceptionDraft).where(col(ExceptionDraft.author) == account))


def _hand_on(session: Session, account: str, now: datetime) -> None:
    """What it owed, and what would have reminded it of that or of the signals it reported."""
    for point in _of(session, ActionPoint, "owner", account):
        if point.done_at is None:
            point.owner = _coordinator(session, session.get_one(Overleg, point.overleg_id))
            planned_posts.stand_in(session, f"A-{point.id}", account, [point.owner], now)
    for signal in _of(session, Signal, "author", account):
        planned_posts.stand_in(session, f"S-{signal.id}", account, [_coordinator(session, signal)], now)


def _of(session: Session, table: type[Row], column: str, account: str) -> list[Row]:
    found: Any = select(table).where(getattr(table, column) == account)
    return list(session.exec(found).all())


def _coordinator(session: Session, row: Overleg | Goal | Signal) -> str:
    return session.get_one(Partnership, row.partnership_id).coordinator


def closed_partners(session: Session) -> frozenset[int]:
    """The partners, by id, whose account was closed at Slack and not opened again since."""
    found = (post.ref or "" for post in outbox.with_prefix(session, CLOSED_KEY))
    return frozenset(int(one.partition("-")[2]) for one in found if one)
