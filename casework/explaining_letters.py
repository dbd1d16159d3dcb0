"""What a letter tells of a consent or an exception: codes and days, never a reasoning or what was told.

Which text was given, in which version and language, is kept in the audit with the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.casefile import CaseFile, load
from casework.consent.correcting import visible
from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.office import Office
from casework.people import PartnerRef, Person, partner_ref
from casework.permissions import require
from casework.refs import ref
from rules.vocabulary import Ground
from storage.evidence_tables import ConsentRecord, ExceptionEntry
from storage.repositories import directory, exceptions
from storage.unit_of_work import Unit

CONSENT, EXCEPTION = "consent.letter", "exception.letter"
# Of all texts of these letters together: another sentence is another version.
TEXT_VERSION = 2
LOCALES = ("nl", "en")


class Addressee(StrEnum):
    """To whom a letter is."""

    YOUTH = "jongere"
    PARENT = "ouder"


@dataclass(frozen=True, slots=True)
class Told:
    """What was agreed or decided: for whom the letter is, with whom what is shared, for what, until when.

    `ground` is None for a consent. `wait` says that whoever decided found that telling has to wait.
    """

    ref: str
    addressee: Addressee
    recipients: tuple[PartnerRef, ...]
    categories: tuple[str, ...]
    purpose: str
    since: date
    until: date
    ground: Ground | None = None
    wait: bool = False


def of_consent(
    office: Office, person: Person, number: int, record: str, addressee: str, locale: str, key: str
) -> Told:
    """For whoever may see this record; raises `NotForYou`, and `Refused` for one in which nobody said yes."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(CONSENT, person, file.signal, file.tagged)
        row = _record(file, person, record)
        facts = {"record": str(row.id), **_text(addressee, locale)}
        unit.note(person.user_id, CONSENT, ref=ref("S", number), facts=facts)
        return Told(
            ref=ref("S", number),
            addressee=Addressee(addressee),
            recipients=_partners(unit, row.recipients),
            categories=tuple(row.categories),
            purpose=row.purpose or "",
            since=min(map(date.fromisoformat, row.given.values())),
            until=_last_day_of_consent(office, row),
        )


def may_explain(office: Office, person: Person, number: int, record: str) -> None:
    """Raises as `of_consent` does."""
    with office.store.reading() as session:
        file = load(session, number)
        require(CONSENT, person, file.signal, file.tagged)
        _record(file, person, record)


def of_exception(
    office: Office, person: Person, exception: int, addressee: str, locale: str, key: str
) -> Told:
    """For author and lead; raises `NotForYou`, and `Refused` for one that opened nothing."""
    with office.act(key, person) as unit:
        entry = _entry(office, unit, person, exception)
        this, text = ref("X", exception), _text(addressee, locale)
        unit.note(person.user_id, EXCEPTION, ref=this, code=entry.ground, facts=text)
        return Told(
            ref=ref("S", entry.signal_id),
            addressee=Addressee(addressee),
            recipients=_partners(unit, entry.recipients),
            categories=tuple(entry.categories),
            purpose=entry.purpose,
            since=entry.granted_at.astimezone(office.zone).date(),
            until=_last_day_of_exception(office, entry),
            ground=office.book.grounds[entry.ground],
            wait=_waits(entry),
        )


def _last_day_of_consent(office: Office, row: ConsentRecord) -> date:
    """After this day nobody can open anything on it, whatever else ends it before (rulebook 5c)."""
    signed, policy = max(map(date.fromisoformat, row.given.values())), office.policy
    usual = signed + timedelta(days=policy.consent_days)
    return min(row.until or usual, signed + timedelta(days=policy.consent_days_max))


def _last_day_of_exception(office: Office, entry: ExceptionEntry) -> date:
    """The same: the term of the ground, which a date in the form can only shorten."""
    ground = office.book.grounds[entry.ground]
    days = office.policy.ground_days.get(ground.id, ground.max_days or 0)
    term = ground.by_the_clock if ground.by_the_clock is not None else timedelta(days=days)
    last = (entry.granted_at + term).astimezone(office.zone).date()
    return last if entry.until is None else min(last, entry.until)


def has_to_wait(office: Office, person: Person, exception: int) -> bool:
    """Whether it was written down why youth and parents were not told; raises as `of_exception`."""
    with office.store.reading() as session:
        entry = exceptions.entry(session, exception)
        if entry is None:
            raise NotForYou
        file = load(session, entry.signal_id)
        require(EXCEPTION, person, file.signal, file.tagged)
        return _waits(entry)


def _waits(entry: ExceptionEntry) -> bool:
    return not entry.informed and entry.informed_reason is not None


def _record(file: CaseFile, person: Person, record: str) -> ConsentRecord:
    row = next((one for one in visible(file, person) if str(one.id) == record), None)
    if row is None:
        raise NotForYou
    if not row.given or row.withdrawn or row.refused:
        raise Refused("NO_CONSENT", ref=ref("S", file.number))
    return row


def _entry(office: Office, unit: Unit, person: Person, exception: int) -> ExceptionEntry:
    entry = exceptions.entry(unit.session, exception)
    if entry is None:
        raise NotForYou
    file = load(unit.session, entry.signal_id)
    require(EXCEPTION, person, file.signal, file.tagged)
    waits = entry.reviewer is not None and entry.approved is None
    opens_first = office.book.grounds[entry.ground].by_the_clock is not None
    if entry.approved is False or (waits and not opens_first):
        raise Refused("EXC_REVIEW", ref=ref("X", exception))
    return entry


def _partners(unit: Unit, recipients: Iterable[dict[str, object]]) -> tuple[PartnerRef, ...]:
    """Who was named, as the directory knows them now."""
    named = [int(str(one["partner"])) for one in recipients]
    return tuple(map(partner_ref, directory.partners(unit.session, named)))


def _text(addressee: str, locale: str) -> dict[str, object]:
    """What is kept of the text; raises `Invalid` for one that there is not."""
    if addressee not in set(Addressee) or locale not in LOCALES:
        raise Invalid({"letter": Flaw("unknown_choice")})
    return {"text": addressee, "locale": locale, "version": TEXT_VERSION}
