"""A second person looks at an exception: approves it, or rejects it with a reason (P10, P11)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.exceptions.independence import why_not
from casework.exceptions.recording import REASON_LIMIT
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permits import Permit
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.sharing.opened import OpenedItem, opened
from casework.signals.telling import EXCEPTION, OVER, tell_author
from casework.texts import sealed_text
from rules.vocabulary import Ground
from storage.evidence_tables import ExceptionEntry
from storage.repositories import exceptions
from storage.sealing import Purpose, place_of, sealed_field
from storage.unit_of_work import Unit

OUTCOME = "exception.outcome"


@dataclass(frozen=True, slots=True)
class Dossier:
    """An exception as its reviewer or its invoker reads it; the items only for the reviewer."""

    ref: str
    signal_ref: str
    ground: Ground
    purpose: str
    recipients: tuple[PartnerRef, ...]
    categories: tuple[str, ...]
    reasons: Mapping[str, str] = field(repr=False)
    to_complete: tuple[str, ...]
    informed: bool
    informed_reason: str | None = field(repr=False)
    rejection: str | None = field(repr=False)
    items: tuple[OpenedItem, ...] = field(repr=False)
    waits_for_me: bool


def show(office: Office, person: Person, number: int) -> Dossier:
    """The reasoning behind an exception, for the named reviewer while it waits, or for its invoker."""
    seen = office.see(person)
    with office.act("", person) as unit:
        entry, file = _found(unit, number)
        items = tuple(item for item in file.items if set(item.categories) <= set(entry.categories))
        reviewing = entry.reviewer == person.user_id and entry.invoker != person.user_id
        left = file.keys.content_key is not None  # a signal that was taken back leaves its reasoning alone
        if reviewing:
            permit = office.gate.review(unit, file, entry, items, seen)
        else:
            permit = office.gate.own_words(unit, file, entry, seen)
        return Dossier(
            ref=ref("X", number),
            signal_ref=ref("S", file.number),
            ground=office.book.grounds[entry.ground],
            purpose=entry.purpose,
            recipients=file.chosen({one["partner"] for one in entry.recipients}),
            categories=tuple(entry.categories),
            reasons=json.loads(_read(office, unit, entry, "reasons", permit) or "{}"),
            to_complete=tuple(entry.to_complete),
            informed=entry.informed,
            informed_reason=_read(office, unit, entry, "informed_reason", permit),
            rejection=_read(office, unit, entry, "rejection", permit),
            items=tuple(opened(office.gate, unit, item, permit) for item in items)
            if reviewing and left
            else (),
            waits_for_me=reviewing,
        )


def approve(office: Office, person: Person, number: int, key: str) -> None:
    """The named reviewer agrees; raises `NotForYou` for anyone else and once it was judged."""
    with office.act(key, person) as unit:
        entry, file = _mine(unit, person, number)
        _judged(unit, entry, person, approved=True)
        unit.session.flush()
        _follow_up(office, unit, entry, file)


def reject(office: Office, person: Person, number: int, reason: str, key: str) -> None:
    """The named reviewer does not agree, and says why; what rested on it closes at once."""
    with office.act(key, person) as unit:
        entry, file = _mine(unit, person, number)
        checked = sealed_text(reason, REASON_LIMIT)
        least = office.policy.reasoning_length
        if checked.flaw is not None or len(checked.text or "") < least:
            raise Invalid({"reason": checked.flaw or Flaw("reasoning_needed", least)})
        _judged(unit, entry, person, approved=False)
        entry.revoked_at, entry.revoked_by = unit.now, person.user_id
        place = place_of(entry, "rejection", Purpose.ACCOUNTABILITY)
        entry.rejection = unit.vault.seal(file.keys, place, checked.text or "")
        unit.session.flush()
        _follow_up(office, unit, entry, file)
        if entry.invoker != file.signal.author:
            tell_author(unit, file, EXCEPTION, person.user_id, f"{ref('X', number)}:{OVER}")


def may_judge(office: Office, person: Person, number: int) -> str:
    """The exception's reference when this person may judge it now; raises `NotForYou`, `Refused`."""
    with office.act("", person) as unit:
        _mine(unit, person, number)
    return ref("X", number)


def _found(unit: Unit, number: int) -> tuple[ExceptionEntry, CaseFile]:
    entry = exceptions.entry(unit.session, number)
    if entry is None:
        raise NotForYou
    return entry, load(unit.session, entry.signal_id)


def _mine(unit: Unit, person: Person, number: int) -> tuple[ExceptionEntry, CaseFile]:
    """The exception that waits for this person, still independent, who can read what they judge."""
    entry, file = _found(unit, number)
    if entry.reviewer != person.user_id:
        raise NotForYou
    if entry.reviewed_at is not None or entry.revoked_at is not None:
        raise Refused("REVIEW_DONE")
    recipients = [one["partner"] for one in entry.recipients]
    if why_not(unit.session, person.user_id, entry.invoker, recipients) is not None:
        raise Refused("EXC_REVIEW_SELF")
    file.must_be_in_use()
    return entry, file


def _judged(unit: Unit, entry: ExceptionEntry, person: Person, *, approved: bool) -> None:
    entry.reviewed_by, entry.reviewed_at, entry.approved = person.user_id, unit.now, approved
    unit.session.add(entry)
    unit.note(
        person.user_id,
        "exception.approve" if approved else "exception.reject",
        ref=ref("X", entry.id),
        code=entry.ground,
    )


def _follow_up(office: Office, unit: Unit, entry: ExceptionEntry, file: CaseFile) -> None:
    this = ref("X", entry.id)
    unit.post(OUTCOME, entry.invoker, ref=this, dedupe=f"{this}:outcome")
    unit.redraw(this)
    unit.redraw(ref("S", file.number))
    for waiting in exceptions.vital_unreviewed(unit.session, entry.invoker):
        unit.redraw(ref("X", waiting))
    recheck(office, unit, file)


def _read(office: Office, unit: Unit, entry: ExceptionEntry, name: str, permit: Permit) -> str | None:
    sealed = sealed_field(entry, name, Purpose.ACCOUNTABILITY)
    return None if sealed is None else office.gate.open(sealed, permit, unit.now)
