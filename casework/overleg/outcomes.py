"""What came of one time: decisions, sealed per signal, and an action point."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from casework.casefile import CaseFile
from casework.casefile import load as load_case
from casework.errors import Flaw, NotForYou, Refused
from casework.office import Office
from casework.overleg import actions, on_table
from casework.overleg.access import require, the_time
from casework.overleg.agenda import AgendaAction, action_card
from casework.overleg.drafting import Table, read_day
from casework.overleg.file import SOON, OverlegFile, load
from casework.overleg.names import subject_names
from casework.partnerships.purpose import usual_purpose
from casework.people import PartnerRef, Person, Seen
from casework.question import Question
from casework.refs import number as read_number
from casework.refs import ref
from casework.signals.drafting import DETAILS_LIMIT, Findings
from casework.standing_texts import StandingTexts
from casework.texts import check_text, sealed_text
from rules.overleggen import Occurrence
from storage import outbox
from storage.overleg_tables import OverlegDecision
from storage.repositories import overleggen
from storage.sealing import place_of, sealed_field
from storage.signal_tables import Item
from storage.unit_of_work import Unit

DECISION = "decision"
# A line of its own begins with the number of a signal: "S-1: mentor belt de ouders".
_NUMBERED = re.compile(r"^[ \t]*(S-?[0-9]{1,9})[ \t]*[:.–-][ \t]*", re.IGNORECASE | re.MULTILINE)
# What is decided about a signal without details is at least a signal itself.
_LEAST = ("signaal",)


@dataclass(frozen=True, slots=True)
class OutcomeForm:
    """The form as typed."""

    decisions: str = field(default="", repr=False)
    action_text: str = ""
    action_owner: str = ""
    action_due: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeOptions:
    """What the form asks: about which signals, and what was recorded before."""

    ref: str
    title: str
    signals: tuple[str, ...]
    decided: tuple[str, ...]
    actions: tuple[AgendaAction, ...]
    usual_due: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a submission stored."""

    ref: str
    decided: tuple[str, ...]
    action: str | None


@dataclass(frozen=True, slots=True)
class ReadDecision:
    """A decision on its way to one reader, or None when it is not for this reader (yet)."""

    signal_ref: str
    text: str | None = field(repr=False)


def outcome_options(office: Office, person: Person, number: int, planned: date | None) -> OutcomeOptions:
    """What the outcome form shows; raises `NotForYou` for who does not host this time."""
    now = office.clock.now()
    with office.store.reading() as session:
        file = load(session, number)
        held = the_time("overleg.outcome", person, file, planned, now)
        texts = StandingTexts(office, session)
        return OutcomeOptions(
            ref=file.ref_of(held.planned),
            title=texts.shown(file.row.title, file.row.partnership_id),
            signals=tuple(
                ref("S", one.number) for one in on_table.cases(session, file.row.partnership_id, person)
            ),
            decided=tuple(
                dict.fromkeys(
                    ref("S", one) for one in on_table.decided(session, number, held.planned, person)
                )
            ),
            actions=tuple(
                action_card(texts, one) for one in overleggen.actions_of_time(session, number, held.planned)
            ),
            usual_due=_usual_due(office, file, held),
        )


