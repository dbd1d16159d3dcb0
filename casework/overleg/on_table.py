"""Which signals somebody sees on the table of an overleg, and which everybody in its channel does."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.people import Person
from casework.permissions import relations
from casework.readers import everybody
from storage.repositories import overleggen, signals
from storage.signal_tables import Signal


def cases(session: Session, partnership_id: int, viewer: Person | None) -> tuple[CaseFile, ...]:
    """The open signals that this person reads, oldest first; without anybody those that the channel reads."""
    rows = overleggen.open_signals(session, partnership_id)
    return tuple(load(session, row.id) for row in rows if row.id is not None and _reads(session, row, viewer))


def decided(session: Session, overleg: int, planned: date, viewer: Person | None) -> tuple[int, ...]:
    """The signals about which something was decided that time, of those that this person reads."""
    numbers = dict.fromkeys(row.signal_id for row in overleggen.decisions(session, overleg, planned))
    rows = (signals.signal(session, one) for one in numbers)
    return tuple(row.id for row in rows if row is not None and row.id and _reads(session, row, viewer))


def _reads(session: Session, row: Signal, viewer: Person | None) -> bool:
    if everybody(row):
        return True
    if viewer is None or row.id is None:
        return False
    tagged = frozenset(one.partner_id for one in signals.tags(session, row.id))
    return bool(relations(viewer, row, tagged))
