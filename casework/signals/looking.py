"""What people may see of signals: the stub, who reacted, and for those who share, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from casework.acute.road import open_to
from casework.casefile import CaseFile, load
from casework.consent import correcting
from casework.consent.attempts import Attempt, attempts
from casework.counting import Waiting, waiting
from casework.exceptions.looking import ExceptionCard
from casework.exceptions.looking import card_of as exception_card
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import Audience, relations, require
from casework.readers import everybody
from casework.refs import ref
from casework.regie.answers import judge
from casework.regie.asking import askers
from casework.regie.leading import acting_lead
from casework.regie.links import linked_to
from casework.regie.offers import offering
from casework.regie.pairs import Pair
from casework.sharing.modes import Mode
from casework.signals import unposted, wording
from casework.subject import capacity, helping
from rules.at_once import ACUTE_DANGER
from rules.model import Verdict
from storage.repositories import signals
from storage.signal_tables import SignalState


@dataclass(frozen=True, slots=True)
class Reaction:
    """A tagged partner, why they were tagged, what they answered (or None), and whether they ask details."""

    partner: PartnerRef
    reason: str
    answer: str | None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class SignalCard:
    """The stub: everything about a signal that needs no consent; `chosen` is for those who read it alone.

    `author` and `lead` are None also where the reporter is left unnamed.

    `held` are the words that are held back until their author takes the young person's name out, `offers`
    the partners who were not asked and offered help.
    """

    number: int
    ref: str
    state: str
    level: str
    place: str
    area: str | None
    modifiers: tuple[str, ...]
    summary: str
    author: PartnerRef | None
    partnership: str
    reactions: tuple[Reaction, ...]
    created_at: datetime
    outcome: str | None
    has_items: bool
    shared: bool
    lead: str | None = None
    held: frozenset[str] = frozenset()
    result: str | None = None
    offers: tuple[PartnerRef, ...] = ()
    chosen: bool = False
    lead_unnamed: bool = False

    @property
    def acute(self) -> bool:
        """Whether it is said to be about acute danger, and that is not over."""
        return self.is_open and ACUTE_DANGER in self.modifiers

    @property
    def is_open(self) -> bool:
        """Whether it can still be worked on."""
        return self.state == SignalState.OPEN


@dataclass(frozen=True, slots=True)
class Sheet:
    """A signal as shown to one person; `verdicts` only for who may share or record (architecture 6).

    `waiting` says of partners, by id, what a record that names them waits for, `tried` how somebody whose
    consent is missing was sought, `at_once` whether this person can share because of acute danger. `unnamed`
    is the reporter who stands on no card, for who leads.
    """

    card: SignalCard
    relations: frozenset[Audience]
    verdicts: tuple[tuple[PartnerRef, Verdict], ...]
    born_known: bool
    exceptions: tuple[ExceptionCard, ...] = ()
    told_outside: tuple[PartnerRef, ...] = ()
    links: tuple[Pair, ...] = ()
    capacity_matters: bool = False
    helpers_possible: bool = False
    has_records: bool = False
    waiting: Mapping[int, Waiting] = field(default_factory=dict)
    tried: tuple[Attempt, ...] = ()
    at_once: bool = False
    unnamed: PartnerRef | None = None


def card_of(office: Office, session: Session, file: CaseFile) -> SignalCard:
    """The stub of a loaded signal; `lead` is an account that still works here, or None."""
    signal = file.signal
    said, held = wording.shown(office, file)
    asking = askers(session, file)
    return SignalCard(
        number=file.number,
        ref=ref("S", file.number),
        state=signal.state,
        level=signal.level,
        place=signal.place,
        area=said.area,
        modifiers=tuple(signal.modifiers),
        summary=said.summary,
        author=None if signal.unnamed else file.members.get(signal.author_partner_id),
        partnership=file.partnership.name,
        reactions=tuple(
            Reaction(file.members[tag.partner_id], tag.reason, tag.reaction, tag.partner_id in asking)
            for tag in file.tags
            if tag.partner_id in file.members
        ),
        created_at=signal.created_at,
        outcome=said.outcome,
        has_items=bool(file.items),
        shared=any(one.ended_at is None for one in file.disclosures),
        lead=_named_lead(file),
        held=held,
        result=said.result,
        offers=offering(session, file),
        lead_unnamed=signal.unnamed and acting_lead(file) == signal.author,
        chosen=not everybody(signal),
    )


def _left_unnamed(file: CaseFile) -> PartnerRef | None:
    return file.members.get(file.signal.author_partner_id) if file.signal.unnamed else None


def _named_lead(file: CaseFile) -> str | None:
    lead = acting_lead(file)
    return None if file.signal.unnamed and lead == file.signal.author else lead


def card(office: Office, number: int) -> SignalCard:
    """The stub by number, for a post that is about to be rendered; raises `NotForYou` when erased."""
    with office.store.reading() as session:
        return card_of(office, session, load(session, number))


def sheet(office: Office, person: Person, number: int) -> Sheet:
    """A signal for one person; raises `NotForYou` for anyone without a relation to it."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.show", person, file.signal, file.tagged)
        found = relations(person, file.signal, file.tagged)
        leads = Audience.LEAD in found
        verdicts = _verdicts(office, person, file) if leads else ()
        missing = {who for _, verdict in verdicts for who in verdict.missing}
        return Sheet(
            card=card_of(office, session, file),
            relations=found,
            verdicts=verdicts,
            born_known=leads and office.gate.born(file) is not None,
            exceptions=_exceptions(office, file) if Audience.REGIE in found else (),
            told_outside=_told_outside(file) if leads else (),
            links=linked_to(office, session, person, file),
            capacity_matters=leads and bool(file.items) and capacity.matters(office, file),
            helpers_possible=leads and bool(helping.candidates(office, person, file)),
            has_records=bool(correcting.visible(file, person)),
            waiting=_waiting(file) if leads else {},
            tried=attempts(file.consents, missing),
            unnamed=_left_unnamed(file) if leads else None,
            at_once=leads and file.in_force and open_to(office, person) is not None,
        )


