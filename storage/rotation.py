"""Re-wraps every key with the active master key, while the bot runs; it never opens content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import CursorResult, Engine, func, update
from sqlmodel import Session, col, select

from storage.deployment import root_place
from storage.directory_tables import Deployment
from storage.engine import session_for
from storage.errors import NoDeployment, SealBroken, WrongKey
from storage.keys import KeyRing, unwrap, wrap, wrapped_by_active
from storage.sealing import Place, Purpose
from storage.signal_tables import SignalKeys
from storage.vault import wrap_place

BATCH = 200
PASSES = 3


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: keys re-wrapped, signals whose keys no key in the ring fits, and whether the
    last pass found nothing left (a bot that still wraps with the old key keeps it from finishing)."""

    rewrapped: int
    unreadable: frozenset[int]
    finished: bool


def rotate(
    engine: Engine, ring: KeyRing, *, batch: int = BATCH, progress: Callable[[int], None] = lambda done: None
) -> Rotation:
    """Wrap the root secret and all keys of signals with the first key of the ring.

    Killed half-way, nothing is lost: every key is wrapped by the old or by the new master key, and the
    next run does the rest. A running bot may add, use and erase keys meanwhile, as long as its ring
    holds both. `progress` hears how many keys each batch re-wrapped. Raises `NoDeployment` for a
    database never opened, `WrongKey` when the root secret does not fit the ring.
    """
    rotator = _Rotator(engine, ring, _rotate_root(engine, ring), batch, progress)
    total, finished = 0, False
    for _ in range(PASSES):
        done = rotator.once()
        total += done
        finished = done == 0
        if finished:
            break
    return Rotation(total, frozenset(rotator.unreadable), finished)


def _rotate_root(engine: Engine, ring: KeyRing) -> str:
    """Re-wrap the root secret; gives the team id that all wraps are bound to."""
    with session_for(engine) as session:
        found = session.get(Deployment, 1, with_for_update=True)
        if found is None:
            raise NoDeployment("Deze database is nog nooit door Schakel geopend; er is niets te vervangen.")
        if not wrapped_by_active(ring, found.root_secret):
            found.root_secret = _rewrap(ring, found.team_id, root_place(ring, found), found.root_secret)
            session.add(found)
            session.commit()
        return found.team_id


@dataclass(slots=True)
class _Rotator:
    engine: Engine
    ring: KeyRing
    team_id: str
    batch: int
    progress: Callable[[int], None]
    unreadable: set[int] = field(default_factory=set)

    def once(self) -> int:
        """Go through the signals there are now, a transaction per batch; how many keys were re-wrapped."""
        self.unreadable.clear()
        with session_for(self.engine, write=False) as session:
            last = session.exec(select(func.max(SignalKeys.signal_id))).one() or 0
        after, total = 0, 0
        while after < last:
            with session_for(self.engine) as session:
                page = select(SignalKeys).where(SignalKeys.signal_id > after, SignalKeys.signal_id <= last)
                rows = session.exec(page.order_by(col(SignalKeys.signal_id)).limit(self.batch)).all()
                done = sum(self._row(session, row) for row in rows)
                session.commit()
            after = rows[-1].signal_id if rows else last
            total += done
            self.progress(done)
        return total

    def _row(self, session: Session, row: SignalKeys) -> int:
        try:
            return _rotate_row(session, self.ring, self.team_id, row)
        except (WrongKey, SealBroken):
            self.unreadable.add(row.signal_id)
            return 0


def _rotate_row(session: Session, ring: KeyRing, team_id: str, row: SignalKeys) -> int:
    done = 0
    for purpose, name in ((Purpose.CONTENT, "content_key"), (Purpose.ACCOUNTABILITY, "accountability_key")):
        wrapped: bytes | None = getattr(row, name)
        if wrapped is None or wrapped_by_active(ring, wrapped):
            continue
        fresh = _rewrap(ring, team_id, wrap_place(row.signal_id, purpose), wrapped)
        column = getattr(SignalKeys, name)
        # Only if it is still what was read: a key that was erased meanwhile must not come back.
        changed = session.execute(
            update(SignalKeys)
            .where(col(SignalKeys.signal_id) == row.signal_id, column == wrapped)
            .values({name: fresh})
            .execution_options(synchronize_session=False)
        )
        done += changed.rowcount if isinstance(changed, CursorResult) else 0
    return done


def _rewrap(ring: KeyRing, team_id: str, place: Place, wrapped: bytes) -> bytes:
    return wrap(ring, team_id, place, unwrap(ring, team_id, place, wrapped))
