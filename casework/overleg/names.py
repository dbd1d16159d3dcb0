"""The young people whose names may not stand in the checked texts of a partnership's overleg."""

from __future__ import annotations

from sqlmodel import Session

from casework.casefile import load
from casework.office import Office
from storage.repositories import overleggen


def subject_names(office: Office, session: Session, partnership_id: int) -> tuple[str, ...]:
    """The names behind the open signals of a partnership; for checking only, never for showing."""
    found: list[str] = []
    for signal in overleggen.open_signals(session, partnership_id):
        if signal.id is not None:
            found += office.gate.subject_names(load(session, signal.id))
    return tuple(found)
