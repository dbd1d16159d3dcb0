"""Reading on demand: at every press the gate decides again for that one person (design 6)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NoReturn

from casework.casefile import CaseFile, load
from casework.errors import NotForYou, OwnSignal, Refused
from casework.gate import Question
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.refs import ref
from casework.sharing.closing import sharer_of
from casework.sharing.modes import Mode
from casework.sharing.opened import OpenedItem, opened
from casework.sharing.rooms import may_ever_receive
from rules.model import Decision
from storage.repositories import signals
from storage.signal_tables import Disclosure, Item
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Opened:
    """The details of a signal, opened for one person at one moment."""

    signal_ref: str
    disclosure_ref: str
    purpose: str
    items: tuple[OpenedItem, ...] = field(repr=False)


def open_disclosure(office: Office, person: Person, number: int, key: str) -> Opened:
    """Open what was shared, for this one person, decided again at this second, written as a read.

    Raises `Refused` with the gate's code, or `NotForYou` for an unknown number or a stranger.
    """
    standing = office.rooms.standing(person.user_id)
    with office.act(key) as unit:
        disclosure = signals.disclosure(unit.session, number)
        if disclosure is None or person.partner is None:
            raise NotForYou
        file = load(unit.session, disclosure.signal_id)
        if person.partner.id not in file.members:
            raise NotForYou
        items, sharer = _items_of(file, disclosure.items), sharer_of(file, disclosure)
        if _over(file, disclosure) or sharer is None or not items:
            _refuse(unit, person.partner, disclosure, "DISCLOSURE_ENDED", Decision.DENY)
        question = Question(sharer, (person.partner,), items, disclosure.purpose)
        if person.user_id == file.signal.author and person.partner.id not in disclosure.recipients:
            _note_refusal(unit, person.partner, disclosure, "NOT_FOR_YOU", Decision.DENY)
            raise OwnSignal(ref("S", file.number))
        if not may_ever_receive(standing, office.policy):
            _refuse(unit, person.partner, disclosure, "RECIPIENT_NOT_INVOLVED", Decision.DENY)
        _must_be_named(office, unit, file, question, disclosure)
        with asking_offered(file, person.partner):
            permit = office.gate.allow(
                unit, file, question, act="disclosure.open", actor=person.user_id, to_reader=True
            )
        texts = tuple(opened(office.gate, unit, item, permit) for item in items)
        unit.note(
            person.user_id,
            "disclosure.read",
            ref=ref("D", number),
            decision=permit.access.value,
            facts={"items": [str(item.id) for item in items]},
        )
    return Opened(ref("S", file.number), ref("D", number), disclosure.purpose, texts)


def _must_be_named(
    office: Office, unit: Unit, file: CaseFile, question: Question, disclosure: Disclosure
) -> None:
    (reader,) = question.recipients
    if reader.id in disclosure.recipients:
        return
    verdict = office.gate.judge(file, question, unit.now)
    with asking_offered(file, reader):
        if verdict.allowed:
            _refuse(unit, reader, disclosure, "SCOPE_RECIPIENT", Decision.DENY)
        _refuse(unit, reader, disclosure, verdict.reason, verdict.decision)


@contextmanager
def asking_offered(file: CaseFile, reader: PartnerRef) -> Iterator[None]:
    """A tagged partner who is refused may ask for the details: the refusal names the signal to ask about."""
    try:
        yield
    except Refused as refused:
        if refused.to_reader and reader.id in file.tagged:
            refused.ref = ref("S", file.number)
        raise


def _refuse(
    unit: Unit, reader: PartnerRef, disclosure: Disclosure, code: str, decision: Decision
) -> NoReturn:
    _note_refusal(unit, reader, disclosure, code, decision)
    raise Refused(code, decision=decision, to_reader=True)


def _note_refusal(
    unit: Unit, reader: PartnerRef, disclosure: Disclosure, code: str, decision: Decision
) -> None:
    unit.note(
        reader.user_id or "", "disclosure.open", ref=ref("D", disclosure.id), decision=decision, code=code
    )


def _items_of(file: CaseFile, ids: Collection[str]) -> tuple[Item, ...]:
    return tuple(item for item in file.items if str(item.id) in ids)


def _over(file: CaseFile, disclosure: Disclosure) -> bool:
    return not file.in_force or disclosure.ended_at is not None or disclosure.mode != Mode.ON_DEMAND
