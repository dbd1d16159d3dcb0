"""A partner got an account, or another name: is this still the person whom consent and exceptions named?"""

from __future__ import annotations

from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.counting import Record, is_account, perhaps_others, recorder, standing_records
from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import Audience, relations, require
from casework.refs import ref
from casework.regie.leading import acting_lead, is_active
from casework.sharing.closing import recheck
from storage.directory_tables import Partner
from storage.repositories import signals
from storage.unit_of_work import Unit

ACT = "consent.same_person"
ASKED = "consent.same_person"
_AT = ":same:"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A partner of whom it is to be said who it is, in one signal; `open` as long as this reader may say."""

    signal_ref: str
    value: str
    partner: PartnerRef
    open: bool


def doubt(office: Office, unit: Unit, row: Partner) -> None:
    """From now on what named this partner counts for them only once somebody said that it is still them.

    Whoever recorded something is asked, and author and lead of each open signal; what was shared with them is
    judged again. That they carry out the same help was said of somebody else.
    """
    row.person_since = unit.now
    unit.session.add(row)
    unit.session.flush()
    for number in signals.open_with_tag(unit.session, row.id or 0):
        for tag in signals.tags(unit.session, number):
            if tag.partner_id == row.id and tag.directly_involved:
                tag.directly_involved = False
                unit.session.add(tag)
        unit.session.flush()
        file = load(unit.session, number)
        _ask(unit, file, row)
        recheck(office, unit, file)
        unit.redraw(ref("S", number))


def say_same(office: Office, person: Person, number: int, partner_id: int, key: str) -> None:
    """This is the person who was named: author and lead say so of every record, others of their own.

    Nobody says it of themselves. Raises `NotForYou`, or `Refused` REQUEST_ANSWERED when nothing is in doubt.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(ACT, person, file.signal, file.tagged)
        partner = file.members.get(partner_id)
        if partner is None or is_account(file, person.user_id, partner):
            raise NotForYou
        theirs = _may_say(file, person, partner_id)
        if not theirs:
            raise NotForYou
        rows = [one for one in theirs if partner in perhaps_others(file, one)]
        if not rows:
            raise Refused("REQUEST_ANSWERED")
        for row in rows:
            row.same_person = {**row.same_person, str(partner_id): unit.now.isoformat()}
            unit.session.add(row)
        unit.session.flush()
        this = ref("S", number)
        facts = {"partner": partner_id, "records": [str(one.id) for one in rows]}
        unit.note(person.user_id, ACT, ref=this, facts=facts)
        unit.redraw(this)
        recheck(office, unit, file)


def asked_in(office: Office, person: Person, number: int, dedupe: str) -> Doubt:
    """What a message that asks it is about; raises `NotForYou` when it is gone."""
    partner_id = int(dedupe.partition(_AT)[2].partition(":")[0])
    with office.store.reading() as session:
        file = load(session, number)
        partner = file.members.get(partner_id)
        if partner is None:
            raise NotForYou
        still = any(partner in perhaps_others(file, one) for one in _may_say(file, person, partner_id))
        value = f"{ref('S', number)} {ref('P', partner_id)}"
        return Doubt(ref("S", number), value, partner, still and file.in_force)


def _ask(unit: Unit, file: CaseFile, row: Partner) -> None:
    records = _records(file, row.id or 0)
    doubted = [one for one in records if row.id in {who.id for who in perhaps_others(file, one)}]
    if not doubted:
        return
    this, stamp = ref("S", file.number), unit.now.isoformat()
    asked = {file.signal.author, acting_lead(file), *map(recorder, doubted)} - {row.user_id}
    for account in sorted(one for one in asked if one is not None and is_active(file, one)):
        unit.post(ASKED, account, ref=this, dedupe=f"{this}{_AT}{row.id}:{account}:{stamp}")


def _may_say(file: CaseFile, person: Person, partner_id: int) -> list[Record]:
    leads = Audience.LEAD in relations(person, file.signal, file.tagged)
    return [one for one in _records(file, partner_id) if leads or recorder(one) == person.user_id]


def _records(file: CaseFile, partner_id: int) -> list[Record]:
    return [
        one for one in standing_records(file) if any(who["partner"] == partner_id for who in one.recipients)
    ]
