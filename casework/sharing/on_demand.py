"""Reading on demand: at every press the gate decides again for that one person (architecture 6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NoReturn

from casework.casefile import CaseFile, load
from casework.errors import ForReader, NotForYou, OwnSignal, RefusedReader
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.question import question_of
from casework.refs import ref
from casework.sharing.closing import sharer_of
from casework.sharing.modes import Mode
from casework.sharing.opened import OpenedItem, opened
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

    Raises `RefusedReader`, or `NotForYou` for an unknown number or a stranger.
    """
    reader = office.see(person)
    with office.act(key, person) as unit:
        disclosure = signals.disclosure(unit.session, number)
        if disclosure is None or person.partner is None:
            raise NotForYou
        file = load(unit.session, disclosure.signal_id)
        if person.partner.id not in file.members:
            raise NotForYou
        items, sharer = _items_of(file, disclosure.items), sharer_of(file, disclosure)
        if _over(file, disclosure) or sharer is None or not items:
            _refuse(unit, file, person.partner, disclosure, ForReader.ENDED)
        question = question_of(disclosure, sharer, (person.partner,), items)
        reported = person.did(file.signal.author, file.signal.created_at)
        if reported and person.partner.id not in disclosure.recipients:
            _note_refusal(unit, person.partner, disclosure, "NOT_FOR_YOU")
            raise OwnSignal(ref("S", file.number))
        _must_be_named(unit, file, person.partner, disclosure)
        permit = office.gate.to_reader(unit, file, question, reader, act="disclosure.open")
        texts = tuple(opened(office.gate, unit, item, permit) for item in items)
        unit.note(
            person.user_id,
            "disclosure.read",
            ref=ref("D", number),
            decision=permit.access.value,
            facts={"items": [str(item.id) for item in items]},
        )
    return Opened(ref("S", file.number), ref("D", number), disclosure.purpose, texts)


def _must_be_named(unit: Unit, file: CaseFile, reader: PartnerRef, disclosure: Disclosure) -> None:
    """With whom it was shared stands in the thread; what others' consents say of this reader does not."""
    if reader.id not in disclosure.recipients:
        involved = reader.id in file.involved
        _refuse(unit, file, reader, disclosure, ForReader.NOT_NAMED if involved else ForReader.NOT_INVOLVED)


def _refuse(
    unit: Unit, file: CaseFile, reader: PartnerRef, disclosure: Disclosure, code: ForReader
) -> NoReturn:
    """A tagged partner may ask for the details: the refusal names the signal to ask about."""
    _note_refusal(unit, reader, disclosure, code)
    raise RefusedReader(code, ask_about=ref("S", file.number) if reader.id in file.tagged else None)


def _note_refusal(unit: Unit, reader: PartnerRef, disclosure: Disclosure, code: str) -> None:
    unit.note(
        reader.user_id or "",
        "disclosure.open",
        ref=ref("D", disclosure.id),
        decision=Decision.DENY,
        code=code,
    )


def _items_of(file: CaseFile, ids: Collection[str]) -> tuple[Item, ...]:
    return tuple(item for item in file.items if str(item.id) in ids)


def _over(file: CaseFile, disclosure: Disclosure) -> bool:
    return not file.in_force or disclosure.ended_at is not None or disclosure.mode != Mode.ON_DEMAND
