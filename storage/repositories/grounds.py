"""Which hidden grounds are open, which wait for a second person, and who decided so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlmodel import Session, and_, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.audit_tables import AuditHead
from storage.evidence_tables import ExceptionEntry
from storage.ground_tables import GroundOpening


def opened(session: Session) -> frozenset[str]:
    """The ids of what is open at this moment."""
    return frozenset(one.ground for one in session.exec(_opened()))


@cache
def _opened() -> SelectOfScalar[GroundOpening]:
    found = select(GroundOpening)
    return found.where(col(GroundOpening.agreed_at).is_not(None), col(GroundOpening.closed_at).is_(None))


def opened_as_of(session: Session) -> tuple[frozenset[str], int | None]:
    """The same with the last number of the audit chain, None when the answer is not whole; one statement."""
    found = session.exec(_opened_as_of()).all()
    ids = frozenset(opening.ground for opening, _ in found if opening is not None)
    return ids, next((seq for _, seq in found), None)


@cache
def _opened_as_of() -> Select[GroundOpening | None, int]:
    still = and_(col(GroundOpening.agreed_at).is_not(None), col(GroundOpening.closed_at).is_(None))
    found = select(GroundOpening, AuditHead.seq).select_from(AuditHead)
    return found.outerjoin(GroundOpening, still)


def running(session: Session) -> Sequence[GroundOpening]:
    """What is open or waits for its second person, oldest first."""
    found = select(GroundOpening).where(col(GroundOpening.closed_at).is_(None))
    return session.exec(found.order_by(col(GroundOpening.id))).all()


def opening(session: Session, number: int) -> GroundOpening | None:
    """One by its number."""
    return session.get(GroundOpening, number)


def resting_on(session: Session, ground: str) -> Sequence[int]:
    """The numbers of the signals in which this ground was recorded."""
    found = session.exec(select(ExceptionEntry).where(ExceptionEntry.ground == ground))
    return sorted({one.signal_id for one in found})
