"""The outbox: which posts should exist in Slack, when, and which no longer (architecture 3).

Adding, changing and withdrawing happen in the transaction of the act that wants them; `storage.leasing`
is what the worker does with them afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from sqlalchemy import (
    CursorResult,
    Executable,
    Update,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import Session, col

from storage.engine import is_sqlite
from storage.outbox_tables import Post, PostState
from storage.rows import table_of
from storage.types import UtcDateTime
from storage.upserting import insert_on

LIVE = (PostState.WAITING, PostState.SHOWN)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """How many posts were taken back before anything was sent, and how many are drawn once more."""

    taken_back: int
    redrawn: int


def enqueue(
    session: Session,
    *,
    kind: str,
    target: str,
    due_at: datetime,
    ref: str | None = None,
    parent_id: UUID | None = None,
    not_after: datetime | None = None,
    dedupe: str | None = None,
    urgent: bool = False,
    now: datetime | None = None,
) -> UUID:
    """Add a post; the same `dedupe` key a second time changes nothing and gives the first one's id.

    One statement, so that of two who add the same key at once neither fails.
    """
    session.flush()
    post = {
        "id": uuid4(),
        "kind": kind,
        "ref": ref,
        "target": target,
        "parent_id": parent_id,
        "dedupe": dedupe,
        "due_at": due_at,
        "not_after": not_after,
        "urgent": urgent,
        "created_at": now or due_at,
    }
    added: UUID | None = session.execute(_add(is_sqlite(session.get_bind())), post).scalar()
    if added is not None:
        return added
    known: UUID = session.execute(_known(), {"key": dedupe}).scalar_one()
    return known


@cache
def _add(sqlite_file: bool) -> Executable:
    adding = insert_on(sqlite_file, Post).on_conflict_do_nothing(index_elements=["dedupe"])
    return adding.returning(table_of(Post).c.id)


@cache
def _known() -> Executable:
    posts = table_of(Post).c
    return select(posts.id).where(posts.dedupe == bindparam("key"))


def change(session: Session, *, ref: str, now: datetime) -> int:
    """Have every post about `ref` rendered again; returns how many.

    What was never sent keeps its own due date, and gets the new revision all the same: a worker may have it
    in hand and have drawn what was true before this act. What stands in Slack although changing it failed is
    tried anew: it may be reachable again.
    """
    return _run(session, _change(), {"about": ref, "now": now})


@cache
def _change() -> Update:
    standing = and_(col(Post.state) == PostState.FAILED, col(Post.slack_ts).is_not(None))
    live = or_(col(Post.state).in_(LIVE), standing)
    seen = or_(col(Post.state) == PostState.SHOWN, col(Post.first_claim_at).is_not(None))
    changes = {
        "wanted_rev": col(Post.wanted_rev) + 1,
        "state": case((standing, PostState.SHOWN.value), else_=col(Post.state)),
        "due_at": case((seen, bindparam("now", type_=UtcDateTime())), else_=col(Post.due_at)),
        "attempts": case((seen, 0), else_=col(Post.attempts)),
    }
    return update(table_of(Post)).where(col(Post.ref) == bindparam("about"), live).values(changes)


def try_stuck(session: Session, *, kind: str, now: datetime) -> int:
    """Try anew to change what stands in Slack of this kind although changing it failed; returns how many."""
    stuck = (col(Post.kind) == kind, col(Post.state) == PostState.FAILED, col(Post.slack_ts).is_not(None))
    return _run(session, update(Post).where(*stuck).values(state=PostState.SHOWN, **_again(now)))


def withdraw(
    session: Session,
    *,
    now: datetime,
    ref: str | None = None,
    prefix: str | None = None,
    shown: bool = True,
) -> Withdrawn:
    """Take back the posts about `ref`, or those whose `dedupe` key begins with `prefix` (or both).

    What nobody has in hand is never sent. What may be on its way, and with `shown` what stands in Slack,
    is marked `withdrawn` and drawn once more, before anything else: its kind draws a notice, or nothing,
    which takes the message away. All of them give up their key, so that the same key can be used for a new
    date at once.
    """
    unsent = and_(col(Post.state) == PostState.WAITING, col(Post.lease_owner).is_(None))
    flying = and_(col(Post.state) == PostState.WAITING, col(Post.lease_owner).is_not(None))
    standing = or_(flying, col(Post.state) == PostState.SHOWN) if shown else flying
    # One statement: between two a worker could put a post back, and neither would see it.
    again = {**_again(now), "urgent": true()}
    changes = {name: case((unsent, col(getattr(Post, name))), else_=new) for name, new in again.items()}
    changes["state"] = case((unsent, PostState.WITHDRAWN.value), else_=col(Post.state))
    changes["shown_rev"] = case((unsent, col(Post.wanted_rev)), else_=col(Post.shown_rev))
    touched = or_(unsent, and_(standing, col(Post.withdrawn).is_(False)))
    done = session.execute(
        update(Post)
        .where(_these(ref, prefix), touched)
        .values(withdrawn=True, dedupe=None, **changes)
        .returning(col(Post.state)),
        execution_options={"synchronize_session": False},
    )
    states = [str(state) for state in done.scalars()]
    taken_back = states.count(PostState.WITHDRAWN.value)
    return Withdrawn(taken_back, len(states) - taken_back)


def withdraw_in_turn(session: Session, ids: Sequence[UUID], *, now: datetime, every: timedelta) -> None:
    """Withdraw these posts that stand in Slack, one due after another, so that nothing has to wait for them.

    For what is only too old to stay; what may no longer be read is for `withdraw`. One that could not be
    changed before is tried once more.
    """
    standing = or_(
        col(Post.state) == PostState.SHOWN,
        and_(col(Post.state) == PostState.FAILED, col(Post.slack_ts).is_not(None)),
    )
    changes = {**_again(now), "due_at": bindparam("turn"), "state": PostState.SHOWN, "urgent": False}
    one = (
        update(Post)
        .where(col(Post.id) == bindparam("post"), standing, col(Post.withdrawn).is_(False))
        .values(withdrawn=True, dedupe=None, **changes)
    )
    turns = [{"post": id_, "turn": now + number * every} for number, id_ in enumerate(ids)]
    if turns:
        session.connection().execute(one, turns)


def redate(session: Session, *, key: str, due_at: datetime, not_after: datetime | None = None) -> bool:
    """Move a post that nobody has in hand to another time; False when there is none with this key.

    False means: it is being sent, or was; `withdraw` it and add the new one.
    """
    unsent = and_(col(Post.state) == PostState.WAITING, col(Post.lease_owner).is_(None))
    moved = update(Post).where(col(Post.dedupe) == key, unsent).values(due_at=due_at, not_after=not_after)
    return _run(session, moved) == 1


def hasten(session: Session, *, ref: str, kinds: Collection[str], now: datetime) -> None:
    """Let the posts of these kinds about `ref` that still wait for later be due now."""
    later = (col(Post.kind).in_(kinds), col(Post.state) == PostState.WAITING, col(Post.due_at) > now)
    _run(session, update(Post).where(col(Post.ref) == ref, *later).values(due_at=now))


def postpone(session: Session, *, ref: str, kinds: Collection[str], to: datetime) -> bool:
    """Let the posts of these kinds about `ref` be due later; True when any of them is on its way or there.

    Then the act that asked has to refuse: what was changed goes with it.
    """
    these = (col(Post.ref) == ref, col(Post.kind).in_(kinds))
    unsent = (col(Post.state) == PostState.WAITING, col(Post.first_claim_at).is_(None))
    _run(session, update(Post).where(*these, *unsent).values(due_at=to))
    return begun(session, ref=ref, kinds=kinds)


def begun(session: Session, *, ref: str, kinds: Collection[str]) -> bool:
    """Whether any post of these kinds about `ref` is on its way, or was."""
    found = select(col(Post.id)).where(col(Post.ref) == ref, col(Post.kind).in_(kinds))
    return session.execute(found.where(col(Post.first_claim_at).is_not(None)).limit(1)).first() is not None


def move(session: Session, *, old: str, new: str, now: datetime) -> None:
    """A conversation has another id: what stands there or is meant for it follows.

    What could not be changed under the old id is tried anew.
    """
    lost = (col(Post.target) == old, col(Post.state) == PostState.FAILED, col(Post.slack_ts).is_not(None))
    _run(session, update(Post).where(*lost).values(state=PostState.SHOWN, **_again(now)))
    _run(session, update(Post).where(col(Post.target) == old).values(target=new))
    _run(session, update(Post).where(col(Post.slack_channel) == old).values(slack_channel=new))


def find(session: Session, *, ref: str, kind: str) -> UUID | None:
    """The id of the post of this kind about `ref` that was not taken back."""
    found = select(col(Post.id)).where(col(Post.ref) == ref, col(Post.kind) == kind)
    found = found.where(col(Post.withdrawn).is_(False))
    return session.execute(found).scalars().first()


def landmark(session: Session, channel: str) -> tuple[str, str] | None:
    """A message of ours that stands in a conversation, outside of threads: its delivery and its ts."""
    found = select(col(Post.id), col(Post.slack_ts)).where(
        col(Post.target) == channel, col(Post.slack_ts).is_not(None), col(Post.parent_id).is_(None)
    )
    row = session.execute(found.order_by(col(Post.created_at).desc()).limit(1)).first()
    return None if row is None else (str(row[0]), str(row[1]))


def with_prefix(session: Session, prefix: str) -> Sequence[Post]:
    """The posts whose key begins so."""
    found = select(Post).where(col(Post.dedupe).startswith(prefix, autoescape=True))
    return session.execute(found).scalars().all()


def keep_failed(session: Session, *, kind: str, ref: str | None, dedupe: str, now: datetime) -> None:
    """Remember a message for which there is nobody: it is never sent, and counts as undelivered."""
    id_ = enqueue(session, kind=kind, ref=ref, target="-", due_at=now, dedupe=dedupe, now=now)
    ended = {"state": PostState.FAILED, "shown_rev": col(Post.wanted_rev), "last_error": "nobody"}
    _run(session, update(Post).where(col(Post.id) == id_).values(**ended))


def undelivered(session: Session, unheard: str) -> tuple[int, int, int]:
    """How many messages never came, how many stand in Slack and should not, how many alarms nobody heard."""
    failed = col(Post.state).in_((PostState.FAILED, PostState.UNKNOWN))
    nobody = func.sum(case((col(Post.kind) == unheard, 1), else_=0))
    stuck = func.sum(case((col(Post.slack_ts).is_not(None), 1), else_=0))
    found = session.execute(select(func.count(), stuck, nobody).select_from(Post).where(failed)).one()
    every, standing, alone = (int(one or 0) for one in found)
    return every - standing - alone, standing, alone


def held_back(session: Session, codes: Collection[str]) -> bool:
    """Whether a message waits because Slack answered the last attempt with one of these codes."""
    still = (col(Post.state).in_(LIVE), col(Post.wanted_rev) > col(Post.shown_rev))
    found = select(col(Post.id)).where(*still, col(Post.last_error).in_(codes)).limit(1)
    return session.execute(found).first() is not None


def waiting(session: Session) -> Sequence[Post]:
    """Every post that should be in Slack and is not, longest due first."""
    found = select(Post).where(col(Post.state).in_(LIVE), col(Post.wanted_rev) > col(Post.shown_rev))
    return session.execute(found.order_by(col(Post.due_at))).scalars().all()


def _these(ref: str | None, prefix: str | None) -> ColumnElement[bool]:
    if ref is None and not prefix:
        raise ValueError("withdraw by ref or by the beginning of the key")
    by_ref = [] if ref is None else [col(Post.ref) == ref]
    by_key = [col(Post.dedupe).startswith(prefix, autoescape=True)] if prefix else []
    return and_(*by_ref, *by_key)


def _again(now: datetime) -> dict[str, object]:
    return {"wanted_rev": col(Post.wanted_rev) + 1, "due_at": _instant(now), "attempts": 0}


def _instant(now: datetime) -> ColumnElement[datetime]:
    """Inside a CASE a plain value does not take the column's type, which puts it in UTC."""
    return literal(now, UtcDateTime())


def _run(session: Session, statement: Executable, values: Mapping[str, object] | None = None) -> int:
    done = session.execute(statement, values, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
