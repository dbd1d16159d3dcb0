"""What was stored while an earlier version of the rulebook was in force."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.audit_tables import AuditRow
from storage.signal_tables import Item, Signal, SignalState


def since(session: Session, major: int) -> datetime | None:
    """When something was first done under this version of the rulebook or a later one; None for not yet."""
    found = select(AuditRow.rule_version, func.min(col(AuditRow.at))).group_by(AuditRow.rule_version)
    return min((at for version, at in session.exec(found) if _major(version) >= major), default=None)


def _major(version: str) -> int:
    """The number before the point: `2` of `2.2026-11-28+…`; 1 for the first, which had a date alone."""
    number, point, _rest = version.partition(".")
    return int(number) if point and number.isdigit() else 1


def open_signals_with(session: Session, regimes: Collection[str], before: datetime) -> Sequence[Signal]:
    """Open signals that hold something from a source under one of these regimes, stored before then."""
    told = select(Item).where(
        col(Item.source_regime).in_(regimes), Item.created_at < before, col(Item.superseded_by).is_(None)
    )
    held = {one.signal_id for one in session.exec(told)}
    found = select(Signal).where(Signal.state == SignalState.OPEN, col(Signal.id).in_(held))
    return session.exec(found.order_by(col(Signal.id))).all()


def noted(session: Session, act: str) -> frozenset[str]:
    """Everything about which this act was ever noted."""
    return frozenset(one for one in session.exec(select(AuditRow.ref).where(AuditRow.act == act)) if one)
