"""Seals what the release before this one stored in plain; a migration cannot, because it has no keys.

Run by `schakel migrate` and at each start. Stopped half-way it goes on where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, or_, select

from storage import audit, scrubbing
from storage.engine import session_for
from storage.erasable import key_of
from storage.erasure_tables import Why
from storage.errors import SealBroken, WrongKey
from storage.signal_tables import Signal, SignalKeys
from storage.vault import Vault

BATCH = 200


def seal_existing(engine: Engine, vault: Vault, now: datetime, *, batch: int = BATCH) -> int:
    """Seal every plain text under the key of its signal and empty where it stood; gives how many rows.

    Of a signal whose key is gone the text goes too. One whose key the ring does not hold keeps its text and
    is tried again at the next start. What stood in plain is cleared from the files like what was erased.
    """
    after, done = 0, 0
    while True:
        with session_for(engine) as session:
            rows = _plain_signals(session, after, batch)
            sealed = sum(_seal_signal(session, vault, row) for row in rows)
            if sealed and not done:
                scrubbing.ask(session, Why.SEALED, None, now)
            done += sealed
            audit.note_changes(session, vault.audit_key, now)
            session.commit()
        if not rows:
            return done
        after = rows[-1].id or 0


def _plain_signals(session: Session, after: int, batch: int) -> Sequence[Signal]:
    written = or_(
        Signal.plain_summary != "",
        col(Signal.plain_area).is_not(None),
        col(Signal.plain_outcome).is_not(None),
    )
    found = select(Signal).where(written, col(Signal.id) > after).order_by(col(Signal.id)).limit(batch)
    return session.exec(found.with_for_update()).all()


def _seal_signal(session: Session, vault: Vault, row: Signal) -> bool:
    try:
        key = key_of(vault, session.get(SignalKeys, row.id))
    except (WrongKey, SealBroken):
        return False
    if key is not None:
        plain = {"summary": row.plain_summary, "area": row.plain_area, "outcome": row.plain_outcome}
        for name, text in plain.items():
            if text and getattr(row, name) is None:
                setattr(row, name, key.seal(row, name, text))
    row.plain_summary, row.plain_area, row.plain_outcome = "", None, None
    session.add(row)
    return True