def _exceptions(office: Office, file: CaseFile) -> tuple[ExceptionCard, ...]:
    return tuple(exception_card(office, file, entry) for entry in file.exceptions)


def _waiting(file: CaseFile) -> dict[int, Waiting]:
    return {one.id: found for one in file.tagged_partners() if (found := waiting(file, one)) is not None}


def _told_outside(file: CaseFile) -> tuple[PartnerRef, ...]:
    told = {partner for one in file.live if one.mode == Mode.OUTSIDE for partner in one.recipients}
    return file.chosen(told)


def overview(office: Office, person: Person) -> tuple[SignalCard, ...]:
    """Open signals this person reported, leads or is tagged on where they sit: acute ones, then newest."""
    with office.store.reading() as session:
        partner = person.partner.id if person.partner else None
        here = person.partnerships | person.coordinates
        rows = signals.open_for(session, person.user_id, partner, here)
        cards = [card_of(office, session, load(session, row.id)) for row in rows if row.id is not None]
        return tuple(sorted(cards, key=lambda one: not one.acute))


def drafts(office: Office, person: Person) -> tuple[SignalCard, ...]:
    """What this person wrote and did not post yet, the oldest first."""
    with office.store.reading() as session:
        found = unposted.mine(session, person)
        return tuple(card_of(office, session, load(session, number)) for number in found)


def _verdicts(office: Office, person: Person, file: CaseFile) -> tuple[tuple[PartnerRef, Verdict], ...]:
    if not file.items or person.partner is None or not file.in_force:
        return ()
    items = tuple(file.items)
    return tuple(
        (partner, judge(office, file, person.partner, partner, items)) for partner in file.tagged_partners()
    )
