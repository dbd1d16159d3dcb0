"""What police and justice told before version 2 of the rulebook: judged as K8, and its coordinators told.

The gate judges by the source of each item, so nothing stored has to change (rulebook 5c); what consent opened
of it is closed. The coordinators hear that once, by number.
"""

from __future__ import annotations

from itertools import groupby

from casework.office import Office
from casework.people import identify
from casework.refs import ref
from storage.repositories import directory, earlier
from storage.signal_tables import Signal
from storage.unit_of_work import Unit

KEPT = "police.kept"
VERSION = 2


def tell(office: Office, unit: Unit) -> None:
    """Tell the coordinator of each partnership of the open signals that they were not told of."""
    began = earlier.since(unit.session, VERSION)
    if began is None:
        return
    regimes = {one.id for one in office.book.regimes.values() if one.police}
    known = earlier.noted(unit.session, KEPT)
    found = [
        one
        for one in earlier.open_signals_with(unit.session, regimes, began)
        if ref("S", one.id or 0) not in known
    ]
    for partnership, signals in groupby(sorted(found, key=_where), key=_where):
        row = directory.partnership(unit.session, partnership)
        if row is None or not row.coordinator:
            continue  # until there is one
        numbers = [ref("S", one.id or 0) for one in signals]
        for this in numbers:
            unit.note("schakel", KEPT, ref=this)
        unit.post(KEPT, row.coordinator, dedupe=f"{KEPT}:{numbers[0]}:{row.coordinator}")


def kept_for(office: Office, user_id: str) -> tuple[str, ...]:
    """The numbers that this account was told of, as far as it coordinates them now and they are open."""
    with office.store.reading() as session:
        coordinated = identify(session, user_id).coordinates
        began = earlier.since(session, VERSION)
        if began is None:
            return ()
        regimes = {one.id for one in office.book.regimes.values() if one.police}
        known = earlier.noted(session, KEPT)
        found = earlier.open_signals_with(session, regimes, began)
        numbers = [ref("S", one.id or 0) for one in found if one.partnership_id in coordinated]
        return tuple(one for one in numbers if one in known)


def _where(signal: Signal) -> int:
    return signal.partnership_id
