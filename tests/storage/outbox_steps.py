"""The steps that tests of the outbox take, at one fixed moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from storage import leasing, outbox, settling
from storage.engine import session_for
from storage.outbox_tables import PostState

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


def add(engine: Engine, **wanted: Any) -> UUID:
    """Put a post in the outbox."""
    with session_for(engine) as session:
        given: dict[str, Any] = {
            "kind": "signal.card",
            "target": "C0TEST",
            "ref": "S-1",
            "due_at": NOW,
            **wanted,
        }
        id_ = outbox.enqueue(session, **given)
        session.commit()
    return id_


def take(engine: Engine, now: datetime = NOW, owner: str = "one", limit: int = 20) -> list[leasing.Claim]:
    """Claim what is due."""
    with session_for(engine) as session:
        claims = leasing.claim(session, now=now, owner=owner, lease=LEASE, limit=limit)
        session.commit()
    return claims


def show(engine: Engine, claim: leasing.Claim, ts: str = "1.000001") -> bool:
    """Settle a claim as shown."""
    with session_for(engine) as session:
        done = settling.settle_shown(session, claim, now=NOW, channel="C0TEST", ts=ts)
        session.commit()
    return done


def fence(engine: Engine, now: datetime) -> int:
    """Take expired leases from their owners."""
    with session_for(engine) as session:
        done = leasing.fence(session, now=now)
        session.commit()
    return done


def end(
    engine: Engine, claim: leasing.Claim, state: PostState = PostState.SKIPPED, gone: bool = False
) -> bool:
    """Settle a claim for good."""
    with session_for(engine) as session:
        done = settling.settle_ended(session, claim, now=NOW, state=state, error="too_late", gone=gone)
        session.commit()
    return done


def change(engine: Engine) -> None:
    """Have S-1 drawn again."""
    with session_for(engine) as session:
        outbox.change(session, ref="S-1", now=NOW)
        session.commit()


def due(engine: Engine) -> datetime | None:
    """When there is something to do."""
    with session_for(engine, write=False) as session:
        return leasing.next_due(session, now=NOW)


def withdraw(engine: Engine, now: datetime = NOW, **which: Any) -> outbox.Withdrawn:
    """Take posts back."""
    with session_for(engine) as session:
        done = outbox.withdraw(session, now=now, **which)
        session.commit()
    return done
