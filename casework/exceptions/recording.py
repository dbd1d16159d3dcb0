"""Recording a ground: every condition of its own, one purpose, named recipients, a reviewer, an end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.casefile import CaseFile, load
from casework.consent.uncounted import ask as ask_to_confirm
from casework.counting import must_be_confirmed
from casework.dates import FlawedDate, read_date
from casework.errors import AlreadyDone, Flaw, Invalid
from casework.exceptions.asking import ExceptionQuestions, questions_for
from casework.exceptions.drafts import Typed
from casework.exceptions.independence import reviewers_for, why_not
from casework.exceptions.unreviewed import Unreviewed
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.question import Question
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import EXCEPTION, tell_author, tell_over
from casework.texts import sealed_text
from rules.model import Verdict
from rules.vocabulary import Ground, ReviewKind
from storage.evidence_tables import ExceptionEntry
from storage.repositories import directory, exceptions
from storage.sealing import Purpose, Sealed, place_of
from storage.unit_of_work import Unit

REASON_LIMIT = 1500
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


@dataclass(frozen=True, slots=True)
class _Checked:
    """The form after checking: nothing in it can be refused any more."""

    purpose: str
    recipients: tuple[PartnerRef, ...]
    categories: tuple[str, ...]
    reasons: Mapping[str, str]
    informed: bool
    informed_reason: str | None
    typed: Typed


def record(office: Office, person: Person, number: int, ground_id: str, typed: Typed, key: str) -> Invoked:
    """Store an exception from the form as typed; the named reviewer is asked, E01 acts at once.

    Raises `Invalid` per field, also for a condition without its reasoning (P9) and a reviewer with a
    stake in it, and `Refused` when the ground does not fit.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("exception.record", person, file.signal, file.tagged)
        asked = questions_for(office, unit, person, file, ground_id)
        checked = _check(office, unit, person, file, asked, typed)
        mine = (one for one in file.exceptions if person.did(one.invoker, one.granted_at))
        if any(_says_the_same(one, asked, checked, unit.now) for one in mine):
            raise AlreadyDone
        entry = _store(office, unit, person, file, asked, checked)
        exceptions.forget_drafts(unit.session, number, person.user_id, ground_id)
        _tell(office, unit, file, asked, entry)
        unit.redraw(ref("S", number))
        unit.note(
            person.user_id,
            "exception.record",
            ref=ref("X", entry.id),
            code=ground_id,
            facts={
                "signal": number,
                "recipients": [one.id for one in checked.recipients],
                "categories": list(checked.categories),
                "purpose": checked.purpose,
            },
        )
        again = load(unit.session, number)
        recheck(office, unit, again)
        verdict = _verdict(office, unit, person, again, entry, checked)
        waits_for = ask_to_confirm(unit, again, entry)
        if waits_for != file.signal.author:
            tell_author(unit, again, EXCEPTION, person.user_id, ref("X", entry.id))
        themselves = must_be_confirmed(again, entry)
    return Invoked(
        number,
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


def _check(
    office: Office, unit: Unit, person: Person, file: CaseFile, asked: ExceptionQuestions, typed: Typed
) -> _Checked:
    flaws: dict[str, Flaw] = {}
    purpose = asked.purpose if asked.fast else typed.purpose
    if purpose not in office.book.purposes:
        flaws["purpose"] = Flaw("required")
    chosen = {int(one) for one in typed.recipients if one.isdecimal()}
    recipients = tuple(one for one in asked.recipients if one.id in chosen)
    if not recipients or len(recipients) != len(set(typed.recipients)):
        flaws["recipients"] = Flaw("exception_recipient_needed")
    categories = asked.categories if asked.fast else typed.categories
    if not categories or not set(categories) <= set(asked.categories):
        flaws["categories"] = Flaw("required")
    elif not any(set(item.categories) <= set(categories) for item in file.items):
        flaws["categories"] = Flaw("no_item_fits")
    reasons = {one.id: _reason(office, one.id, typed, flaws) for one in asked.texts}
    informed = _informed(office, typed, flaws)
    if asked.asks_reviewer:
        flaw = why_not(unit.session, typed.reviewer, person.user_id, chosen) if typed.reviewer else None
        if flaw or not typed.reviewer:
            flaws["reviewer"] = flaw or Flaw("required")
    _until(office, asked, typed, flaws)
    if flaws:
        raise Invalid(flaws)
    told = typed.informed == "yes"
    return _Checked(purpose, recipients, tuple(categories), reasons, told, informed, typed)


def _reason(office: Office, condition: str, typed: Typed, flaws: dict[str, Flaw]) -> str:
    field = f"c:{condition}"
    checked = sealed_text(typed.reasons.get(condition, ""), REASON_LIMIT)
    least = office.policy.reasoning_length
    if checked.flaw is not None:
        flaws[field] = checked.flaw
    elif len(checked.text or "") < least:
        flaws[field] = Flaw("reasoning_needed", least)
    return checked.text or ""


def _informed(office: Office, typed: Typed, flaws: dict[str, Flaw]) -> str | None:
    """The reason why nobody was told, when nobody was."""
    if typed.informed not in ("yes", "no"):
        flaws["informed"] = Flaw("required")
        return None
    if typed.informed == "yes":
        return None
    checked = sealed_text(typed.informed_reason, REASON_LIMIT)
    least = office.policy.reasoning_length
    if checked.flaw is not None:
        flaws["informed_reason"] = checked.flaw
    elif len(checked.text or "") < least:
        flaws["informed_reason"] = Flaw("informed_reason_needed", least)
    return checked.text


def _until(office: Office, asked: ExceptionQuestions, typed: Typed, flaws: dict[str, Flaw]) -> None:
    try:
        until = read_date(typed.until)
    except FlawedDate as error:
        flaws["until"] = Flaw(error.code)
        return
    last = asked.longest
    if until is not None and until < office.today:
        flaws["until"] = Flaw("date_past")
    if until is not None and last is not None and until > office.today + timedelta(days=last):
        flaws["until"] = Flaw("date_beyond_ground", last)


def _says_the_same(
    entry: ExceptionEntry, asked: ExceptionQuestions, checked: _Checked, now: datetime
) -> bool:
    """The same form sent twice, from two screens say: each would ask a reviewer, and count as used."""
    return (
        entry.revoked_at is None
        and now - entry.granted_at < SENT_TWICE
        and (entry.ground, entry.purpose) == (asked.ground.id, checked.purpose)
        and {one["partner"] for one in entry.recipients} == {one.id for one in checked.recipients}
        and set(entry.categories) == set(checked.categories)
    )


def _store(
    office: Office, unit: Unit, person: Person, file: CaseFile, asked: ExceptionQuestions, checked: _Checked
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
    office: Office, unit: Unit, person: Person, asked: ExceptionQuestions, checked: _Checked
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
    office: Office, unit: Unit, person: Person, file: CaseFile, entry: ExceptionEntry, checked: _Checked
) -> Verdict:
    items = tuple(item for item in file.items if set(item.categories) <= set(entry.categories))
    if person.partner is None:
        raise Invalid({"recipients": Flaw("exception_recipient_needed")})
    question = Question(person.partner, checked.recipients, items, entry.purpose)
    return office.gate.judge(file, question, unit.now)
