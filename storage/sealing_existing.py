"""Seals what the release before this one stored in plain; a migration cannot, because it has no keys.

Run by `schakel migrate` and at each start. Stopped half-way it goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, or_, select

from storage import audit, occasions, scrubbing
from storage.engine import session_for
from storage.erasable import key_of
from storage.erasure_tables import Why
from storage.errors import SealBroken, WrongKey
from storage.overleg_tables import ActionPoint, AgendaItem
from storage.signal_tables import Signal, SignalKeys
from storage.vault import Vault

BATCH = 200

Plain = Signal | AgendaItem | ActionPoint


def seal_existing(engine: Engine, vault: Vault, now: datetime, *, batch: int = BATCH) -> int:
    """Seal every plain text and empty where it stood; gives how many rows.

    What is said about a signal is sealed under its key, what is said for an overleg as `storage.occasions`
    does. Of a signal whose key is gone the text goes too. What needs a key that the ring does not hold keeps
    its text and is tried again at the next start. What stood in plain is cleared from the files like what was
    erased.
    """
    return sum(
        _seal_table(engine, vault, now, plain, batch)
        for plain in (_plain_signals, _plain_items, _plain_actions)
    )


def _seal_table(
    engine: Engine,
    vault: Vault,
    now: datetime,
    plain: Callable[[Session, int, int], Sequence[Plain]],
    batch: int,
) -> int:
    after, done = 0, 0
    while True:
        with session_for(engine) as session:
            rows = plain(session, after, batch)
            sealed = sum(_seal_row(session, vault, row) for row in rows)
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


def _plain_items(session: Session, after: int, batch: int) -> Sequence[AgendaItem]:
    later = select(AgendaItem).where(AgendaItem.plain_text != "", col(AgendaItem.id) > after)
    return session.exec(later.order_by(col(AgendaItem.id)).limit(batch).with_for_update()).all()


def _plain_actions(session: Session, after: int, batch: int) -> Sequence[ActionPoint]:
    later = select(ActionPoint).where(ActionPoint.plain_text != "", col(ActionPoint.id) > after)
    return session.exec(later.order_by(col(ActionPoint.id)).limit(batch).with_for_update()).all()


def _seal_row(session: Session, vault: Vault, row: Plain) -> bool:
    try:
        if isinstance(row, Signal):
            _seal_signal(session, vault, row)
        else:
            _seal_words(session, vault, row)
    except (WrongKey, SealBroken):
        return False
    session.add(row)
    return True


def _seal_signal(session: Session, vault: Vault, row: Signal) -> None:
    key = key_of(vault, session.get(SignalKeys, row.id))
    if key is not None:
        plain = {"summary": row.plain_summary, "area": row.plain_area, "outcome": row.plain_outcome}
        for name, text in plain.items():
            if text and getattr(row, name) is None:
                setattr(row, name, key.seal(row, name, text))
    row.plain_summary, row.plain_area, row.plain_outcome = "", None, None


def _seal_words(session: Session, vault: Vault, row: AgendaItem | ActionPoint) -> None:
    if row.text is None:
        occasions.seal(session, vault, row, row.plain_text)
    row.plain_text = ""
