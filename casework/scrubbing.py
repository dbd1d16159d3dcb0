"""After an erasure: clears what the files of the database still hold, and tells the privacy officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from casework.office import Office
from storage import scrubbing
from storage.erasure_tables import Erasure, Why
from storage.repositories.directory import users_with
from storage.scrubbing import NotClean
from storage.unit_of_work import Unit

CLEARED = "erasure.cleared"
STUCK = "erasure.stuck"
FG = "fg"
# A backup or a long look at the data may take this long before somebody has to do something about it.
PATIENCE = timedelta(minutes=15)


def clear_traces(office: Office) -> bool:
    """Clear what was erased before this call; True when nothing is left to be done.

    What does not succeed is to be tried again. Who erased a signal hears when it is done; every privacy
    officer hears once when it has not been possible for `PATIENCE`.
    """
    with office.store.reading() as session:
        found = scrubbing.waiting(session)
    if not found:
        return True
    try:
        office.store.scrub(once_plain=any(one.why == Why.SEALED for one in found))
    except NotClean as error:
        _alarm(office, found, error.code)
        return False
    with office.job() as unit:
        for one in found:
            _settle(unit, one)
    return True


def _settle(unit: Unit, done: Erasure) -> None:
    row = unit.session.get(Erasure, done.id, with_for_update=True)
    if row is None:
        return  # another process was first
    unit.session.delete(row)
    unit.note("schakel", CLEARED, ref=row.ref, code=row.why)
    if row.why == Why.ERASED or row.alarmed_at is not None:
        for officer in users_with(unit.session, FG):
            unit.post(CLEARED, officer, ref=row.ref, dedupe=f"{CLEARED}:{row.id}:{officer}")


def _alarm(office: Office, found: Sequence[Erasure], code: str) -> None:
    """Tell, once for each, that what was erased can still be found in the files."""
    late = [one for one in found if one.alarmed_at is None and office.clock.now() - one.at >= PATIENCE]
    if not late:
        return
    with office.job() as unit:
        for one in late:
            row = unit.session.get(Erasure, one.id, with_for_update=True)
            if row is None or row.alarmed_at is not None:
                continue
            row.alarmed_at = unit.now
            unit.session.add(row)
            unit.note("schakel", STUCK, ref=row.ref, code=code)
            for officer in users_with(unit.session, FG):
                unit.post(STUCK, officer, ref=row.ref, dedupe=f"{STUCK}:{row.id}:{officer}")
