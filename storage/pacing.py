"""At most about one message a second per conversation, with a small burst, for all replicas together.

Slack counts per conversation and not per process, so the count stands in the database: with four replicas
each counting by itself a busy channel would get four a second and a storm of refusals. It is a leaky
bucket: `free_at` is when the messages taken so far would have gone at one a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, case, or_
from sqlmodel import Session, col

from storage.outbox_tables import Pace
from storage.upserting import insert_into

PER_MESSAGE = 1.0  # seconds
BURST = 4
# Further ahead than any wait Slack asks for: what says so was written before the clock jumped back.
IMPOSSIBLE = timedelta(minutes=15)
_AHEAD = (BURST - 1) * PER_MESSAGE


def has_room(now: datetime) -> ColumnElement[bool]:
    """Whether the conversation (outer joined as `Pace`) takes a message now."""
    free = col(Pace.free_at)
    return or_(free.is_(None), free <= now.timestamp() + _AHEAD, free > _impossible(now))


def take_places(session: Session, targets: Sequence[str], now: datetime) -> frozenset[str]:
    """Take one place in each of these conversations; returns those that had one."""
    if not targets:
        return frozenset()
    table = Pace.__table__  # type: ignore[attr-defined]  # SQLModel makes it
    instant = now.timestamp()
    free = table.c.free_at
    stale = or_(free < instant, free > _impossible(now))
    # In one order, or two claimers would wait for each other.
    places = [{"target": one, "free_at": instant + PER_MESSAGE} for one in sorted(set(targets))]
    taken = (
        insert_into(session, Pace)
        .values(places)
        .on_conflict_do_update(
            index_elements=[table.c.target],
            set_={"free_at": case((stale, instant + PER_MESSAGE), else_=free + PER_MESSAGE)},
            where=or_(free <= instant + _AHEAD, free > _impossible(now)),
        )
        .returning(table.c.target)
    )
    return frozenset(session.execute(taken).scalars())


def hold(session: Session, target: str, until: datetime) -> bool:
    """Slack asked to wait: nothing new goes to this conversation before then; False when that was known."""
    table = Pace.__table__  # type: ignore[attr-defined]  # SQLModel makes it
    free_at = until.timestamp() + _AHEAD
    held = (
        insert_into(session, Pace)
        .values(target=target, free_at=free_at)
        .on_conflict_do_update(
            index_elements=[table.c.target], set_={"free_at": free_at}, where=table.c.free_at < free_at
        )
        .returning(table.c.target)
    )
    return session.execute(held).first() is not None


def room_at(free_at: float | None) -> datetime | None:
    """When a conversation with this `free_at` takes its next message."""
    return None if free_at is None else datetime.fromtimestamp(free_at - _AHEAD, UTC)


def _impossible(now: datetime) -> float:
    return (now + IMPOSSIBLE).timestamp()
