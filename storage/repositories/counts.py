"""What is counted of a partnership: its signals with who was asked, what sharing rested on, its goals.

Also of signals that were erased; whole rows, so that none without its seal counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage.audit_tables import AuditRow
from storage.evidence_tables import ExceptionEntry
from storage.goal_tables import Evaluation, Goal
from storage.overleg_tables import Overleg
from storage.repositories.lookback import ALLOWED
from storage.signal_tables import Signal, SignalState, Tag

_NEVER_CARRIED = (SignalState.DRAFT, SignalState.UNDONE)


def signals(session: Session, partnership_id: int, until: datetime) -> Sequence[Signal]:
    """Every signal reported before an instant; not one that was never posted or was taken back at once."""
    found = select(Signal).where(
        Signal.partnership_id == partnership_id,
        col(Signal.created_at) < until,
        col(Signal.state).not_in(_NEVER_CARRIED),
    )
    return session.exec(found.order_by(col(Signal.id))).all()


def tags(session: Session, partnership_id: int) -> Sequence[Tag]:
    """Whom people tagged in the signals of a partnership."""
    found = select(Tag, Signal).join(Signal, col(Signal.id) == col(Tag.signal_id))
    mine = (Signal.partnership_id == partnership_id, col(Signal.state).not_in(_NEVER_CARRIED))
    return [tag for tag, _ in session.exec(found.where(*mine))]


def exceptions(session: Session, partnership_id: int) -> Sequence[ExceptionEntry]:
    """Which grounds were recorded."""
    found = select(ExceptionEntry, Signal).join(Signal, col(Signal.id) == col(ExceptionEntry.signal_id))
    return [entry for entry, _ in session.exec(found.where(Signal.partnership_id == partnership_id))]


def refusals(session: Session, since: datetime, until: datetime) -> Sequence[AuditRow]:
    """The rows of the chain by which something was refused, in any partnership."""
    found = select(AuditRow).where(
        col(AuditRow.at) >= since,
        col(AuditRow.at) < until,
        col(AuditRow.decision).is_not(None),
        col(AuditRow.decision).not_in(sorted(ALLOWED)),
    )
    return session.exec(found.order_by(col(AuditRow.seq))).all()


def acts(session: Session, names: Collection[str], until: datetime) -> Sequence[AuditRow]:
    """Who did one of these before an instant, in any partnership, oldest first."""
    found = select(AuditRow).where(col(AuditRow.act).in_(sorted(names)), col(AuditRow.at) < until)
    return session.exec(found.order_by(col(AuditRow.seq))).all()


def series(session: Session, partnership_id: int) -> list[Overleg]:
    """Every series of overleg, those that ended too."""
    found = select(Overleg).where(Overleg.partnership_id == partnership_id)
    return list(session.exec(found.order_by(col(Overleg.id))).all())


def goals(session: Session, partnership_id: int) -> Sequence[Goal]:
    """Every goal, those that were rounded off too."""
    return session.exec(select(Goal).where(Goal.partnership_id == partnership_id)).all()


def evaluations(session: Session, partnership_id: int) -> Sequence[Evaluation]:
    """Every look back that counts."""
    found = select(Evaluation, Goal).join(Goal, col(Goal.id) == col(Evaluation.goal_id))
    mine = (Goal.partnership_id == partnership_id, col(Evaluation.double_of).is_(None))
    return [look_back for look_back, _ in session.exec(found.where(*mine))]
