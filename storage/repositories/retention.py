"""What is still kept of signals, and taking away the records of one whose term is over."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, SQLModel, col, or_, select

from storage.evidence_tables import CapacityFinding, CaseFacts, ConsentRecord, ExceptionDraft, ExceptionEntry
from storage.guard_tables import GuardedMessage
from storage.outbox_tables import Delivery, Post, PostState
from storage.overleg_tables import OverlegDecision
from storage.regie_tables import DetailRequest, HelpOffer, Link, SignalMatch
from storage.retention_tables import RecordTerm
from storage.rights_tables import SubjectRight
from storage.signal_tables import (
    WITH_CONTENT,
    Disclosure,
    Item,
    MatchEntry,
    Signal,
    SignalKeys,
    SignalState,
    Tag,
)

# What a signal leaves behind for accountability; each row names its signal. Decisions of an overleg come
# before the items they belong to.
RECORDS = (
    OverlegDecision,
    ConsentRecord,
    ExceptionDraft,
    ExceptionEntry,
    CaseFacts,
    CapacityFinding,
    Disclosure,
    Tag,
    Item,
    MatchEntry,
    DetailRequest,
    HelpOffer,
    GuardedMessage,
    RecordTerm,
    SubjectRight,
)


def with_content(session: Session) -> Sequence[tuple[Signal, SignalKeys]]:
    """The signals that are not erased or taken back, each with its keys."""
    return _with_keys(session, WITH_CONTENT)


def with_records(session: Session) -> Sequence[tuple[Signal, SignalKeys]]:
    """The signals without content of which records are left: their key for these is still there."""
    found = _with_keys(session, (SignalState.ERASED, SignalState.UNDONE))
    return [(signal, keys) for signal, keys in found if keys.accountability_key is not None]


def identities_of(session: Session) -> Sequence[Item]:
    """Who the signals with content are about: the identity that counts of each."""
    found = select(Item, Signal).join(Signal, col(Signal.id) == col(Item.signal_id))
    known = (Item.kind == "identity", col(Item.superseded_by).is_(None), col(Signal.state).in_(WITH_CONTENT))
    return [item for item, _ in session.exec(found.where(*known))]


def term(session: Session, number: int) -> RecordTerm | None:
    """What was noted when the content of this signal went."""
    return session.get(RecordTerm, number)


def forget_records(session: Session, number: int, refs: Sequence[str]) -> int:
    """Delete everything but the number of a signal whose content is gone; how many rows that were.

    With the posts about any of `refs` and their deliveries; what somebody still holds sealed is unreadable.
    """
    gone = 0
    for table in RECORDS:
        gone += _delete(session, session.exec(select(table).where(table.signal_id == number)).all())
    for pair in (Link, SignalMatch):
        mine = or_(col(pair.low) == number, col(pair.high) == number)
        gone += _delete(session, session.exec(select(pair).where(mine)).all())
    gone += _delete_posts(session, refs)
    keys = session.get_one(SignalKeys, number)
    keys.content_key = keys.accountability_key = None
    session.add(keys)
    session.flush()
    return gone


def being_drawn(session: Session, refs: Sequence[str]) -> bool:
    """Whether a message about any of these still has to be replaced in Slack."""
    waiting = (col(Post.wanted_rev) > col(Post.shown_rev), Post.state != PostState.FAILED)
    return session.exec(select(Post).where(col(Post.ref).in_(refs), *waiting).limit(1)).first() is not None


def _delete_posts(session: Session, refs: Sequence[str]) -> int:
    posts = session.exec(select(Post).where(col(Post.ref).in_(refs))).all()
    ids = [one.id for one in posts]
    told = session.exec(select(Delivery).where(col(Delivery.post_id).in_(ids))).all()
    below = session.exec(select(Post).where(col(Post.parent_id).in_(ids), col(Post.ref).not_in(refs))).all()
    for one in [*below, *posts]:
        one.parent_id = None
        session.add(one)
    session.flush()
    return _delete(session, told) + _delete(session, posts)


def _delete(session: Session, rows: Sequence[SQLModel]) -> int:
    for one in rows:
        session.delete(one)
    session.flush()
    return len(rows)


def _with_keys(session: Session, states: Sequence[SignalState]) -> Sequence[tuple[Signal, SignalKeys]]:
    found = select(Signal, SignalKeys).join(SignalKeys, col(SignalKeys.signal_id) == col(Signal.id))
    rows = session.exec(found.where(col(Signal.state).in_(states)).order_by(col(Signal.id)))
    return [(signal, keys) for signal, keys in rows]
