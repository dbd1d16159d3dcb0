"""Sharing on demand: the author decides with whom; the gate decides again at every press (design 6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.gate import Gate, Permit, Question
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from rules.model import Decision
from storage import outbox
from storage.repositories import signals
from storage.sealing import sealed_field
from storage.tables import Disclosure, Item
from storage.unit_of_work import Unit

MODES = ("on_demand",)


@dataclass(frozen=True, slots=True)
class ShareOptions:
    """What the sharing form offers: with whom, which categories, for what; and what is chosen already."""

    number: int
    recipients: tuple[PartnerRef, ...]
    covered: frozenset[int]
    categories: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True)
class ShareForm:
    """The sharing form as typed."""

    recipients: Sequence[str] = ()
    categories: Sequence[str] = ()
    mode: str = "on_demand"
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A recorded decision to share."""

    number: int
    recipients: tuple[PartnerRef, ...]


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """Plain text of one item, on its way to the one person it was opened for."""

    kind: str
    categories: tuple[str, ...]
    source_role: str
    name: str | None = field(repr=False)
    birth_date: str | None = field(repr=False)
    text: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """The details of a signal, opened for one person at one moment."""

    signal_ref: str
    disclosure_ref: str
    purpose: str
    items: tuple[OpenedItem, ...]


def share_options(office: Office, person: Person, number: int) -> ShareOptions:
    """What may be offered to this sharer; raises `Refused` when there is nothing or nobody."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.share", person, file.signal, file.tagged)
        _must_be_shareable(file)
        purpose = office.book.meetings[file.partnership.kind].default_purpose
        partners = file.tagged_partners()
        covered = frozenset(
            partner.id for partner in partners if _covers(office, person, file, partner, purpose)
        )
        return ShareOptions(number, partners, covered, file.categories, purpose)


def share(office: Office, person: Person, number: int, form: ShareForm, key: str) -> Shared:
    """Record the decision to share, once the gate allows it for every recipient together (P2b).

    Raises `Invalid` for an incomplete form and `Refused` with the gate's code.
    """
    with office.act(key) as unit:
        file = load(unit.session, number)
        require("signal.share", person, file.signal, file.tagged)
        _must_be_shareable(file)
        question = _question(office, person, file, form)
        office.gate.allow(unit, file, question, act="signal.share", actor=person.user_id)
        disclosure = Disclosure(
            signal_id=number,
            mode=form.mode,
            purpose=question.purpose,
            recipients=[one.id for one in question.recipients],
            items=[str(item.id) for item in question.items],
            categories=list(question.categories),
            sharer=person.user_id,
            created_at=unit.now,
        )
        unit.session.add(disclosure)
        unit.session.flush()
        _offer(unit, file, disclosure)
    return Shared(disclosure.id or 0, question.recipients)


def open_disclosure(office: Office, person: Person, number: int, key: str) -> Opened:
    """Open what was shared, for this one person, decided again at this second, written as a read.

    Raises `Refused` with the gate's code, or `NotForYou` for an unknown number or a stranger.
    """
    with office.act(key) as unit:
        disclosure = signals.disclosure(unit.session, number)
        if disclosure is None or person.partner is None:
            raise NotForYou
        file = load(unit.session, disclosure.signal_id)
        if person.partner.id not in file.members:
            raise NotForYou
        if not file.in_force or disclosure.ended_at is not None:
            raise Refused("DISCLOSURE_ENDED", ref=None)
        items = _items_of(file, disclosure.items)
        sharer = _sharer(file, disclosure)
        question = Question(sharer, (person.partner,), items, disclosure.purpose)
        _must_be_named(office, unit, file, question, disclosure)
        permit = office.gate.allow(
            unit, file, question, act="disclosure.open", actor=person.user_id, to_reader=True
        )
        opened = tuple(_opened(office.gate, unit, item, permit) for item in items)
        unit.note(
            person.user_id,
            "disclosure.read",
            ref=ref("D", number),
            decision=permit.access.value,
            facts={"items": [str(item.id) for item in items]},
        )
    return Opened(ref("S", file.number), ref("D", number), disclosure.purpose, opened)


def _must_be_shareable(file: CaseFile) -> None:
    this = ref("S", file.number)
    if not file.in_force:
        raise Refused("SIGNAL_CLOSED", ref=this)
    if not file.items:
        raise Refused("NOTHING_TO_SHARE", ref=this)
    if not file.tagged_partners():
        raise Refused("NOBODY_TAGGED", ref=this)


def _must_be_named(
    office: Office, unit: Unit, file: CaseFile, question: Question, disclosure: Disclosure
) -> None:
    (reader,) = question.recipients
    if reader.id in disclosure.recipients:
        return
    verdict = office.gate.judge(file, question, unit.now)
    allowed = verdict.decision is Decision.ALLOW
    code = "SCOPE_RECIPIENT" if allowed else verdict.reason
    decision = Decision.DENY if allowed else verdict.decision
    unit.note(
        reader.user_id or "", "disclosure.open", ref=ref("D", disclosure.id), decision=decision, code=code
    )
    raise Refused(code, decision=decision, to_reader=True)


def _covers(office: Office, person: Person, file: CaseFile, partner: PartnerRef, purpose: str) -> bool:
    if person.partner is None:
        return False
    question = Question(person.partner, (partner,), tuple(file.items), purpose)
    return office.gate.judge(file, question, office.clock.now()).decision is Decision.ALLOW


def _question(office: Office, person: Person, file: CaseFile, form: ShareForm) -> Question:
    recipients = file.chosen({int(one) for one in form.recipients if one.isdecimal()})
    flaws = {}
    if not recipients or len(recipients) != len(set(form.recipients)):
        flaws["recipients"] = Flaw("recipient_needed")
    if not form.categories or not set(form.categories) <= set(file.categories):
        flaws["categories"] = Flaw("required")
    if form.purpose not in office.book.purposes:
        flaws["purpose"] = Flaw("required")
    if form.mode not in MODES:
        flaws["mode"] = Flaw("required")
    if flaws or person.partner is None:
        raise Invalid(flaws)
    items = tuple(item for item in file.items if set(item.categories) <= set(form.categories))
    if not items:
        raise Invalid({"categories": Flaw("no_item_fits")})
    return Question(person.partner, recipients, items, form.purpose)


def _items_of(file: CaseFile, ids: Collection[str]) -> tuple[Item, ...]:
    return tuple(item for item in file.items if str(item.id) in ids)


def _sharer(file: CaseFile, disclosure: Disclosure) -> PartnerRef:
    found = next((one for one in file.members.values() if one.user_id == disclosure.sharer), None)
    if found is None:
        raise Refused("DISCLOSURE_ENDED")
    return found


def _offer(unit: Unit, file: CaseFile, disclosure: Disclosure) -> None:
    card = outbox.find(unit.session, ref=ref("S", file.number), kind="signal.card")
    unit.post(
        "disclosure.offer",
        file.partnership.channel,
        ref=ref("D", disclosure.id),
        parent_id=card,
        dedupe=f"{ref('D', disclosure.id)}:offer",
    )
    unit.redraw(ref("S", file.number))


def _opened(gate: Gate, unit: Unit, item: Item, permit: Permit) -> OpenedItem:
    def read(field_name: str) -> str | None:
        sealed = sealed_field(item, field_name)
        return None if sealed is None else gate.open(sealed, permit, unit.now)

    return OpenedItem(
        kind=item.kind,
        categories=tuple(item.categories),
        source_role=item.source_role,
        name=read("name"),
        birth_date=read("birth_date"),
        text=read("text"),
    )
