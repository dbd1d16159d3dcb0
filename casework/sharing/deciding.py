"""The decision to share, in one of three ways, once the gate allows it for everyone together (P2b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, Refused
from casework.office import Office
from casework.people import PartnerRef, Person, same_person
from casework.permissions import require
from casework.ports import Room
from casework.question import Question
from casework.readers import CARD, conversation, put_offer
from casework.refs import ref
from casework.sharing.choosing import opened_by
from casework.sharing.modes import MODES, Mode
from casework.sharing.rooms import audience, never_in_thread
from casework.sharing.shareable import must_be_shareable
from rules.codes import Reason
from storage import outbox
from storage.signal_tables import Disclosure, Item
from storage.unit_of_work import Unit

THREAD = "disclosure.thread"
SELF = "SHARE_WITH_SELF"
# Among the recipients: the tagged colleagues of who shares, all of them (P27).
COLLEAGUES = "own_organisation"
NO_THREAD = "THREAD_CHOSEN_READERS"
ON_DEMAND_INSTEAD = "SHARE_ON_DEMAND"
# All text in the blocks of one message stays well under what Slack takes (slack 4.1).
THREAD_BYTES = 9_000


@dataclass(frozen=True, slots=True)
class ShareForm:
    """The sharing form as typed."""

    recipients: Sequence[str] = ()
    categories: Sequence[str] = ()
    mode: str = Mode.ON_DEMAND
    purpose: str = ""
    necessary: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """A recorded decision to share."""

    number: int
    mode: Mode
    recipients: tuple[PartnerRef, ...]


def share(office: Office, person: Person, number: int, form: ShareForm, key: str) -> Shared:
    """Record the decision to share and queue its message.

    In the thread the room is the recipient: a room that was just looked at is judged here, and again by
    whoever posts. Raises `Invalid` for an incomplete form and `Refused` with the gate's code.
    """
    room = _room(office, number) if form.mode == Mode.THREAD else None
    with office.act(key, person) as unit:
        return share_within(office, unit, person, load(unit.session, number), form, room)


def share_within(
    office: Office, unit: Unit, person: Person, file: CaseFile, form: ShareForm, room: Room | None = None
) -> Shared:
    """The same for a loaded signal, within an act; `room` is looked at before it, for the thread."""
    require("signal.share", person, file.signal, file.tagged)
    must_be_shareable(file)
    question, mode = _question(office, person, file, form)
    recipients = question.recipients
    if any(same_person(one, question.sharer) for one in recipients):
        _no_self(unit, person, file)
    if mode is Mode.THREAD:
        _fits_in_thread(office, unit, person, file, question)
        question = _with_readers(office, unit, person, file, question, room)
    _must_be_necessary(office, unit, file, question)
    try:
        office.gate.decide(unit, file, question, act="signal.share", actor=person.user_id)
    except Refused as refused:
        refused.chosen = tuple(one.id for one in recipients)
        raise
    disclosure = Disclosure(
        signal_id=file.number,
        mode=mode,
        purpose=question.purpose,
        recipients=[one.id for one in recipients],
        items=[str(item.id) for item in question.items],
        categories=list(question.categories),
        sharer=person.user_id,
        created_at=unit.now,
        necessary=form.necessary,
    )
    unit.session.add(disclosure)
    unit.session.flush()
    _queue(unit, file, disclosure, mode, recipients)
    return Shared(disclosure.id or 0, mode, recipients)


def _question(office: Office, person: Person, file: CaseFile, form: ShareForm) -> tuple[Question, Mode]:
    wanted = _with_colleagues(office, person, file, form.recipients)
    recipients = file.chosen({int(one) for one in wanted if one.isdecimal()})
    flaws = {}
    if not recipients or len(recipients) != len(wanted):
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
    question = Question(person.partner, recipients, items, form.purpose, necessary=form.necessary)
    return question, Mode(form.mode)


def _with_colleagues(office: Office, person: Person, file: CaseFile, chosen: Sequence[str]) -> set[str]:
    """What was chosen, with each colleague to whom that is open where all of them were."""
    if COLLEAGUES not in chosen:
        return set(chosen)
    found = {str(one.id) for one in opened_by(office, person, file, Reason.OK_INTERNAL)}
    return (set(chosen) - {COLLEAGUES}) | found if found else set(chosen)


def _must_be_necessary(office: Office, unit: Unit, file: CaseFile, question: Question) -> None:
    """What giving the same help alone would open asks for the tick (7.3.11 Jeugdwet, 7:457 BW)."""
    if question.necessary or office.gate.judge(file, question, unit.now).allowed:
        return
    if office.gate.judge(file, replace(question, necessary=True), unit.now).allowed:
        raise Invalid({"necessary": Flaw("necessity_needed")})


def _fits_in_thread(office: Office, unit: Unit, person: Person, file: CaseFile, question: Question) -> None:
    """K6–K9 and police items never stand in a thread (P26), nor what does not fit in one message.

    Nor does anything where the card stands in no conversation.
    """
    if conversation(file.signal, file.partnership) is None:
        _no_thread(unit, person, file, NO_THREAD)
    if any(never_in_thread(item, office.book, office.policy) for item in question.items):
        _no_thread(unit, person, file, "THREAD_CATEGORY")
    if sum(_size(item) for item in question.items) > THREAD_BYTES:
        _no_thread(unit, person, file, "THREAD_TOO_LONG")


def _size(item: Item) -> int:
    return len(item.text.blob) if item.text is not None else 0


def _room(office: Office, number: int) -> Room | None:
    """The channel as it was looked at when the form opened; asked before any transaction, of nobody."""
    with office.store.reading() as session:
        file = load(session, number)
        channel = conversation(file.signal, file.partnership)
    return None if channel is None else office.rooms.remembered(channel)


def _with_readers(
    office: Office, unit: Unit, person: Person, file: CaseFile, question: Question, room: Room | None
) -> Question:
    """The same question with everyone in the room, when the room was looked at a moment ago."""
    if room is None:
        return question
    found = audience(file, room, question.items, office.policy)
    if found.obstacle is not None:
        _no_thread(unit, person, file, found.obstacle)
    everyone = replace(question, recipients=tuple(dict.fromkeys((*question.recipients, *found.readers))))
    verdict = office.gate.judge(file, everyone, unit.now)
    if not verdict.allowed and office.gate.judge(file, question, unit.now).allowed:
        _no_thread(unit, person, file, verdict.reason)
    return everyone


def _no_self(unit: Unit, person: Person, file: CaseFile) -> NoReturn:
    """Nobody hands details to themselves: somebody else shares them, on what somebody else stands behind."""
    this = ref("S", file.number)
    unit.note(person.user_id, "signal.share", ref=this, decision="DENY", code=SELF)
    raise Refused(SELF, hint="REMOVE_SELF", ref=this)


def _no_thread(unit: Unit, person: Person, file: CaseFile, code: str) -> None:
    this = ref("S", file.number)
    unit.note(person.user_id, "signal.share", ref=this, decision="DENY", code=code)
    raise Refused(code, hint=ON_DEMAND_INSTEAD, ref=this)


def _queue(
    unit: Unit, file: CaseFile, disclosure: Disclosure, mode: Mode, recipients: Sequence[PartnerRef]
) -> None:
    this, channel = ref("D", disclosure.id), conversation(file.signal, file.partnership)
    if mode is Mode.ON_DEMAND:
        put_offer(unit, file, disclosure, recipients)
    elif mode is Mode.THREAD and channel is not None:
        card = outbox.find(unit.session, ref=ref("S", file.number), kind=CARD)
        unit.post(THREAD, channel, ref=this, parent_id=card, dedupe=f"{this}:thread")
    unit.redraw(ref("S", file.number))
