"""The outbox: posts that should exist in Slack, claimed by lease and settled by compare-and-swap (design 4).

A claim commits before Slack is asked anything, so no transaction spans a Slack call. Whoever settles must
still hold the lease; a change that came in during the flight keeps the post due.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, and_, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage.tables import Delivery, Post, PostState

LIVE = (PostState.WAITING, PostState.SHOWN)


@dataclass(frozen=True, slots=True)
class Claim:
    """A post leased to one worker, as it was at the moment of claiming.

    `uncertain` says that an earlier attempt may have reached Slack without being settled: look before
    sending again. `parent_ts` is the message that this one replies to.
    """

    post: Post
    owner: str
    revision: int
    uncertain: bool
    parent_ts: str | None
    until: datetime


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
) -> UUID:
    """Add a post; the same `dedupe` key a second time changes nothing and gives the first one's id."""
    if dedupe is not None:
        known: UUID | None = session.execute(select(col(Post.id)).where(col(Post.dedupe) == dedupe)).scalar()
        if known is not None:
            return known
    post = Post(
        id=uuid4(),
        kind=kind,
        ref=ref,
        target=target,
        parent_id=parent_id,
        dedupe=dedupe,
        due_at=due_at,
        not_after=not_after,
        urgent=urgent,
        created_at=due_at,
    )
    session.add(post)
    session.flush()
    return post.id


def change(session: Session, *, ref: str, now: datetime) -> int:
    """Have every post about `ref` rendered again; returns how many.

    What was never sent is rendered at the moment of sending anyway and keeps its own due date.
    """
    changed = session.execute(
        update(Post)
        .where(
            col(Post.ref) == ref,
            or_(
                col(Post.state) == PostState.SHOWN,
                and_(col(Post.state) == PostState.WAITING, col(Post.first_claim_at).is_not(None)),
            ),
        )
        .values(wanted_rev=col(Post.wanted_rev) + 1, due_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )
    return _rows(changed)


def hasten(session: Session, *, ref: str, kinds: Collection[str], now: datetime) -> None:
    """Let the posts of these kinds about `ref` that still wait for later be due now."""
    session.execute(
        update(Post)
        .where(
            col(Post.ref) == ref,
            col(Post.kind).in_(kinds),
            col(Post.state) == PostState.WAITING,
            col(Post.due_at) > now,
        )
        .values(due_at=now)
        .execution_options(synchronize_session=False)
    )


def find(session: Session, *, ref: str, kind: str) -> UUID | None:
    """The id of the post of this kind about `ref`."""
    found = select(col(Post.id)).where(col(Post.ref) == ref, col(Post.kind) == kind)
    return session.execute(found).scalars().first()


def claim(session: Session, *, now: datetime, owner: str, lease: timedelta, limit: int = 20) -> list[Claim]:
    """Lease up to `limit` due posts to `owner`: urgent ones first, then the longest due; the caller commits.

    Two claimers never get the same post: PostgreSQL skips rows another transaction holds, SQLite has
    one writer at a time. A reply waits until its parent stands in Slack.
    """
    wanted = _due(now).limit(limit)
    if session.get_bind().dialect.name == "postgresql":
        wanted = wanted.with_for_update(skip_locked=True, of=Post)
    before = {row.id: row for row in session.execute(wanted).all()}
    if not before:
        return []
    session.execute(
        update(Post)
        .where(col(Post.id).in_(before))
        .values(
            lease_owner=owner,
            lease_until=now + lease,
            attempts=col(Post.attempts) + 1,
        )
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Post)
        .where(col(Post.id).in_(before), col(Post.first_claim_at).is_(None))
        .values(first_claim_at=now)
        .execution_options(synchronize_session=False)
    )
    posts = {
        post.id: post for post in session.execute(select(Post).where(col(Post.id).in_(before))).scalars()
    }
    return [
        _claim(posts[id_], row.uncertain, row.parent_ts, owner, now + lease) for id_, row in before.items()
    ]


