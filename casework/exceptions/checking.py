"""Checks the form of a ground: every condition reasoned, recipients and end within the ground (P9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from casework.casefile import CaseFile
from casework.dates import FlawedDate, read_date
from casework.errors import Flaw, Invalid
from casework.exceptions.asking import ExceptionQuestions
from casework.exceptions.drafts import Typed
from casework.exceptions.independence import why_not
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.texts import sealed_text
from storage.unit_of_work import Unit

REASON_LIMIT = 1500


@dataclass(frozen=True, slots=True)
class Checked:
    """The form after checking: nothing in it can be refused any more."""

    purpose: str
    recipients: tuple[PartnerRef, ...]
    categories: tuple[str, ...]
    reasons: Mapping[str, str]
    informed: bool
    informed_reason: str | None
    typed: Typed


def check(
    office: Office, unit: Unit, person: Person, file: CaseFile, asked: ExceptionQuestions, typed: Typed
) -> Checked:
    """The form as typed, checked field by field; raises `Invalid` with every flaw (P9)."""
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
    return Checked(purpose, recipients, tuple(categories), reasons, told, informed, typed)


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
