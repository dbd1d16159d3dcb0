"""Somebody says no: a refusal, or a withdrawal of what was given before; both close at once (rulebook 5b)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from casework.casefile import CaseFile, load
from casework.consent import anybody
from casework.consent.asking import YOUTH
from casework.consent.correcting import find, supersede
from casework.consent.days import read_day
from casework.errors import Flaw, Invalid
from casework.evidence import HOLDER_TYPES
from casework.office import Office
from casework.people import Person
from casework.permissions import Audience, relations, require
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import CONSENT, tell_author, tell_lead
from rules.moments import start_of
from storage.evidence_tables import ConsentRecord
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class ObjectionQuestions:
    """What the form of a refusal or withdrawal offers; `signed` are those who said yes before."""

    number: int
    persons: tuple[str, ...]
    signed: tuple[str, ...]
    today: date
    corrects: str = ""
    who: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Objected:
    """A recorded no; `may_go_on` says whether this person may look for another lawful way."""

    number: int
    may_go_on: bool


def questions(
    office: Office, person: Person, number: int, act: str, corrects: str = ""
) -> ObjectionQuestions:
    """Who can be named in the form of `consent.refused` or `consent.withdraw`; raises `Refused`.

    With `corrects`, the id of a record typed wrongly, what that says is filled in.
    """
    with office.store.reading() as session:
        file = load(session, number)
        require(act, person, file.signal, file.tagged)
        _must_be_open(file)
        if not anybody.leads(person, file):
            same = ObjectionQuestions(number, anybody.EVERYBODY, (), office.today)
            return _filled(same, find(office, file, person, corrects), office) if corrects else same
        signed = tuple(dict.fromkeys(one for record in file.consents for one in record.given))
        asked = ObjectionQuestions(number, _persons(office, file), signed, office.today)
        return _filled(asked, find(office, file, person, corrects), office) if corrects else asked


def _filled(asked: ObjectionQuestions, row: ConsentRecord, office: Office) -> ObjectionQuestions:
    withdrawn = [(who, datetime.fromisoformat(at)) for who, at in row.withdrawn.items()]
    who, day = next(iter(row.refused), None), row.refused_on
    for person, at in withdrawn:
        who, day = person, at.astimezone(office.zone).date()
    return replace(asked, corrects=str(row.id), who=who, day=day)


def refuse(
    office: Office, person: Person, number: int, who: str, on: str, key: str, corrects: str = ""
) -> Objected:
    """Store that somebody refused; it counts for everything until they consent on a later day."""
    with office.act(key, person, about=number) as unit:
        file = load(unit.session, number)
        require("consent.refused", person, file.signal, file.tagged)
        _must_be_open(file)
        wrong = find(office, file, person, corrects) if corrects else None
        day = _checked(office, person, file, who, on, "refused_by", "refused_on")
        record = _record(unit, person, file)
        record.refused, record.refused_on = [who], day
        return _closed(office, unit, person, record, "consent.refused", wrong)


def withdraw(
    office: Office, person: Person, number: int, who: str, on: str, key: str, corrects: str = ""
) -> Objected:
    """Store that somebody takes their yes back; from this second nothing is shared on it any more.

    Raises `Invalid` for a day before that person last consented: then the yes came later.
    """
    with office.act(key, person, about=number) as unit:
        file = load(unit.session, number)
        require("consent.withdraw", person, file.signal, file.tagged)
        _must_be_open(file)
        wrong = find(office, file, person, corrects) if corrects else None
        day = _checked(office, person, file, who, on, "withdrawn_by", "withdrawn_on")
        given = [date.fromisoformat(one.given[who]) for one in file.consents if who in one.given]
        if given and day < max(given) and anybody.leads(person, file):
            raise Invalid({"withdrawn_on": Flaw("withdrawn_before_given")})
        at = unit.now if day == office.today else start_of(day)
        record = _record(unit, person, file)
        record.withdrawn = {who: at.astimezone(UTC).isoformat()}
        return _closed(office, unit, person, record, "consent.withdraw", wrong)


def _must_be_open(file: CaseFile) -> None:
    file.must_be_open()


def _persons(office: Office, file: CaseFile) -> tuple[str, ...]:
    """The young person, and whoever holds gezag or represents them."""
    held = tuple(file.facts.holders) if file.facts and file.facts.holders else tuple(HOLDER_TYPES)
    speaking = tuple(file.capacity.representatives) if file.capacity else ()
    return tuple(dict.fromkeys((YOUTH, *held, *speaking)))


def _checked(
    office: Office, person: Person, file: CaseFile, who: str, on: str, who_field: str, on_field: str
) -> date:
    flaws: dict[str, Flaw] = {}
    knows = anybody.leads(person, file)
    born = office.gate.birth_date(file, office.today) if knows else None
    day = read_day(on, on_field, office.today, born, flaws) or office.today
    if who not in (_persons(office, file) if knows else anybody.EVERYBODY):
        flaws[who_field] = Flaw("required")
    if flaws:
        raise Invalid(flaws)
    return day


def _record(unit: Unit, person: Person, file: CaseFile) -> ConsentRecord:
    """A record about everything: an objection names no purpose, recipient or category (rulebook 5b)."""
    return ConsentRecord(
        signal_id=file.number,
        asked_by=person.partner.role if person.partner else None,
        recorded_by=person.user_id,
        recorded_at=unit.now,
    )


def _closed(
    office: Office, unit: Unit, person: Person, record: ConsentRecord, act: str, wrong: ConsentRecord | None
) -> Objected:
    record.corrects = wrong.id if wrong is not None else None
    unit.session.add(record)
    unit.session.flush()
    if wrong is not None:
        supersede(unit, wrong, person, record.id)
    this = ref("S", record.signal_id)
    unit.redraw(this)
    unit.note(person.user_id, act, ref=this, facts={"record": str(record.id)})
    file = load(unit.session, record.signal_id)
    recheck(office, unit, file)
    tell_author(unit, file, CONSENT, person.user_id, str(record.id))
    tell_lead(unit, file, person.user_id, str(record.id))
    lead = Audience.LEAD in relations(person, file.signal, file.tagged)
    return Objected(file.number, lead)
