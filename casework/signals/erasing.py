"""An upheld objection or an erasure: the privacy officer ends everything about a signal, for good."""

from __future__ import annotations

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.regie.ending import let_go
from casework.retention.terms import Calendar, keep_day
from casework.rights.settling import settle
from casework.sharing.closing import end_all
from casework.signals.stub import drop_stub
from storage.erasure_tables import Why
from storage.repositories import exceptions
from storage.signal_tables import SignalState
from storage.unit_of_work import Unit
from storage.vault import forget

WHY = ("bezwaar", "verzoek", "bewaartermijn")
REASON_LIMIT = 1500
UPHELD = "OBJECTION_UPHELD"


def may_erase(office: Office, person: Person, number: int) -> str:
    """The signal's reference when this person may erase it; raises `NotForYou`."""
    with office.store.reading() as session:
        file = load(session, number)
        require("view:signal.erase", person, file.signal, file.tagged)
    return ref("S", number)


def erase(office: Office, person: Person, number: int, why: str, key: str) -> None:
    """Delete the content key and all that was typed; a tombstone without content stays.

    Whatever was shared closes at this second, whoever received it is told to use it no further, and
    every message about it is replaced. `why` is one of `WHY`. Raises `Invalid`, `NotForYou`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("view:signal.erase", person, file.signal, file.tagged)
        if why not in WHY:
            raise Invalid({"why": Flaw("required")})
        erase_in(office, unit, file, person, why)


def erase_in(office: Office, unit: Unit, file: CaseFile, person: Person, why: str) -> None:
    """The same inside an act that has looked who may."""
    end_all(unit, file, UPHELD)
    drop_content(unit, Calendar(office.gate, office.policy, office.zone), file, Why.ERASED)
    unit.note(person.user_id, "signal.erase", ref=ref("S", file.number), code=why)


def drop_content(unit: Unit, calendar: Calendar, file: CaseFile, why: Why) -> None:
    """Destroy the content key and all that was typed; every message about it is drawn anew.

    What was shared must have ended before. The date of birth goes too; the day that it sets for the
    records is kept apart.
    """
    keep_day(unit, calendar, file)
    if file.is_draft:
        unit.withdraw(ref=ref("S", file.number), shown=False)
    file.signal.state = SignalState.ERASED
    file.signal.closed_at = file.signal.closed_at or unit.now
    drop_stub(file.signal)
    unit.session.add(file.signal)
    forget(unit.session, file.number)
    unit.clear_traces(why, ref("S", file.number))
    let_go(unit, file.number, closed=False)
    exceptions.forget_drafts(unit.session, file.number)
    settle(unit, file.number)
    for one in file.refs:
        unit.redraw(one)