def record(
    office: Office,
    person: Person,
    number: int,
    planned: date,
    form: OutcomeForm,
    key: str,
    already_asked: Collection[str] = (),
) -> Recorded:
    """Seal the decisions at their signals and store the action point, all or nothing.

    Raises `Invalid` per field, or `AskFirst` when the action may hold a name.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("view:overleg.outcome", person, file, planned)
        file.at(planned)
        found = Findings()
        cases = {one.number: one for one in on_table.cases(unit.session, file.row.partnership_id, person)}
        decided = _decisions(form.decisions, cases, found)
        action = _action(office, unit, file, form, found)
        if not decided and action is None and not found.flaws:
            found.flaws["decisions" if cases else "action_text"] = Flaw("outcome_needed")
        found.settle(already_asked)
        for signal, text in decided.items():
            _seal(office, unit, person, file, planned, cases[signal], text)
        made = actions.agree(unit, person, file, planned, *action) if action else None
        ref_ = file.ref_of(planned)
        outbox.change(unit.session, ref=ref_, now=unit.now)
        unit.posted = True
        unit.note(person.user_id, "overleg.outcome", ref=ref_, facts={"signals": sorted(decided)})
    return Recorded(ref_, tuple(ref("S", one) for one in decided), ref("A", made) if made else None)


def read_decisions(
    office: Office, person: Person, number: int, planned: date, key: str
) -> tuple[ReadDecision, ...]:
    """The decisions of one time, each opened only for who wrote it or whom the gate allows it now.

    Every one that is opened is written as a read, every one that is not as a refusal.
    """
    reader = office.see(person)
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("overleg.decisions", person, file, planned)
        known = on_table.decided(unit.session, number, planned, person)
        rows = [one for one in overleggen.decisions(unit.session, number, planned) if one.signal_id in known]
        if not rows:
            raise Refused("NO_DECISIONS", ref=file.ref_of(planned))
        return tuple(ReadDecision(ref("S", row.signal_id), _open(office, unit, reader, row)) for row in rows)


def _usual_due(office: Office, file: OverlegFile, held: Occurrence) -> date:
    """By default an action is due at the next time, at most two weeks from now."""
    fortnight = office.today + timedelta(days=14)
    later = [one.day for one in file.upcoming(office.clock.now(), within=SOON) if one.starts > held.starts]
    return min([fortnight, *(day for day in later if day > office.today)])


def _decisions(typed: str, cases: Mapping[int, CaseFile], found: Findings) -> dict[int, str]:
    """The text per signal; what stands before the first number belongs to the only signal there is."""
    first, *numbered = _NUMBERED.split(typed)
    texts: dict[int, list[str]] = {}
    if first.strip():
        if len(cases) == 1:
            texts.setdefault(next(iter(cases)), []).append(first.strip())
        else:
            found.flaws["decisions"] = Flaw("decision_number_needed" if cases else "decision_no_signal")
    for written, text in zip(numbered[::2], numbered[1::2], strict=True):
        signal = read_number("S", written)
        if not text.strip() or signal is None:
            continue
        if signal not in cases:
            found.flaws["decisions"] = Flaw("decision_unknown_signal")
        texts.setdefault(signal, []).append(text.strip())
    joined: dict[int, str] = {}
    for signal, parts in texts.items():
        checked = sealed_text("\n".join(parts), DETAILS_LIMIT)
        if checked.flaw is not None:
            found.flaws["decisions"] = checked.flaw
        elif checked.text is not None:
            joined[signal] = checked.text
    return joined


def _action(
    office: Office, unit: Unit, file: OverlegFile, form: OutcomeForm, found: Findings
) -> tuple[str, str, date] | None:
    names = subject_names(office, unit.session, file.row.partnership_id)
    checked = check_text(form.action_text, actions.TEXT_LIMIT, names, file.words, office.today)
    text = found.take("action_text", checked)
    if text is None:
        if form.action_owner and form.action_due and "action_text" not in found.flaws:
            found.flaws["action_text"] = Flaw("action_needed")
        return None
    if not form.action_owner:
        found.flaws["action_owner"] = Flaw("action_owner_needed")
    elif form.action_owner not in Table(file.members, file.partnership.coordinator).accounts:
        found.flaws["action_owner"] = Flaw("not_in_partnership")
    if not form.action_due:
        found.flaws["action_due"] = Flaw("action_due_needed")
        return None
    due = read_day(form.action_due, found, "action_due")
    if due is not None and due < office.today:
        found.flaws["action_due"] = Flaw("date_past")
    return None if due is None else (text, form.action_owner, due)


def _seal(
    office: Office, unit: Unit, person: Person, file: OverlegFile, planned: date, case: CaseFile, text: str
) -> None:
    """A decision is an item of its signal, with the categories of all that is known there."""
    source = _source(person, file)
    item = Item(
        id=uuid4(),
        signal_id=case.number,
        kind=DECISION,
        author=person.user_id,
        source_role=source,
        source_regime=office.book.roles[source].regime if source in office.book.roles else "avg",
        categories=list(case.categories or _LEAST),
        created_at=unit.now,
    )
    item.text = unit.vault.seal(case.keys, place_of(item, "text"), text)
    unit.session.add(item)
    unit.session.flush()
    unit.session.add(
        OverlegDecision(item_id=item.id, overleg_id=file.number, planned=planned, signal_id=case.number)
    )
    case.signal.active_at = unit.now
    unit.session.add(case.signal)
    unit.redraw(ref("S", case.number))


def _source(person: Person, file: OverlegFile) -> str:
    """The role from which it was said; a coordinator without one speaks for whoever organises."""
    organiser = file.partner_of(file.row.organiser)
    speaking: PartnerRef | None = person.partner or organiser
    return speaking.role if speaking else "gemeente_oov"


def _open(office: Office, unit: Unit, reader: Seen, row: OverlegDecision) -> str | None:
    person = reader.person
    try:
        case = load_case(unit.session, row.signal_id)
    except NotForYou:
        return None  # erased
    item = next((one for one in case.items if one.id == row.item_id), None)
    if item is None or case.keys.content_key is None:
        return None
    mine = person.did(item.author, item.created_at)
    if not case.in_force and not mine:
        return None
    try:
        if mine:
            permit = office.gate.own(unit, case, [item], reader)
        else:
            asked = _question(office, person, case, item)
            permit = office.gate.to_reader(unit, case, asked, reader, act="overleg.decisions")
    except Refused:
        return None
    sealed = sealed_field(item, "text")
    return None if sealed is None else office.gate.open(sealed, permit, unit.now)


def _question(office: Office, person: Person, case: CaseFile, item: Item) -> Question:
    """May this person read this decision? The sharer is who wrote it."""
    sharer = next((one for one in case.members.values() if one.did(item.author, item.created_at)), None)
    if person.partner is None or sharer is None or person.partner.id not in case.members:
        raise NotForYou
    purpose = usual_purpose(office.book, case.partnership)
    return Question(sharer, (person.partner,), (item,), purpose)
