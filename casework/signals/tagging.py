"""Tagging: which partners the rulebook suggests, and who is tagged with the stub."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.acute.road import open_to
from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid
from casework.office import Office
from casework.overleg.mentions import redraw_agendas
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.readers import choose
from casework.refs import ref
from casework.signals.nudging import ask_for_nudge
from casework.signals.stub import read_stub
from casework.signals.trial import Trial, trial_of
from casework.signals.unposted import WAITING, is_out, post
from rules.moments import age_on
from rules.suggesting import Advice, Suggestion, suggest
from storage import outbox
from storage.repositories.accounts import closed_partners
from storage.signal_tables import Readers, Tag
from storage.unit_of_work import Unit

CHOSEN_BY_HAND = "chosen"
OFFERED = "offered"
OF_ONE_ROLE = 2  # people suggested at first
# Whether a signal is about verzuim: then leerplicht is a partner (rulebook 8).
_ABSENCE = re.compile(r"verzuim|spijbel|ongeoorloofd afwezig", re.IGNORECASE)


class Stage(StrEnum):
    """Where a signal is when partners are chosen: just written, kept as a draft, or in the channel."""

    NEW = "new"
    DRAFT = "draft"
    POSTED = "posted"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Partners to tag: who is suggested and why, who else there is, and what no partner fits.

    `at_once` is whether this person can share because of acute danger on one screen. `readers` is who reads
    it as it stands, None where that is no longer chosen here; `trial` is what they would read.
    """

    number: int
    suggested: tuple[tuple[PartnerRef, str], ...]
    others: tuple[PartnerRef, ...]
    tagged: tuple[PartnerRef, ...]
    unfilled: tuple[Suggestion, ...]
    hints: tuple[str, ...]
    stage: Stage = Stage.NEW
    at_once: bool = False
    readers: Readers | None = None
    unnamed: bool = False
    trial: Trial | None = None


def propose(office: Office, person: Person, number: int) -> Proposal:
    """What the partner step shows (rulebook 8); at most five suggested at first (P16)."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.partners", person, file.signal, file.tagged)
        thought_of = _advice(office, file)
        stage = Stage.DRAFT if file.is_draft else Stage.POSTED if is_out(session, number) else Stage.NEW
        gone = closed_partners(session)
        posted = stage is Stage.POSTED
        trial = None if posted else trial_of(office, file)
    free = {one.id: one for one in file.members.values() if one.id != file.signal.author_partner_id}
    reachable = tuple(one for one in free.values() if one.id not in gone)
    suggested = _people(thought_of.first, reachable, office.policy.suggestions)
    names = {partner.id for partner, _ in suggested}
    filled = {partner.role for partner in reachable}
    return Proposal(
        number=number,
        suggested=tuple(suggested),
        others=tuple(one for one in free.values() if one.id not in names),
        tagged=file.tagged_partners(),
        unfilled=tuple(one for one in thought_of.first if one.role not in filled),
        hints=tuple(thought_of.hints),
        stage=stage,
        at_once=open_to(office, person) is not None,
        readers=None if posted else Readers(file.signal.readers),
        unnamed=file.signal.unnamed,
        trial=trial,
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


def tag(
    office: Office,
    person: Person,
    number: int,
    partner_ids: Collection[int],
    key: str,
    *,
    readers: Readers | None = None,
    unnamed: bool | None = None,
) -> None:
    """Tag these partners with the stub and let the card go out; tagging gives no right to details.

    `readers` and `unnamed` are who reads it and whether its author is left off the card, where that was
    asked. What was kept as a draft is posted by it. Who was tagged before stays tagged. Raises `Invalid` for
    somebody outside the partnership.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("signal.partners", person, file.signal, file.tagged)
        if file.is_draft:
            post(office, unit, file)
        file.must_be_open()
        if unnamed is not None:
            file.signal.unnamed = unnamed
            unit.session.add(file.signal)
        if readers is not None and choose(unit, file.signal, file.partnership, readers):
            facts = {"readers": readers.value}
            unit.note(person.user_id, "readers.choose", ref=ref("S", number), facts=facts)
        take_in_all(office, unit, person, file, partner_ids, "partners")


def take_in_all(
    office: Office, unit: Unit, person: Person, file: CaseFile, partner_ids: Collection[int], field: str
) -> None:
    """The same for a loaded signal, within an act; what is wrong is said at `field`."""
    advice = _advice(office, file)
    reasons = {one.role: one.reasons[0] for one in (*advice.first, *advice.rest)}
    chosen = file.chosen(partner_ids)
    if len(chosen) != len(set(partner_ids)) or file.signal.author_partner_id in partner_ids:
        raise Invalid({field: Flaw("unknown_choice")})
    for partner in chosen:
        if partner.id not in file.tagged:
            take_in(unit, file, partner, reasons.get(partner.role, CHOSEN_BY_HAND))
    if {one.id for one in chosen} - file.tagged:
        ask_for_nudge(unit, file)
    _release(unit, file)
    unit.note(
        person.user_id,
        "signal.tag",
        ref=ref("S", file.number),
        facts={"partners": sorted(one.id for one in chosen)},
    )


def release(office: Office, person: Person, number: int, key: str) -> None:
    """The partner step was closed: the card goes out now, nobody new is tagged; a draft stays one."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("signal.partners", person, file.signal, file.tagged)
        if not file.is_draft:
            file.must_be_open()
            _release(unit, file)


def take_in(unit: Unit, file: CaseFile, partner: PartnerRef, reason: str) -> None:
    """Tag one partner, who gets the stub; `reason` is a row of the suggestions, `OFFERED` or by hand."""
    unit.session.add(Tag(signal_id=file.number, partner_id=partner.id, reason=reason, tagged_at=unit.now))
    if partner.user_id is not None:
        this = ref("S", file.number)
        key = f"{this}:tagged:{partner.id}:{unit.now.isoformat()}"  # who was let go can be asked again
        unit.post("signal.tagged", partner.user_id, ref=this, dedupe=key)


def _release(unit: Unit, file: CaseFile) -> None:
    file.signal.active_at = unit.now
    unit.session.add(file.signal)
    outbox.hasten(unit.session, ref=ref("S", file.number), kinds=WAITING, now=unit.now)
    unit.redraw(ref("S", file.number))
    redraw_agendas(unit, file.signal.partnership_id)


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
