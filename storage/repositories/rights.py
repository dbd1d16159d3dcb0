"""What was asked about what is kept of somebody, by signal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.rights_tables import SubjectRight


def one(session: Session, number: int) -> SubjectRight | None:
    """One by its number."""
    return session.get(SubjectRight, number)


def of_signal(session: Session, number: int) -> Sequence[SubjectRight]:
    """All about a signal, oldest first."""
    return session.exec(_of_signal(), params={"number": number}).all()


@cache
def _of_signal() -> SelectOfScalar[SubjectRight]:
    found = select(SubjectRight).where(SubjectRight.signal_id == bindparam("number"))
    return found.order_by(col(SubjectRight.id))


def running(session: Session) -> Sequence[SubjectRight]:
    """What is not answered yet, oldest first."""
    found = select(SubjectRight).where(col(SubjectRight.done_at).is_(None))
    return session.exec(found.order_by(col(SubjectRight.id))).all()
