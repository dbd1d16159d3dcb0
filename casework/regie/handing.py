"""Handing regie over: author, lead or coordinator make another account the lead of a signal."""

from __future__ import annotations

from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.regie import asking
from casework.regie.leading import acting_lead, is_active
from casework.signals.telling import REGIE, tell_author
from storage.unit_of_work import Unit

POST_LEAD = "signal.lead"


@dataclass(frozen=True, slots=True)
class Leading:
    """What the form to hand over needs; `current` is None when nobody leads."""

    ref: str
    current: str | None


def leading(office: Office, person: Person, number: int) -> Leading:
    """Who leads a signal, for somebody who may hand that over; raises `Refused`."""
    with office.store.reading() as session:
        file = load(session, number)
        _check(file, person)
        return Leading(ref("S", number), acting_lead(file))


def hand_over(office: Office, person: Person, number: int, user_id: str, key: str) -> None:
    """Make another account the lead; that account gets a message.

    Raises `Invalid` at `lead` for somebody outside the partnership, `Refused`, `NotForYou`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        _check(file, person)
        if not user_id or not is_active(file, user_id):
            raise Invalid({"lead": Flaw("lead_outside")})
        if user_id == acting_lead(file):
            return
        facts = {"from": file.signal.lead, "to": user_id}
        file.signal.lead = user_id
        _tell(unit, file, user_id)
        if user_id != file.signal.author:
            tell_author(unit, file, REGIE, person.user_id, f"{user_id}:{unit.now.isoformat()}")
        unit.note(person.user_id, "signal.lead", ref=ref("S", number), facts=facts)


def _tell(unit: Unit, file: CaseFile, user_id: str) -> None:
    this = ref("S", file.number)
    file.signal.active_at = unit.now
    unit.session.add(file.signal)
    asking.hand_on(unit, file, user_id)
    unit.post(POST_LEAD, user_id, ref=this, dedupe=f"{this}:lead:{user_id}:{unit.now.isoformat()}")
    unit.redraw(this)


def _check(file: CaseFile, person: Person) -> None:
    require("signal.lead", person, file.signal, file.tagged)
    file.must_be_open()
