"""Recording an act of consent or a refusal; whatever is incomplete is stored and stays refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from casework import merging
from casework.casefile import CaseFile, load
from casework.consent import anybody, guardian
from casework.consent.asking import YOUTH, ConsentQuestions, questions_for
from casework.consent.before import statements_in
from casework.consent.correcting import find, supersede, without
from casework.consent.days import last_day, read_day
from casework.consent.lacking import all_that_lacks
from casework.consent.uncounted import ask as ask_to_confirm
from casework.counting import must_be_confirmed
from casework.errors import Flaw, Invalid
from casework.evidence import HOLDER_TYPES, REPRESENTATIVES
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.question import Question
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import CONSENT, tell_author, tell_lead
from rules.model import Verdict
from storage.evidence_tables import CaseFacts, ConsentRecord
from storage.unit_of_work import Unit

# The text of the conversation that was shown beside the tick (rulebook 4: exact text shown).
TEXT_ID = "gesprek"
TEXT_VERSION = 1
FORMS = ("mondeling", "schriftelijk", "digitaal")
VOICES = ("instemmend", "geen_bezwaar", "bezwaar", "niet_gehoord")
OTHER_HOLDER = (
    "instemt",
    "verklaard_geen_bezwaar",
    "onbereikbaar_gedocumenteerd",
    "bezwaar",
    "niet_vastgelegd",
)


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """The consent form as typed; a field that was not shown is empty."""

    holders: Sequence[str] = ()
    gezag_verified: str = ""
    given_by: Sequence[str] = ()
    given_on: str = ""
    youth_voice: str = ""
    other_holder: str = ""
    recipients: Sequence[str] = ()
    categories: Sequence[str] = ()
    purpose: str = ""
    form: str = ""
    statements: Sequence[str] = ()
    until: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record led to: the gate's answer for its own recipients and categories, now.

    With `only_recorded` the verdict is not for who recorded it, who neither reported nor leads.
    `names_self` says that it names who made it: then it waits for `waits_for`, or for nobody there is.
    `lacking` is all that keeps it closed, where the verdict names the first.
    """

    number: int
    recipients: tuple[PartnerRef, ...]
    verdict: Verdict
    names_self: bool = False
    waits_for: str | None = None
    only_recorded: bool = False
    lacking: tuple[Verdict, ...] = ()


def record(
    office: Office,
    person: Person,
    number: int,
    form: ConsentForm,
    key: str,
    corrects: str = "",
    opened: Mapping[str, str] | None = None,
) -> Recorded:
    """Store an act of consent, with the facts about gezag when they were asked.

    Recorder, role, date, form, purpose and term are derived unless the form says otherwise. Raises
    `Invalid` per field; a record that misses somebody's signature is stored and stays refused. With
    `corrects` it takes the place of a record that was typed wrongly. With `opened`, the marks of what the
    form showed of gezag, what was left as it was keeps what was recorded since.
    """
    with office.act(key, person, about=number) as unit:
        file = load(unit.session, number)
        require("consent.record", person, file.signal, file.tagged)
        wrong = find(office, file, person, corrects) if corrects else None
        file = without(file, wrong) if wrong else file
        asked = questions_for(office, person, file, alone=wrong is not None)
        form = form if asked.fixed else _merged(form, opened, file.facts)
        stored = _record(office, unit, person, file, asked, form)
        if wrong is not None:
            stored.corrects, stored.tried = wrong.id, wrong.tried
            stored.given = _kept_days(wrong.given, stored.given) if not asked.fixed else stored.given
        unit.session.add(stored)
        unit.session.flush()
        if wrong is not None:
            supersede(unit, wrong, person, stored.id)
        unit.redraw(ref("S", number))
        unit.note(person.user_id, "consent.record", ref=ref("S", number), facts=_noted(stored))
        again = load(unit.session, number)
        recheck(office, unit, again)
        recipients = again.chosen({one["partner"] for one in stored.recipients})
        question = _question(person, again, recipients, stored, fixed=asked.fixed)
        verdict = office.gate.judge(again, question, unit.now)
        lacks = () if verdict.allowed or asked.fixed else all_that_lacks(office, again, question, unit.now)
        waits_for = ask_to_confirm(unit, again, stored)
        if waits_for != file.signal.author:
            tell_author(unit, again, CONSENT, person.user_id, str(stored.id))
        tell_lead(unit, again, person.user_id, str(stored.id))
        guardian.tell(unit, again, stored)
        themselves = must_be_confirmed(again, stored)
    return Recorded(number, recipients, verdict, themselves, waits_for, asked.fixed, lacks)


def _noted(stored: ConsentRecord) -> dict[str, object]:
    noted: dict[str, object] = {"record": str(stored.id)}
    return noted if stored.second is None else {**noted, "second": stored.second}


