"""Recording a ground: every condition of its own, one purpose, named recipients, a reviewer, an end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.casefile import CaseFile, load
from casework.consent.uncounted import ask as ask_to_confirm
from casework.counting import must_be_confirmed
from casework.dates import read_date
from casework.errors import AlreadyDone, Flaw, Invalid
from casework.exceptions.asking import ExceptionQuestions, questions_for
from casework.exceptions.checking import REASON_LIMIT as REASON_LIMIT  # noqa: PLC0414  # offered from here
from casework.exceptions.checking import Checked, check
from casework.exceptions.drafts import Typed
from casework.exceptions.independence import reviewers_for
from casework.exceptions.unreviewed import Unreviewed
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.question import Question
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import EXCEPTION, tell_author, tell_over
from rules.model import Verdict
from rules.vocabulary import Ground, ReviewKind
from storage.evidence_tables import ExceptionEntry
from storage.repositories import directory, exceptions
from storage.sealing import Purpose, Sealed, place_of
from storage.unit_of_work import Unit

FG = "fg"

REVIEW = "exception.review"
TOLD = "exception.told"
OVERDUE = "exception.overdue"
REVIEW_WITHIN = timedelta(hours=24)
SENT_TWICE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Invoked:
    """A recorded exception and what the gate says of it now; the last two as for a consent record."""

    number: int
    exception: int
    ground: Ground
    recipients: tuple[PartnerRef, ...]
    reviewer: str | None
    verdict: Verdict
    names_self: bool = False
    waits_for: str | None = None
    earlier: tuple[Unreviewed, ...] = ()


def record(office: Office, person: Person, number: int, ground_id: str, typed: Typed, key: str) -> Invoked:
    """Store an exception from the form as typed; the named reviewer is asked, E01 acts at once.

    Raises `Invalid` per field, also for a condition without its reasoning (P9) and a reviewer with a
    stake in it, and `Refused` when the ground does not fit.
    """
    with office.act(key, person) as unit:
        return record_within(office, unit, person, load(unit.session, number), ground_id, typed)


def record_within(
    office: Office,
    unit: Unit,
    person: Person,
    file: CaseFile,
    ground_id: str,
    typed: Typed,
    to_complete: Sequence[str] = (),
) -> Invoked:
    """The same for a loaded signal, within an act; `to_complete` are asked for again later."""
    require("exception.record", person, file.signal, file.tagged)
    asked = questions_for(office, unit, person, file, ground_id)
    checked = check(office, unit, person, file, asked, typed)
    mine = (one for one in file.exceptions if person.did(one.invoker, one.granted_at))
    if any(_says_the_same(one, asked, checked, unit.now) for one in mine):
        raise AlreadyDone
    entry = _store(office, unit, person, file, asked, checked, to_complete)
    exceptions.forget_drafts(unit.session, file.number, person.user_id, ground_id)
    _tell(office, unit, file, asked, entry)
    unit.redraw(ref("S", file.number))
    unit.note(
        person.user_id,
        "exception.record",
        ref=ref("X", entry.id),
        code=ground_id,
        facts={
            "signal": file.number,
            "recipients": [one.id for one in checked.recipients],
            "categories": list(checked.categories),
            "purpose": checked.purpose,
        },
    )
    again = load(unit.session, file.number)
    recheck(office, unit, again)
    verdict = _verdict(office, unit, person, again, entry, checked)
    waits_for = ask_to_confirm(unit, again, entry)
    if waits_for != file.signal.author:
        tell_author(unit, again, EXCEPTION, person.user_id, ref("X", entry.id))
    themselves = must_be_confirmed(again, entry)
    return Invoked(
        file.number,
        entry.id or 0,
        asked.ground,
        checked.recipients,
        entry.reviewer,
        verdict,
        themselves,
        waits_for,
        asked.earlier,
    )


def revoke(office: Office, person: Person, exception: int, key: str) -> int:
    """Take an exception back; what rested on it closes at once. Returns the signal's number.

    The invoker and whoever has regie may; `NotForYou` for others.
    """
    with office.act(key, person) as unit:
        entry = exceptions.entry(unit.session, exception)
        file = load(unit.session, entry.signal_id if entry else 0)
        require("exception.revoke", person, file.signal, file.tagged)
        assert entry is not None  # noqa: S101  # load refused signal 0
        if entry.revoked_at is None:
            entry.revoked_at, entry.revoked_by = unit.now, person.user_id
            unit.session.add(entry)
            unit.session.flush()
            unit.note(person.user_id, "exception.revoke", ref=ref("X", exception), code=entry.ground)
            unit.redraw(ref("X", exception))
            unit.redraw(ref("S", file.number))
            recheck(office, unit, file)
            tell_over(unit, file, EXCEPTION, person.user_id, ref("X", exception))
    return file.number


def _says_the_same(entry: ExceptionEntry, asked: ExceptionQuestions, checked: Checked, now: datetime) -> bool:
    """The same form sent twice, from two screens say: each would ask a reviewer, and count as used."""
    return (
        entry.revoked_at is None
        and now - entry.granted_at < SENT_TWICE
        and (entry.ground, entry.purpose) == (asked.ground.id, checked.purpose)
        and {one["partner"] for one in entry.recipients} == {one.id for one in checked.recipients}
        and set(entry.categories) == set(checked.categories)
    )


def _store(
    office: Office,
    unit: Unit,
    person: Person,
    file: CaseFile,
    asked: ExceptionQuestions,
    checked: Checked,
    to_complete: Sequence[str],
) -> ExceptionEntry:
    ticks = {key: checked.reasons.get(key) for key in asked.ground.conditions}
    entry = ExceptionEntry(
        signal_id=file.number,
        ground=asked.ground.id,
        invoked_by=person.partner.role if person.partner else "",
        invoker=person.user_id,
        purpose=checked.purpose,
        recipients=[{"partner": one.id, "role": one.role} for one in checked.recipients],
        categories=list(checked.categories),
        conditions=sorted(office.book.conditions_met(ticks, office.policy)),
        informed=checked.informed,
        granted_at=unit.now,
        until=read_date(checked.typed.until),
        reviewer=_reviewer(office, unit, person, asked, checked),
        to_complete=list(to_complete),
    )
    unit.session.add(entry)
    unit.session.flush()
    entry.reasons = _sealed(unit, file, entry, "reasons", json.dumps(dict(checked.reasons)))
    if checked.informed_reason:
        entry.informed_reason = _sealed(unit, file, entry, "informed_reason", checked.informed_reason)
    unit.session.add(entry)
    unit.session.flush()
    return entry


def _sealed(unit: Unit, file: CaseFile, entry: ExceptionEntry, field: str, text: str) -> Sealed:
    return unit.vault.seal(file.keys, place_of(entry, field, Purpose.ACCOUNTABILITY), text)


def _reviewer(
    office: Office, unit: Unit, person: Person, asked: ExceptionQuestions, checked: Checked
) -> str | None:
    """The named reviewer; E01 acts first and gets the first independent one of the list."""
    if asked.asks_reviewer:
        return checked.typed.reviewer
    if asked.ground.review is ReviewKind.NONE:
        return None
    eligible = reviewers_for(unit.session, person, [one.id for one in checked.recipients])
    return eligible[0] if eligible else None


def _tell(
    office: Office, unit: Unit, file: CaseFile, asked: ExceptionQuestions, entry: ExceptionEntry
) -> None:
    this = ref("X", entry.id)
    if entry.reviewer is not None:
        unit.post(REVIEW, entry.reviewer, ref=this, dedupe=f"{this}:review")
    if not asked.fast:
        return
    watchers = {file.partnership.coordinator, *directory.users_with(unit.session, FG)}
    late = unit.now + REVIEW_WITHIN
    for watcher in sorted(watchers - {entry.invoker}):
        unit.post(TOLD, watcher, ref=this, dedupe=f"{this}:told:{watcher}")
        unit.post(OVERDUE, watcher, ref=this, due_at=late, dedupe=f"{this}:overdue:{watcher}")


def _verdict(
    office: Office, unit: Unit, person: Person, file: CaseFile, entry: ExceptionEntry, checked: Checked
) -> Verdict:
    items = tuple(item for item in file.items if set(item.categories) <= set(entry.categories))
    if person.partner is None:
        raise Invalid({"recipients": Flaw("exception_recipient_needed")})
    question = Question(person.partner, checked.recipients, items, entry.purpose)
    return office.gate.judge(file, question, unit.now)
