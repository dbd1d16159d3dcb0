"""Tagging: which partners the rulebook suggests, and who is tagged with the stub."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, Refused
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from casework.signals.nudging import ask_for_nudge
from casework.signals.stub import read_stub
from rules.moments import age_on
from rules.suggesting import Advice, Suggestion, suggest
from storage import outbox
from storage.signal_tables import Tag
from storage.unit_of_work import Unit

CHOSEN_BY_HAND = "chosen"
OF_ONE_ROLE = 2  # people suggested at first
# What waits until partners are chosen (architecture 8: the form's submission or closing posts the card).
WAITING = ("signal.card", "signal.author")
# Whether a signal is about verzuim: then leerplicht is a partner (rulebook 8).
_ABSENCE = re.compile(r"verzuim|spijbel|ongeoorloofd afwezig", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Partners to tag: who is suggested and why, who else there is, and what no partner fits."""

    number: int
    suggested: tuple[tuple[PartnerRef, str], ...]
    others: tuple[PartnerRef, ...]
    tagged: tuple[PartnerRef, ...]
    unfilled: tuple[Suggestion, ...]
    hints: tuple[str, ...]


def propose(office: Office, person: Person, number: int) -> Proposal:
    """What the partner step shows (rulebook 8); at most five suggested at first (P16)."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.partners", person, file.signal, file.tagged)
        thought_of = _advice(office, file)
    free = {one.id: one for one in file.members.values() if one.id != file.signal.author_partner_id}
    suggested = _people(thought_of.first, tuple(free.values()), office.policy.suggestions)
    names = {partner.id for partner, _ in suggested}
    filled = {partner.role for partner in free.values()}
    return Proposal(
        number=number,
        suggested=tuple(suggested),
        others=tuple(one for one in free.values() if one.id not in names),
        tagged=file.tagged_partners(),
        unfilled=tuple(one for one in thought_of.first if one.role not in filled),
        hints=tuple(thought_of.hints),
    )


def _people(
    thought_of: Sequence[Suggestion], free: Sequence[PartnerRef], most: int
) -> list[tuple[PartnerRef, str]]:
    """At most so many people: one of each role, then a second of the first ones; accounts go first."""
    of_role = {
        one.role: sorted((who for who in free if who.role == one.role), key=lambda who: who.user_id is None)
        for one in thought_of
    }
    turns = [here[turn] for turn in range(OF_ONE_ROLE) for here in of_role.values() if turn < len(here)]
    chosen = {who.id for who in turns[:most]}
    return [(who, one.reasons[0]) for one in thought_of for who in of_role[one.role] if who.id in chosen]


def tag(office: Office, person: Person, number: int, partner_ids: Collection[int], key: str) -> None:
    """Tag these partners with the stub and let the card go out; tagging gives no right to details.

    Who was tagged before stays tagged. Raises `Invalid` for somebody outside the partnership.
    """
    with office.act(key, person) as unit:
        file = _open_file(unit, person, number)
        advice = _advice(office, file)
        reasons = {one.role: one.reasons[0] for one in (*advice.first, *advice.rest)}
        chosen = file.chosen(partner_ids)
        if len(chosen) != len(set(partner_ids)) or file.signal.author_partner_id in partner_ids:
            raise Invalid({"partners": Flaw("unknown_choice")})
        for partner in chosen:
            if partner.id not in file.tagged:
                _tag(unit, file, partner, reasons.get(partner.role, CHOSEN_BY_HAND))
        if {one.id for one in chosen} - file.tagged:
            ask_for_nudge(unit, file)
        _release(unit, file)
        unit.note(
            person.user_id,
            "signal.tag",
            ref=ref("S", number),
            facts={"partners": sorted(one.id for one in chosen)},
        )


def release(office: Office, person: Person, number: int, key: str) -> None:
    """The partner step was closed: the card goes out now, nobody new is tagged."""
    with office.act(key, person) as unit:
        _release(unit, _open_file(unit, person, number))


def _open_file(unit: Unit, person: Person, number: int) -> CaseFile:
    file = load(unit.session, number)
    require("signal.partners", person, file.signal, file.tagged)
    if not file.in_force:
        raise Refused("SIGNAL_CLOSED", ref=ref("S", number))
    return file


def _tag(unit: Unit, file: CaseFile, partner: PartnerRef, reason: str) -> None:
    unit.session.add(Tag(signal_id=file.number, partner_id=partner.id, reason=reason, tagged_at=unit.now))
    if partner.user_id is not None:
        this = ref("S", file.number)
        unit.post("signal.tagged", partner.user_id, ref=this, dedupe=f"{this}:tagged:{partner.id}")


def _release(unit: Unit, file: CaseFile) -> None:
    file.signal.active_at = unit.now
    unit.session.add(file.signal)
    outbox.hasten(unit.session, ref=ref("S", file.number), kinds=WAITING, now=unit.now)
    unit.redraw(ref("S", file.number))


def _advice(office: Office, file: CaseFile) -> Advice:
    born = office.gate.birth_date(file, office.today)
    author = file.members.get(file.signal.author_partner_id)
    said = read_stub(office.store.vault, file.signal, file.keys)
    return suggest(
        level=file.signal.level,
        place=file.signal.place,
        age=age_on(born, office.today) if born else None,
        modifiers=file.signal.modifiers,
        author_role=author.role if author else "",
        book=office.book,
        policy=office.policy,
        absence=bool(_ABSENCE.search(said.summary)),
    )
