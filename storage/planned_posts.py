"""Reminders as posts planned ahead: laid down in bulk, once per key, and taken back before they are sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlmodel import Session, col

from storage.engine import is_sqlite
from storage.outbox_tables import Post, PostState
from storage.upserting import insert_into

NOT_WANTED = "not_wanted"  # why a post was skipped that its kind drew as nothing
INSTEAD = ":instead:"  # in the key of a post to whoever stands in, between that of the first and the account
# Messages that remind somebody of work that goes on without them.
WORK = ("signal.nudge", "action.due")
_BATCH = 500
_FEW = 100  # rows; for so many a COPY is not worth its savepoint
_WAITING = PostState.WAITING.value


class PlannedPost(NamedTuple):
    """A post with its unique key; due at an instant, not sent after another."""

    kind: str
    ref: str
    target: str
    dedupe: str
    due_at: datetime
    not_after: datetime | None = None
    urgent: bool = False


def lay_down(session: Session, wanted: Sequence[PlannedPost], now: datetime) -> None:
    """Add these posts; a key that is there already is left as it is.

    Thousands at once; the database itself keeps keys unique, so that replicas that plan at the same
    moment lay each down once.
    """
    rows = [_row(one, now) for one in wanted]
    copies = len(rows) > _FEW and not is_sqlite(session.get_bind())
    if not rows or (copies and _copied(session, rows)):
        return
    statement = insert_into(session, Post).on_conflict_do_nothing(index_elements=["dedupe"])
    session.connection().execute(statement, rows)


def take_back(
    session: Session, refs: Collection[str], kinds: Collection[str], keep: Collection[str], now: datetime
) -> None:
    """Withdraw the unsent posts of these kinds about `refs`, except those with a key in `keep`.

    What stands in Slack, or is on its way there, is drawn again instead. Other than `outbox.withdraw` this
    leaves a post its key, so that it can be brought back when its moment is true again.
    """
    listed = sorted(refs)
    for at in range(0, len(listed), _BATCH):
        mine = and_(col(Post.ref).in_(listed[at : at + _BATCH]), col(Post.kind).in_(kinds))
        if keep:
            mine = and_(mine, or_(col(Post.dedupe).is_(None), col(Post.dedupe).not_in(keep)))
        _withdraw(session, mine)
        _draw_again(session, mine, now)


def retarget(session: Session, old: str, new: str) -> None:
    """What is to be sent to one conversation, and what goes under it, goes to another; what stands stays."""
    sent = select(col(Post.id)).where(col(Post.slack_ts).is_not(None))
    session.execute(
        update(Post)
        .where(
            col(Post.target) == old,
            col(Post.state) == PostState.WAITING,
            col(Post.slack_ts).is_(None),
            col(Post.lease_owner).is_(None),
            or_(col(Post.parent_id).is_(None), col(Post.parent_id).not_in(sent)),
        )
        .values(target=new)
        .execution_options(synchronize_session=False)
    )


def flying(session: Session, ref: str, kinds: Collection[str], target: str) -> Sequence[Post]:
    """The posts of these kinds about `ref` that somebody is sending to this conversation just now."""
    found = select(Post).where(
        col(Post.ref) == ref,
        col(Post.kind).in_(kinds),
        col(Post.target) == target,
        col(Post.state) == PostState.WAITING,
        col(Post.lease_owner).is_not(None),
        col(Post.slack_ts).is_(None),
    )
    return session.execute(found).scalars().all()


def bring_back(session: Session, wanted: Sequence[PlannedPost]) -> None:
    """Let posts that were withdrawn before they were sent be due again, where and when they are wanted now.

    So are those whose moment was not true just when they were to be sent.
    """
    for one in wanted:
        session.execute(
            update(Post)
            .where(
                col(Post.dedupe) == one.dedupe,
                or_(col(Post.state) == PostState.WITHDRAWN, _not_wanted_then()),
            )
            .values(
                state=PostState.WAITING,
                withdrawn=False,
                target=one.target,
                shown_rev=0,
                attempts=0,
                due_at=one.due_at,
                not_after=one.not_after,
                last_error=None,
            )
            .execution_options(synchronize_session=False)
        )


def redraw(session: Session, refs: Collection[str], now: datetime) -> None:
    """Have what stands in Slack about any of `refs`, or is on its way there, drawn again."""
    listed = sorted(refs)
    for at in range(0, len(listed), _BATCH):
        _draw_again(session, col(Post.ref).in_(listed[at : at + _BATCH]), now)


def redraw_for(session: Session, ref: str, targets: Collection[str], now: datetime) -> None:
    """Have what stands in Slack about `ref`, in these conversations only, drawn again."""
    session.execute(
        update(Post)
        .where(col(Post.ref) == ref, col(Post.target).in_(targets), _seen_or_flying())
        .values(wanted_rev=col(Post.wanted_rev) + 1, due_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )


def redraw_to(session: Session, target: str, kinds: Collection[str], now: datetime) -> None:
    """Have what stands in one conversation of these kinds, or is on its way there, drawn again."""
    _draw_again(session, and_(col(Post.target) == target, col(Post.kind).in_(kinds)), now)


def to_come(session: Session, ref: str, kinds: Collection[str], target: str) -> Sequence[Post]:
    """What is to be sent to this conversation of these kinds about `ref`, and was not sent yet."""
    found = select(Post).where(
        col(Post.ref) == ref,
        col(Post.kind).in_(kinds),
        col(Post.target) == target,
        col(Post.state) == PostState.WAITING,
        col(Post.slack_ts).is_(None),
    )
    return session.execute(found).scalars().all()


def stand_in(session: Session, ref: str, former: str, instead: Collection[str], now: datetime) -> None:
    """What would have reminded `former` of work reminds whoever stands in, at the same time, once each."""
    lay_down(
        session,
        [
            PlannedPost(one.kind, ref, account, f"{one.dedupe}{INSTEAD}{account}", one.due_at, one.not_after)
            for one in to_come(session, ref, WORK, former)
            for account in sorted(instead)
            if account != former
        ],
        now,
    )


def planned(
    session: Session, kinds: Collection[str], due_before: datetime, useful_at: datetime
) -> Sequence[Post]:
    """The posts of these kinds that are due before an instant and not too late at another.

    One that stands in Slack counts whatever its due date: that may be when it is to be drawn again.
    """
    found = select(Post).where(
        col(Post.kind).in_(kinds),
        col(Post.state).in_((PostState.WAITING, PostState.SHOWN)),
        or_(col(Post.due_at) <= due_before, col(Post.state) == PostState.SHOWN),
        col(Post.not_after) >= useful_at,
    )
    return session.execute(found).scalars().all()


def of_kind(session: Session, kind: str, states: Collection[PostState]) -> Sequence[Post]:
    """Every post of this kind that is in one of these states."""
    found = select(Post).where(col(Post.kind) == kind, col(Post.state).in_(states))
    return session.execute(found).scalars().all()


def _withdraw(session: Session, mine: ColumnElement[bool]) -> None:
    session.execute(
        update(Post)
        .where(
            mine,
            col(Post.state) == PostState.WAITING,
            col(Post.lease_owner).is_(None),
            col(Post.slack_ts).is_(None),
        )
        .values(state=PostState.WITHDRAWN, withdrawn=True, shown_rev=col(Post.wanted_rev))
        .execution_options(synchronize_session=False)
    )


def _draw_again(session: Session, mine: ColumnElement[bool], now: datetime) -> None:
    session.execute(
        update(Post)
        .where(mine, _seen_or_flying())
        .values(wanted_rev=col(Post.wanted_rev) + 1, due_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )


def _not_wanted_then() -> ColumnElement[bool]:
    return and_(
        col(Post.state) == PostState.SKIPPED,
        col(Post.last_error) == NOT_WANTED,
        col(Post.slack_ts).is_(None),
    )


def _seen_or_flying() -> ColumnElement[bool]:
    return or_(
        col(Post.state) == PostState.SHOWN,
        and_(col(Post.state) == PostState.WAITING, col(Post.lease_owner).is_not(None)),
    )


def _copied(session: Session, rows: Sequence[dict[str, object]]) -> bool:
    """PostgreSQL's own way in for many rows; False, and nothing is added, when one of the keys is taken."""
    from psycopg.errors import UniqueViolation  # noqa: PLC0415  # only with PostgreSQL

    connection = session.connection()
    driver: Any = connection.connection.driver_connection
    into = f"COPY post ({', '.join(rows[0])}) FROM STDIN"
    try:
        with connection.begin_nested(), driver.cursor() as cursor, cursor.copy(into) as copy:
            for row in rows:
                copy.write_row(tuple(row.values()))
    except UniqueViolation:
        return False
    return True


def _row(one: PlannedPost, now: datetime) -> dict[str, object]:
    """What has a value; every other column is empty, and naming it thousands of times takes its time."""
    return {
        **one._asdict(),
        "id": uuid4(),
        "wanted_rev": 1,
        "shown_rev": 0,
        "attempts": 0,
        "state": _WAITING,
        "withdrawn": False,
        "created_at": now,
    }
