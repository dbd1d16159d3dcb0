"""Re-wraps every key with the active master key, while the bot runs; it never opens content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import CursorResult, Engine, Update, func, update
from sqlmodel import Session, col, select

from storage.deployment import root_place
from storage.directory_tables import Deployment
from storage.engine import session_for
from storage.errors import NoDeployment, SealBroken, WrongKey
from storage.keys import KeyRing, unwrap, wrap, wrapped_by_active
from storage.overleg_tables import OccasionKey
from storage.sealing import Place, Purpose
from storage.signal_tables import SignalKeys
from storage.vault import occasion_place, wrap_place

BATCH = 200
PASSES = 3


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: keys re-wrapped, what no key in the ring fits (signals by number, times of an
    overleg as `O-1/2026-12-01`), and whether the last pass found nothing left (a bot that still wraps with
    the old key keeps it from finishing)."""

    rewrapped: int
    unreadable: frozenset[int]
    unreadable_times: frozenset[str]
    finished: bool


def rotate(
    engine: Engine, ring: KeyRing, *, batch: int = BATCH, progress: Callable[[int], None] = lambda done: None
) -> Rotation:
    """Wrap the root secret and all keys of signals and overleggen with the first key of the ring.

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
    return Rotation(total, frozenset(rotator.unreadable), frozenset(rotator.unreadable_times), finished)


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
    unreadable_times: set[str] = field(default_factory=set)

    def once(self) -> int:
        """Go through all there is now, a transaction per batch; how many keys were re-wrapped."""
        self.unreadable.clear()
        self.unreadable_times.clear()
        return self._signals() + self._times()

    def _signals(self) -> int:
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

    def _times(self) -> int:
        """The keys of planned times, series by series: of one there are at most some hundreds."""
        with session_for(self.engine, write=False) as session:
            numbers = session.exec(select(OccasionKey.overleg_id).distinct()).all()
        total = 0
        for number in sorted(numbers):
            with session_for(self.engine) as session:
                rows = session.exec(select(OccasionKey).where(OccasionKey.overleg_id == number)).all()
                done = sum(self._time(session, row) for row in rows)
                session.commit()
            total += done
            self.progress(done)
        return total

    def _time(self, session: Session, row: OccasionKey) -> int:
        place = occasion_place(row.overleg_id, row.planned)
        try:
            if wrapped_by_active(self.ring, row.key):
                return 0
            fresh = _rewrap(self.ring, self.team_id, place, row.key)
        except (WrongKey, SealBroken):
            self.unreadable_times.add(f"O-{place.row}")
            return 0
        same = (col(OccasionKey.overleg_id) == row.overleg_id, col(OccasionKey.planned) == row.planned)
        # Only if it is still there: a key that was forgotten meanwhile must not come back.
        return _swap(session, update(OccasionKey).where(*same, col(OccasionKey.key) == row.key), key=fresh)

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
        same = (col(SignalKeys.signal_id) == row.signal_id, column == wrapped)
        done += _swap(session, update(SignalKeys).where(*same), **{name: fresh})
    return done


def _swap(session: Session, change: Update, **values: bytes) -> int:
    done = session.execute(change.values(values), execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0


def _rewrap(ring: KeyRing, team_id: str, place: Place, wrapped: bytes) -> bytes:
    return wrap(ring, team_id, place, unwrap(ring, team_id, place, wrapped))