def _record(
    office: Office, unit: Unit, person: Person, file: CaseFile, asked: ConsentQuestions, form: ConsentForm
) -> ConsentRecord:
    flaws: dict[str, Flaw] = {}
    earlier = next((one for one in file.consents if one.id == asked.continues), None)
    born = None if asked.fixed else office.gate.birth_date(file, office.today)
    given_on = read_day(form.given_on, "given_on", office.today, born, flaws) or office.today
    until = last_day(form.until, given_on, office.today, asked.at_most, flaws)
    # Somebody who was ticked on an older form stays who said yes, whoever decides by now.
    givers = tuple(form.given_by) or (() if asked.givers else (YOUTH,))
    if not givers or not set(givers) <= {YOUTH, *HOLDER_TYPES, *REPRESENTATIVES}:
        flaws["given_by"] = Flaw("giver_needed")
    recipients = _recipients(file, form, earlier, flaws)
    categories = _categories(asked.categories if asked.fixed else file.categories, form, earlier, flaws)
    facts = _facts(unit, person, file, asked, form, flaws)
    purpose = form.purpose or (earlier.purpose if earlier else None) or asked.purpose
    if purpose not in office.book.purposes:
        flaws["purpose"] = Flaw("required")
    given = {**(earlier.given if earlier else {}), **{one: given_on.isoformat() for one in givers}}
    said = _statements(form, earlier)
    second = guardian.decided_along(
        office, unit.session, person, asked.second_before, given, said, form.second, flaws
    )
    if flaws:
        raise Invalid(flaws)
    if facts is not None:
        unit.session.merge(facts)
    talked = "conversation" in said
    return ConsentRecord(
        signal_id=file.number,
        given=given,
        asked_by=person.partner.role if person.partner else None,
        purpose=purpose,
        recipients=recipients,
        categories=categories,
        active=talked,
        free=talked,
        informed=talked,
        explicit="explicit" in said,
        ap_indicaties="ap_indicaties" in said,
        consequences_explained="consequences_explained" in said,
        other_holder=_offered(form.other_holder, OTHER_HOLDER) or (earlier.other_holder if earlier else None),
        youth_voice=_offered(form.youth_voice, VOICES) or (earlier.youth_voice if earlier else None),
        form=form.form if form.form in FORMS else FORMS[0],
        until=until,
        second=second,
        text_id=TEXT_ID,
        text_version=TEXT_VERSION,
        recorded_by=person.user_id,
        recorded_at=unit.now,
    )


def _facts(
    unit: Unit,
    person: Person,
    file: CaseFile,
    asked: ConsentQuestions,
    form: ConsentForm,
    flaws: dict[str, Flaw],
) -> CaseFacts | None:
    if asked.fixed:
        return anybody.facts(unit, person, file, tuple(form.holders), form.gezag_verified, flaws)
    verified = form.gezag_verified == "yes"
    if not asked.ask_holders and (asked.holders is None or not form.holders):
        if file.facts is not None and form.gezag_verified:
            file.facts.gezag_verified = verified
            unit.session.add(file.facts)
        return None
    if not form.holders or not set(form.holders) <= set(HOLDER_TYPES):
        flaws["holders"] = Flaw("holder_needed")
        return None
    return CaseFacts(
        signal_id=file.number,
        holders=list(form.holders),
        gezag_verified=verified,
        recorded_by=person.user_id,
        recorded_at=unit.now,
    )


def gezag_marks(holders: Sequence[str] | None, *, verified: bool) -> dict[str, str]:
    """What a form carries of what it shows of gezag; empty when nothing was known."""
    return {} if holders is None else merging.marks(_gezag(holders, verified=verified))


def _gezag(holders: Sequence[str], *, verified: bool) -> dict[str, str]:
    return {"holders": " ".join(sorted(holders)), "gezag_verified": "yes" if verified else "no"}


def _merged(form: ConsentForm, opened: Mapping[str, str] | None, facts: CaseFacts | None) -> ConsentForm:
    """A field that the form did not show is empty, and stays so."""
    if not opened or facts is None:
        return form
    typed = {"holders": " ".join(sorted(form.holders)), "gezag_verified": form.gezag_verified}
    shown = {name: text for name, text in typed.items() if text}
    kept = merging.merged(shown, opened, _gezag(facts.holders, verified=facts.gezag_verified))
    holders = tuple(kept["holders"].split()) if "holders" in kept else form.holders
    return replace(form, holders=holders, gezag_verified=kept.get("gezag_verified", form.gezag_verified))


def _recipients(
    file: CaseFile, form: ConsentForm, earlier: ConsentRecord | None, flaws: dict[str, Flaw]
) -> list[dict[str, object]]:
    if earlier is not None and not form.recipients:
        return list(earlier.recipients)
    chosen = {int(one) for one in form.recipients if one.isdecimal()}
    partners = [one for one in file.tagged_partners() if one.id in chosen]
    if not partners or len(partners) != len(set(form.recipients)):
        flaws["recipients"] = Flaw("recipient_needed")
    return [{"partner": one.id, "role": one.role} for one in partners]


def _categories(
    offered: Collection[str], form: ConsentForm, earlier: ConsentRecord | None, flaws: dict[str, Flaw]
) -> list[str]:
    if earlier is not None and not form.categories:
        return list(earlier.categories)
    if not form.categories or not set(form.categories) <= set(offered):
        flaws["categories"] = Flaw("required")
    return list(form.categories)


def _offered(said: str, known: Collection[str]) -> str | None:
    """What was said, or None for 'weet ik niet' and for what no form offers: that is not recorded."""
    return said if said in known else None


def _statements(form: ConsentForm, earlier: ConsentRecord | None) -> frozenset[str]:
    """What was ticked; a missing signature repeats what the first record said."""
    if earlier is None or form.statements:
        return frozenset(form.statements)
    return frozenset(statements_in(earlier))


def _kept_days(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """When the day of a record was not what was wrong, everybody keeps the day they said yes."""
    if not before or set(now.values()) != {max(before.values())}:
        return dict(now)
    return {who: before.get(who, day) for who, day in now.items()}


def _question(
    person: Person,
    file: CaseFile,
    recipients: tuple[PartnerRef, ...],
    stored: ConsentRecord,
    *,
    fixed: bool,
) -> Question:
    sharer = file.members.get(file.signal.author_partner_id) or person.partner
    items = tuple(item for item in file.items if set(item.categories) <= set(stored.categories))
    items = items or (tuple(file.items) if fixed else ())
    if sharer is None or not items:
        raise Invalid({"categories": Flaw("no_item_fits")})
    return Question(sharer, recipients, items, stored.purpose or "")
