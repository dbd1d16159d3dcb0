"""How due posts are claimed by lease, so that no two replicas ever have the same one (architecture 3).

A claim commits before Slack is asked anything, so no transaction spans a Slack call. A lease that ran out
is not simply taken over: its owner may be alive behind a clock that jumped. It is fenced first, and the
post is looked for when a call of that owner must have ended.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Executable,
    and_,
    case,
    false,
    func,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage import pacing
from storage.engine import is_sqlite
from storage.outbox import LIVE
from storage.outbox_tables import Pace, Post

UNSURE = "?"  # as lease_owner: nobody has it, and nobody knows whether Slack does
# Longer than a worker may take from claiming to the end of its call (bot/worker.py): 5 s and 10 s.
QUARANTINE = timedelta(seconds=20)
# No lease or retry is set this far ahead: one that is was set before the clock jumped back.
IMPOSSIBLE = timedelta(minutes=15)
LOOK_AHEAD = 4  # rows looked at for each one wanted, because a conversation gives one at a time


@dataclass(frozen=True, slots=True)
class Claim:
    """A post leased to one worker, as it was at the moment of claiming.

    `uncertain` says that an earlier attempt may have reached Slack without being settled: look before
    sending again. `parent_ts` is the message that this one replies to; `orphan` says that it will never
    be there.
    """

    post: Post
    owner: str
    revision: int
    uncertain: bool
    parent_ts: str | None
    until: datetime
    orphan: bool = False


def claim(
    session: Session,
    *,
    now: datetime,
    owner: str,
    lease: timedelta,
    limit: int = 20,
    busy: Collection[str] = (),
    fresh: bool = True,
) -> list[Claim]:
    """Lease up to `limit` due posts to `owner`, at most one for each conversation; the caller commits.

    First what stands in Slack and must change or go, then urgent ones, then the longest due, among them what
    is only too old to stay (`outbox.withdraw_in_turn`); nothing for the conversations in `busy`, and nothing
    new without `fresh`. Two claimers never get the same post: PostgreSQL skips rows another transaction
    holds, SQLite has one writer at a time. A reply waits until its parent stands in Slack, and a new message
    until its conversation has room.
    """
    chosen = _choose(session, now, limit, busy, fresh)
    placed = pacing.take_places(session, [row.target for row in chosen if row.needs_place], now)
    taken = {row.id: row for row in chosen if not row.needs_place or row.target in placed}
    if not taken:
        return []
    leased = (
        update(Post)
        .where(col(Post.id).in_(taken))
        .values(
            lease_owner=owner,
            lease_until=now + lease,
            attempts=col(Post.attempts) + 1,
            first_claim_at=func.coalesce(col(Post.first_claim_at), now),
        )
    )
    _run(session, leased)
    found = session.execute(select(Post).where(col(Post.id).in_(taken))).scalars()
    posts = {post.id: post for post in found}
    return [_claim(posts[id_], row, owner, now + lease) for id_, row in taken.items()]


def _choose(session: Session, now: datetime, limit: int, busy: Collection[str], fresh: bool) -> list[Any]:
    """The rows to claim, locked; one query for each rank, so that an index gives each in its order."""
    changed = col(Post.shown_rev) > 0
    idle = and_(col(Post.withdrawn) == true(), col(Post.urgent) == false())
    ranks = [and_(changed, col(Post.slack_ts).is_not(None), ~idle)]
    if fresh:
        ranks += [col(Post.urgent) == true(), col(Post.urgent) == false()]
    first: dict[str, Any] = {}
    for rank in ranks:
        wanted = _due(now, busy).where(rank).limit(limit * LOOK_AHEAD)
        if not is_sqlite(session.get_bind()):
            wanted = wanted.with_for_update(skip_locked=True, of=Post)
        for row in session.execute(wanted).all():
            first.setdefault(row.target, row)
        if len(first) >= limit:
            break
    return list(first.values())[:limit]


@cache
def _parent() -> Any:
    """The post that another is a reply to; made once, which costs more than a statement with it."""
    return aliased(Post)


def _has_parent(parent: Any) -> ColumnElement[bool]:
    """A reply can be dealt with: its parent stands in Slack, or never will."""
    return or_(
        col(Post.parent_id).is_(None),
        col(Post.slack_ts).is_not(None),
        col(parent.slack_ts).is_not(None),
        col(parent.state).not_in(LIVE),
    )


def _due(now: datetime, busy: Collection[str]) -> Any:
    parent = _parent()
    fresh = and_(col(Post.slack_ts).is_(None), ~_too_late(now))
    return (
        select(
            col(Post.id).label("id"),
            col(Post.target).label("target"),
            fresh.label("needs_place"),
            (col(Post.lease_owner) == UNSURE).label("uncertain"),
            col(parent.slack_ts).label("parent_ts"),
            col(parent.state).label("parent_state"),
        )
        .outerjoin(parent, col(Post.parent_id) == col(parent.id))
        .outerjoin(Pace, col(Pace.target) == col(Post.target))
        .where(
            _open(),
            col(Post.due_at) <= now,
            or_(col(Post.lease_owner).is_(None), col(Post.lease_owner) == UNSURE),
            or_(col(Post.lease_until).is_(None), _run_out(now)),
            _has_parent(parent),
            or_(~fresh, pacing.has_room(now)),
            *([col(Post.target).not_in(busy)] if busy else []),
        )
        .order_by(col(Post.due_at))
    )


def _claim(post: Post, row: Any, owner: str, until: datetime) -> Claim:
    sent = post.slack_ts is not None
    orphan = not sent and row.parent_state is not None and row.parent_state not in LIVE
    return Claim(post, owner, post.wanted_rev, bool(row.uncertain) and not sent, row.parent_ts, until, orphan)


def fence(session: Session, *, now: datetime) -> int:
    """Take the leases that ran out from their owners; returns how many posts nobody is sure of now.

    The former owner can no longer settle, and the next one looks after `QUARANTINE`.
    """
    out = update(Post).where(
        _open(), col(Post.lease_owner).is_not(None), col(Post.lease_owner) != UNSURE, _run_out(now)
    )
    return _run(session, out.values(lease_owner=UNSURE, lease_until=now + QUARANTINE))


def longest_due(session: Session, *, now: datetime) -> datetime | None:
    """When the post was due that waits longest, whatever it waits for; None when nothing is late."""
    waiting = select(func.min(col(Post.due_at))).where(_open(), col(Post.due_at) <= now)
    found: datetime | None = session.execute(waiting).scalar()
    return found


def next_due(session: Session, *, now: datetime) -> datetime | None:
    """When there is something to do for a worker: a post to send, or a lease that runs out; or None."""
    parent = _parent()
    ready = case(
        (col(Post.lease_until) > now + IMPOSSIBLE, col(Post.due_at)),
        (col(Post.lease_until) > col(Post.due_at), col(Post.lease_until)),
        else_=col(Post.due_at),
    )
    due = (
        select(func.min(ready))
        .outerjoin(parent, col(Post.parent_id) == col(parent.id))
        .outerjoin(Pace, col(Pace.target) == col(Post.target))
        .where(_open(), col(Post.due_at) <= now, _has_parent(parent))
    )
    fresh = and_(col(Post.slack_ts).is_(None), ~_too_late(now))
    at_once = session.execute(due.where(or_(~fresh, pacing.has_room(now)))).scalar()
    paced = due.where(fresh, ~pacing.has_room(now)).with_only_columns(func.min(col(Pace.free_at)))
    later = select(func.min(col(Post.due_at))).where(_open(), col(Post.due_at) > now)
    instants = (at_once, pacing.room_at(session.execute(paced).scalar()), session.execute(later).scalar())
    return min((one for one in instants if one is not None), default=None)


def _open() -> ColumnElement[bool]:
    return and_(col(Post.wanted_rev) > col(Post.shown_rev), col(Post.state).in_(LIVE))


def _run_out(now: datetime) -> ColumnElement[bool]:
    return or_(col(Post.lease_until) <= now, col(Post.lease_until) > now + IMPOSSIBLE)


def _too_late(now: datetime) -> ColumnElement[bool]:
    return func.coalesce(col(Post.not_after) < now, False)


def _run(session: Session, statement: Executable) -> int:
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
