"""Recorded exceptions: those of a signal, those that wait for a reviewer, and unfinished forms."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.evidence_tables import ExceptionDraft, ExceptionEntry
from storage.sealing import Sealed
from storage.signal_tables import Signal, SignalState
from storage.upserting import insert_into

VITAL = "E01"


def entry(session: Session, number: int) -> ExceptionEntry | None:
    """One exception by its number."""
    return session.get(ExceptionEntry, number)


def of_signal(session: Session, number: int) -> Sequence[ExceptionEntry]:
    """All exceptions of a signal, oldest first."""
    return session.exec(_of_signal(), params={"number": number}).all()


@cache
def _of_signal() -> SelectOfScalar[ExceptionEntry]:
    found = select(ExceptionEntry).where(ExceptionEntry.signal_id == bindparam("number"))
    return found.order_by(col(ExceptionEntry.id))


def vital_elsewhere(session: Session, number: int, invokers: Collection[str]) -> Sequence[ExceptionEntry]:
    """The E01 records of these people in other signals that nobody has reviewed.

    Not those of an erased signal: nobody can review them any more, and so they would block for good.
    """
    named = {"number": number, "invokers": list(invokers)}
    return [entry for entry, _ in session.exec(_vital_elsewhere(), params=named)]


@cache
def _vital_elsewhere() -> Select[ExceptionEntry, Signal]:
    found = (
        select(ExceptionEntry, Signal)
        .join(Signal, col(Signal.id) == col(ExceptionEntry.signal_id))
        .where(col(ExceptionEntry.invoker).in_(bindparam("invokers", expanding=True)))
        .where(ExceptionEntry.ground == VITAL, ExceptionEntry.signal_id != bindparam("number"))
        .where(Signal.state != SignalState.ERASED, col(ExceptionEntry.reviewed_at).is_(None))
    )
    return found.order_by(col(ExceptionEntry.id))


def vital_unreviewed(session: Session, invoker: str) -> Sequence[int]:
    """The numbers of the E01 records of one person that stand and that nobody has reviewed."""
    found = (
        select(ExceptionEntry)
        .where(ExceptionEntry.invoker == invoker, ExceptionEntry.ground == VITAL)
        .where(col(ExceptionEntry.reviewed_at).is_(None), col(ExceptionEntry.revoked_at).is_(None))
    )
    return [one.id for one in session.exec(found) if one.id is not None]


def overdue(session: Session, before: datetime) -> int:
    """How many E01 granted before an instant nobody has judged yet."""
    found = (
        select(ExceptionEntry, Signal)
        .join(Signal, col(Signal.id) == col(ExceptionEntry.signal_id))
        .where(ExceptionEntry.ground == VITAL, Signal.state != SignalState.ERASED)
        .where(col(ExceptionEntry.reviewed_at).is_(None), col(ExceptionEntry.revoked_at).is_(None))
        .where(col(ExceptionEntry.granted_at) < before)
    )
    return len(session.exec(found).all())


def waiting_for(session: Session, reviewer: str) -> Sequence[ExceptionEntry]:
    """What this reviewer still has to judge, oldest first; of an erased signal nothing is left to judge."""
    found = (
        select(ExceptionEntry, Signal)
        .join(Signal, col(Signal.id) == col(ExceptionEntry.signal_id))
        .where(Signal.state != SignalState.ERASED)
        .where(ExceptionEntry.reviewer == reviewer)
        .where(col(ExceptionEntry.reviewed_at).is_(None), col(ExceptionEntry.revoked_at).is_(None))
    )
    return [entry for entry, _ in session.exec(found.order_by(col(ExceptionEntry.id)))]


def draft(session: Session, number: int, author: str, ground: str) -> ExceptionDraft | None:
    """What this person left unsent in the form of this ground."""
    return session.get(ExceptionDraft, (number, author, ground))


def put_draft(session: Session, draft: ExceptionDraft, sealed: Sealed) -> None:
    """Store what was typed in the place of what was typed before it; what was typed later stays.

    In one statement: two keystrokes that are handled at the same moment may both be the first.
    """
    put = insert_into(session, ExceptionDraft).values(
        signal_id=draft.signal_id, author=draft.author, ground=draft.ground, typed=sealed, at=draft.at
    )
    newer = put.on_conflict_do_update(
        index_elements=["signal_id", "author", "ground"],
        set_={"typed": put.excluded.typed, "at": put.excluded.at},
        where=col(ExceptionDraft.at) <= put.excluded.at,
    )
    session.execute(newer)


def forget_drafts(
    session: Session, number: int, author: str | None = None, ground: str | None = None
) -> None:
    """Delete unsent forms of a signal, of one person or ground when named."""
    gone = delete(ExceptionDraft).where(col(ExceptionDraft.signal_id) == number)
    if author is not None:
        gone = gone.where(col(ExceptionDraft.author) == author)
    if ground is not None:
        gone = gone.where(col(ExceptionDraft.ground) == ground)
    session.execute(gone)
