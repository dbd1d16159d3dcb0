"""Somebody who must still consent cannot be reached: what was tried is kept, and the lawful ways on follow.

In care every holder of gezag consents (rulebook 3). What one of them who cannot be found leaves open is the
court or another ground (rulebook 14): the product asks the same person no further.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.casefile import CaseFile, load
from casework.consent.asking import EVERY_SIGNATURE, YOUTH, required_in
from casework.consent.attempts import WAYS, Attempt, attempts
from casework.consent.days import read_day
from casework.errors import Flaw, Invalid, Refused
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from storage.evidence_tables import ConsentRecord

UNREACHED = "consent.unreached"


@dataclass(frozen=True, slots=True)
class Sought:
    """Who must still consent in a case, by code, and how they were sought so far."""

    number: int
    persons: tuple[str, ...]
    tried: tuple[Attempt, ...]
    today: date


def questions(office: Office, person: Person, number: int) -> Sought:
    """Whom to ask about; raises `Refused` where nobody else consented yet, or nobody is missing."""
    with office.store.reading() as session:
        file = load(session, number)
        require(UNREACHED, person, file.signal, file.tagged)
        return _sought(office, file)[0]


def record(office: Office, person: Person, number: int, who: str, on: str, way: str, key: str) -> Sought:
    """Keep one more attempt, in the record that lacks them; raises `Invalid` per field, `Refused`."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(UNREACHED, person, file.signal, file.tagged)
        sought, row = _sought(office, file)
        flaws: dict[str, Flaw] = {}
        day = read_day(on, "tried_on", office.today, None, flaws) or office.today
        if who not in sought.persons:
            flaws["unreached"] = Flaw("required")
        if way not in WAYS:
            flaws["way"] = Flaw("required")
        if flaws:
            raise Invalid(flaws)
        made = {"who": who, "on": day.isoformat(), "way": way, "by": person.user_id}
        row.tried = [*row.tried, made]
        unit.session.add(row)
        unit.session.flush()
        this = ref("S", number)
        unit.note(person.user_id, UNREACHED, ref=this, facts={"record": str(row.id), **made})
        unit.redraw(this)
        return _sought(office, file)[0]


def _sought(office: Office, file: CaseFile) -> tuple[Sought, ConsentRecord]:
    """Who is missing in the newest record in which somebody said yes."""
    this = ref("S", file.number)
    file.must_be_open()
    row = next((one for one in reversed(file.consents) if one.given), None)
    if row is None:
        raise Refused("NO_CONSENT", hint="ASK_CONSENT", ref=this)
    required = required_in(office, file)
    missing = tuple(one for one in required.missing(row.given) if one != YOUTH)
    if required.mode not in EVERY_SIGNATURE or not missing:
        raise Refused("NOBODY_MISSING", ref=this)
    return Sought(file.number, missing, attempts(file.consents, missing), office.today), row
