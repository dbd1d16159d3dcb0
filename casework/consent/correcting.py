"""A record that was typed wrongly is replaced or taken away; the old one stays to be accounted for.

A correction never lifts a no. A no may only be corrected by whoever recorded it, on the same day; afterwards
nothing but a later yes lifts it. A yes is corrected by whoever recorded it as long as nobody said no in this
case: with a no beside it, it is taken away and recorded anew. Who neither reported nor leads does not learn
of anybody else's no: for them a correction always is that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from casework.casefile import CaseFile, load
from casework.consent import anybody, guardian
from casework.errors import NotForYou, Refused
from casework.evidence import consent
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import Audience, relations, require
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import CONSENT, tell_over
from rules.objections import holds_objection
from storage.evidence_tables import ConsentRecord
from storage.unit_of_work import Unit

LIST, CORRECT, VOID = "consent.records", "consent.correct", "consent.void"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record that counts, as author, lead and recorder see it, and what may still be done to it.

    It is `replaced` where a later yes says all that it says: by whom, for what, with whom, about what.
    """

    id: str
    given: Mapping[str, str]
    refused: tuple[str, ...]
    refused_on: date | None
    withdrawn: Mapping[str, str]
    purpose: str | None
    recipients: tuple[PartnerRef, ...]
    categories: tuple[str, ...]
    until: date | None
    youth_voice: str | None
    other_holder: str | None
    second: PartnerRef | None
    recorded_by: str
    recorded_at: datetime
    correctable: bool
    voidable: bool
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class RecordList:
    """The records of a signal, newest first."""

    number: int
    lines: tuple[RecordLine, ...]


def visible(file: CaseFile, person: Person) -> list[ConsentRecord]:
    """The records this person may see: author and lead all of them, others what they recorded."""
    leads = Audience.LEAD in relations(person, file.signal, file.tagged)
    return [one for one in file.consents if leads or person.did(one.recorded_by, one.recorded_at)]


def records(office: Office, person: Person, number: int) -> RecordList:
    """What was recorded in this case; raises `NotForYou` for somebody who may see none of it."""
    with office.store.reading() as session:
        file = load(session, number)
        require(LIST, person, file.signal, file.tagged)
        found = [
            _line(office, file, person, one, guardian.second_of(session, one))
            for one in visible(file, person)
        ]
        return RecordList(
            number, tuple(reversed([_marked(one, found[at + 1 :]) for at, one in enumerate(found)]))
        )


def _marked(line: RecordLine, later: Sequence[RecordLine]) -> RecordLine:
    """The same, marked when one of the later ones says all of it again."""
    yes = [one for one in (line, *later) if one.given and not one.refused and not one.withdrawn]
    if not yes or yes[0] is not line:
        return line
    covers = any(
        line.given.keys() <= one.given.keys()
        and line.purpose == one.purpose
        and set(line.recipients) <= set(one.recipients)
        and set(line.categories) <= set(one.categories)
        for one in yes[1:]
    )
    return replace(line, replaced=covers)


def find(office: Office, file: CaseFile, person: Person, record: str) -> ConsentRecord:
    """The record this person may correct.

    Raises `NotForYou`, `Refused` NO_STANDS for a no of before today, NO_BESIDE for a yes beside a no.
    """
    row = _seen(file, person, record)
    if not person.did(row.recorded_by, row.recorded_at):
        raise NotForYou
    _no_must_be_fresh(office, row, person)
    if _knows_of_a_no(file, person, row):
        raise Refused("NO_BESIDE", ref=ref("S", file.number))
    return row


def without(file: CaseFile, row: ConsentRecord) -> CaseFile:
    """The same case as if this record had not been made."""
    return replace(file, consents=[one for one in file.consents if one.id != row.id])


def supersede(unit: Unit, row: ConsentRecord, person: Person, by: UUID | None) -> None:
    """The record counts no more; `by` is what was recorded in its place."""
    row.corrected_at, row.corrected_by, row.superseded_by = unit.now, person.user_id, by
    unit.session.add(row)
    unit.session.flush()
    unit.note(
        person.user_id,
        VOID if by is None else CORRECT,
        ref=ref("S", row.signal_id),
        facts={"record": str(row.id), "by": None if by is None else str(by)},
    )


def void(office: Office, person: Person, number: int, record: str, key: str) -> None:
    """Take a record away that should never have been made; what rested on it closes at once."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(VOID, person, file.signal, file.tagged)
        row = _seen(file, person, record)
        _no_must_be_fresh(office, row, person)
        supersede(unit, row, person, None)
        unit.redraw(ref("S", number))
        again = load(unit.session, number)
        recheck(office, unit, again)
        tell_over(unit, again, CONSENT, person.user_id, str(row.id))


def _seen(file: CaseFile, person: Person, record: str) -> ConsentRecord:
    row = next((one for one in visible(file, person) if str(one.id) == record), None)
    if row is None:
        raise NotForYou
    file.must_be_open()
    return row


def _no_must_be_fresh(office: Office, row: ConsentRecord, person: Person) -> None:
    if _says_no(row) and not _fresh(office, row, person):
        raise Refused("NO_STANDS", ref=ref("S", row.signal_id))


def _beside_a_no(file: CaseFile, row: ConsentRecord) -> bool:
    return not _says_no(row) and any(_says_no(one) for one in file.consents)


def _knows_of_a_no(file: CaseFile, person: Person, row: ConsentRecord) -> bool:
    return anybody.leads(person, file) and _beside_a_no(file, row)


def _says_no(row: ConsentRecord) -> bool:
    return holds_objection(consent(row))


def _fresh(office: Office, row: ConsentRecord, person: Person) -> bool:
    recorded = row.recorded_at.astimezone(office.zone).date()
    return person.did(row.recorded_by, row.recorded_at) and recorded == office.today


def _line(
    office: Office, file: CaseFile, person: Person, row: ConsentRecord, second: PartnerRef | None
) -> RecordLine:
    free = file.in_force and (not _says_no(row) or _fresh(office, row, person))
    mine = person.did(row.recorded_by, row.recorded_at)
    return RecordLine(
        id=str(row.id),
        given=row.given,
        refused=tuple(row.refused),
        refused_on=row.refused_on,
        withdrawn=row.withdrawn,
        purpose=row.purpose,
        recipients=file.chosen({one["partner"] for one in row.recipients}),
        categories=tuple(row.categories),
        until=row.until,
        youth_voice=row.youth_voice,
        other_holder=row.other_holder,
        second=second,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        correctable=free and mine and not _knows_of_a_no(file, person, row),
        voidable=free,
    )
