"""Clues to young people, and the messages in which somebody may be recognised."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, delete, select

from storage.guard_tables import ClueEntry, GuardedMessage
from storage.upserting import insert_into

# What one statement asks about at most: SQLite takes some thirty thousand, PostgreSQL as many.
AT_ONCE = 5000


def keep(session: Session, number: int, digests: Iterable[tuple[bytes, str]]) -> None:
    """Add clues to a signal; one that is there stays."""
    rows = [{"signal_id": number, "digest": digest, "kind": kind} for digest, kind in digests]
    for start in range(0, len(rows), AT_ONCE):
        adding = insert_into(session, ClueEntry).values(rows[start : start + AT_ONCE])
        session.execute(adding.on_conflict_do_nothing(index_elements=["signal_id", "digest"]))


def forget(session: Session, number: int, kinds: Collection[str] = ()) -> None:
    """Take a signal's clues away: all, or those of some kinds."""
    gone = delete(ClueEntry).where(col(ClueEntry.signal_id) == number)
    session.execute(gone.where(col(ClueEntry.kind).in_(kinds)) if kinds else gone)


def known(session: Session, digests: Collection[bytes]) -> Sequence[tuple[int, bytes, str]]:
    """Which of these clues are somebody's: signal, digest and kind."""
    asked = sorted(digests)
    found = select(ClueEntry.signal_id, ClueEntry.digest, ClueEntry.kind)
    return [
        row
        for start in range(0, len(asked), AT_ONCE)
        for row in session.exec(found.where(col(ClueEntry.digest).in_(asked[start : start + AT_ONCE])))
    ]


def message(session: Session, channel: str, ts: str) -> GuardedMessage | None:
    """What was noted about one message."""
    found = select(GuardedMessage).where(GuardedMessage.channel == channel, GuardedMessage.ts == ts)
    return session.exec(found).first()


def numbered(session: Session, number: int) -> GuardedMessage | None:
    """The same by its number."""
    return session.get(GuardedMessage, number)


def hinted_since(session: Session, author: str, since: datetime) -> bool:
    """Whether this author got a hint after this instant."""
    found = select(GuardedMessage.id).where(
        GuardedMessage.author == author, col(GuardedMessage.told), col(GuardedMessage.at) > since
    )
    return session.exec(found.limit(1)).first() is not None


def standing_about(session: Session, number: int) -> Sequence[GuardedMessage]:
    """Messages that may be about a signal, whether they still stand or not."""
    return session.exec(select(GuardedMessage).where(GuardedMessage.signal_id == number)).all()


def forget_before(session: Session, day: datetime) -> None:
    """Take away what was noted before this instant."""
    session.execute(delete(GuardedMessage).where(col(GuardedMessage.at) < day))