def _due(now: datetime):  # type: ignore[no-untyped-def]  # a Select of three columns, spelled out it says less
    parent = aliased(Post)
    return (
        select(
            col(Post.id).label("id"),
            col(Post.lease_owner).is_not(None).label("uncertain"),
            parent.slack_ts.label("parent_ts"),  # type: ignore[union-attr]  # a column, not a value
        )
        .outerjoin(parent, col(Post.parent_id) == parent.id)
        .where(
            col(Post.state).in_(LIVE),
            col(Post.wanted_rev) > col(Post.shown_rev),
            col(Post.due_at) <= now,
            or_(col(Post.lease_until).is_(None), col(Post.lease_until) <= now),
            or_(col(Post.parent_id).is_(None), parent.slack_ts.is_not(None)),  # type: ignore[union-attr]
        )
        .order_by(col(Post.urgent).desc(), col(Post.due_at), col(Post.created_at))
    )


def _claim(post: Post, uncertain: bool, parent_ts: str | None, owner: str, until: datetime) -> Claim:
    return Claim(post, owner, post.wanted_rev, bool(uncertain) and post.slack_ts is None, parent_ts, until)


def settle_shown(
    session: Session,
    claimed: Claim,
    *,
    now: datetime,
    channel: str,
    ts: str,
    redraw: bool = False,
    good_until: datetime | None = None,
) -> bool:
    """The claimed revision stands in Slack; False when the lease was lost meanwhile.

    `redraw` says that an earlier attempt was found there, with what was true then: it is drawn again.
    What is only `good_until` an instant is due again then, unless a change made it due before.
    """
    settled = _settle(
        session,
        claimed,
        now,
        "shown",
        state=PostState.SHOWN,
        shown_rev=claimed.revision - 1 if redraw else claimed.revision,
        slack_channel=channel,
        slack_ts=ts,
    )
    if settled and good_until is not None and not redraw:
        session.execute(
            update(Post)
            .where(col(Post.id) == claimed.post.id, col(Post.wanted_rev) == claimed.revision)
            .values(wanted_rev=claimed.revision + 1, due_at=good_until, attempts=0)
            .execution_options(synchronize_session=False)
        )
    return settled


def settle_retry(session: Session, claimed: Claim, *, now: datetime, at: datetime, error: str) -> bool:
    """Slack surely did not take it; try again at `at`."""
    return _settle(session, claimed, now, "retry", error=error, due_at=at)


def settle_uncertain(session: Session, claimed: Claim, *, now: datetime, at: datetime, error: str) -> bool:
    """Slack may have taken it: keep the lease's mark, so that the next attempt looks first."""
    return _settle(session, claimed, now, "uncertain", error=error, release=False, due_at=at, lease_until=at)


def settle_ended(
    session: Session, claimed: Claim, *, now: datetime, state: PostState, error: str | None
) -> bool:
    """The post will not be tried again: skipped, failed or unknown; its unsent replies go with it."""
    done = _settle(session, claimed, now, str(state), error=error, state=state, shown_rev=claimed.revision)
    if done and claimed.post.slack_ts is None:
        session.execute(
            update(Post)
            .where(col(Post.parent_id) == claimed.post.id, col(Post.slack_ts).is_(None))
            .values(state=PostState.SKIPPED)
            .execution_options(synchronize_session=False)
        )
    return done


def _settle(
    session: Session,
    claimed: Claim,
    now: datetime,
    outcome: str,
    *,
    error: str | None = None,
    release: bool = True,
    **values: Any,
) -> bool:
    if release:
        values |= {"lease_until": None, "lease_owner": None}
    settled = session.execute(
        update(Post)
        .where(col(Post.id) == claimed.post.id, col(Post.lease_owner) == claimed.owner)
        .values(last_error=error, **values)
        .execution_options(synchronize_session=False)
    )
    session.add(
        Delivery(
            post_id=claimed.post.id,
            revision=claimed.revision,
            at=now,
            outcome=outcome,
            slack_ts=values.get("slack_ts"),
            error=error,
        )
    )
    return _rows(settled) == 1


def next_due(session: Session) -> datetime | None:
    """When the next post is due that is not on its way, or None."""
    found = (
        select(col(Post.due_at))
        .where(
            col(Post.state).in_(LIVE),
            col(Post.wanted_rev) > col(Post.shown_rev),
            col(Post.lease_until).is_(None),
        )
        .order_by(col(Post.due_at))
        .limit(1)
    )
    return session.execute(found).scalar()


def waiting(session: Session) -> Sequence[Post]:
    """Every post that should be in Slack and is not, longest due first."""
    found = select(Post).where(col(Post.state).in_(LIVE), col(Post.wanted_rev) > col(Post.shown_rev))
    return session.execute(found.order_by(col(Post.due_at))).scalars().all()


def _rows(result: object) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0
