"""Somebody else stands behind a record that names who made it, or says that it should not count."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from casework.casefile import CaseFile, load
from casework.consent.correcting import supersede
from casework.consent.uncounted import AT, record_in
from casework.counting import Record, confirmed, confirmer, name_of, named_themselves, recorder
from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import CONSENT, EXCEPTION, tell_over
from storage.evidence_tables import ConsentRecord, ExceptionEntry
from storage.repositories import signals
from storage.unit_of_work import Unit

CONFIRM, DENY = "consent.confirm", "consent.deny"
ANSWERED = "consent.confirmed"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A record that waits for somebody else, or what came of it: waiting, confirmed or denied."""

    signal_ref: str
    value: str
    state: str
    recorded_by: str
    answered_by: str | None
    ground: str | None
    recipients: tuple[PartnerRef, ...]
    waits_for: str | None = None


def answer(office: Office, person: Person, number: int, record: str, act: str, key: str) -> None:
    """Confirm or deny; what was denied counts no more for anybody.

    Raises `NotForYou` for who was not asked, `Refused` REQUEST_ANSWERED once it was answered.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(act, person, file.signal, file.tagged)
        row = _row(file, record)
        if confirmer(file, row) != person.user_id or not named_themselves(file, row):
            raise NotForYou
        if confirmed(row) or not _stands(row):
            raise Refused("REQUEST_ANSWERED")
        if act == CONFIRM:
            row.confirmed_at, row.confirmed_by = unit.now, person.user_id
            unit.session.add(row)
            unit.session.flush()
        else:
            _take_away(unit, row, person)
        this = ref("S", number)
        unit.note(person.user_id, act, ref=this, facts={"record": name_of(row)})
        unit.post(ANSWERED, recorder(row), ref=this, dedupe=f"{this}{AT}{name_of(row)}:answered")
        unit.redraw(this)
        again = load(unit.session, number)
        recheck(office, unit, again)
        if act == DENY:
            kind = CONSENT if isinstance(row, ConsentRecord) else EXCEPTION
            tell_over(unit, again, kind, person.user_id, name_of(row))


def asked_in(office: Office, number: int, dedupe: str) -> Confirmation:
    """What a message about a confirmation is about; raises `NotForYou` when it is gone."""
    record = record_in(dedupe)
    with office.store.reading() as session:
        file = load(session, number)
        row = _stored(file, record) or signals.consent(session, UUID(record))
        if row is None:
            raise NotForYou
        denied = None if _stands(row) else _ended_by(row)
        return Confirmation(
            signal_ref=ref("S", number),
            value=f"{ref('S', number)} {record}",
            state="confirmed" if confirmed(row) else "waiting" if denied is None else "denied",
            recorded_by=recorder(row),
            answered_by=row.confirmed_by or denied,
            ground=row.ground if isinstance(row, ExceptionEntry) else None,
            recipients=file.chosen({one["partner"] for one in row.recipients}),
            waits_for=confirmer(file, row),
        )


def _take_away(unit: Unit, row: Record, person: Person) -> None:
    if isinstance(row, ConsentRecord):
        supersede(unit, row, person, None)
        return
    row.revoked_at, row.revoked_by = unit.now, person.user_id
    unit.session.add(row)
    unit.session.flush()
    unit.redraw(ref("X", row.id))


def _row(file: CaseFile, record: str) -> Record:
    row = _stored(file, record)
    if row is None:
        raise NotForYou
    return row


def _stored(file: CaseFile, record: str) -> Record | None:
    rows: list[Record] = [*file.consents, *file.exceptions]
    return next((one for one in rows if name_of(one) == record), None)


def _stands(row: Record) -> bool:
    return (row.corrected_at if isinstance(row, ConsentRecord) else row.revoked_at) is None


def _ended_by(row: Record) -> str | None:
    return row.corrected_by if isinstance(row, ConsentRecord) else row.revoked_by
