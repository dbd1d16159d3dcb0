"""Makes the keyed hashes of an earlier version anew, so that old and new signals still find each other."""

from __future__ import annotations

from functools import partial

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.errors import NotForYou
from casework.office import Office
from casework.refs import ref
from casework.regie import matches
from casework.signals.items import keep_hashes
from casework.sparing import one_by_one
from storage.matching import digests
from storage.repositories import signals

ACT = "match.hash"


def make_anew(office: Office) -> list[int]:
    """Bring the hashes of every signal in line with how they are made now; a second time changes nothing.

    Signals that turn out alike are told to their coordinators like any other. Gives the numbers of those of
    which damage keeps the name unreadable.
    """
    with office.store.reading() as session:
        numbers = signals.identified(session)
    return one_by_one(numbers, partial(_make_anew, office))


def _make_anew(office: Office, number: int) -> None:
    with office.store.reading() as session:
        if _wanted(office, session, number) is None:
            return
    with office.job() as unit:
        found = _wanted(office, unit.session, number)
        if found is None:
            return
        file, hashes = found
        keep_hashes(unit, number, hashes)
        if file.in_force:
            matches.refresh(unit, number)
        unit.note("schakel", ACT, ref=ref("S", number))


def _wanted(office: Office, session: Session, number: int) -> tuple[CaseFile, dict[str, bytes]] | None:
    """The hashes that a signal should have, None when it has them or is about nobody who can be matched."""
    try:
        file = load(session, number)
    except NotForYou:  # erased
        return None
    names, born = office.gate.subject_names(file), office.gate.born(file)
    if not names or born is None or born.exact is None:
        return None
    made = digests(office.store.vault.index_key, names[0], born.exact)
    return None if signals.hashes(session, number) == made else (file, made)
