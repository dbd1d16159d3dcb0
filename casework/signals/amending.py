"""A detail that was written down wrongly: its author reads it back and puts another in its place."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, NotForYou
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.drafting import Findings, detail_categories, read_details
from casework.signals.items import DETAIL, seal_details
from casework.signals.stub_only import must_be_open
from storage.repositories import signals
from storage.sealing import sealed_field
from storage.signal_tables import Item
from storage.unit_of_work import Unit

OWN, CORRECT = "detail.own", "detail.correct"


@dataclass(frozen=True, slots=True)
class OwnDetail:
    """One detail as its author wrote it."""

    id: str
    categories: tuple[str, ...]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """The details of a signal that this person wrote, oldest first."""

    number: int
    details: tuple[OwnDetail, ...]


def own(office: Office, person: Person, number: int, *, lately: bool = False) -> OwnDetails:
    """What this person wrote about this signal, written as a read; `NotForYou` when that is nothing.

    `lately` is for an answer to a submission, as in `Office.see`.
    """
    seen = office.see(person, lately=lately)
    with office.act("", person, about=number) as unit:
        file = load(unit.session, number)
        require(OWN, person, file.signal, file.tagged)
        if file.keys.content_key is None:  # taken back: there is nothing left to read
            raise NotForYou
        mine = [one for one in file.items if one.kind == DETAIL and person.did(one.author, one.created_at)]
        permit = office.gate.own(unit, file, mine, seen)
        texts = {
            one.id: office.gate.open(sealed, permit, unit.now)
            for one in mine
            if (sealed := sealed_field(one, "text")) is not None
        }
    kept = (one for one in mine if one.id in texts)
    return OwnDetails(
        number, tuple(OwnDetail(str(one.id), tuple(one.categories), texts[one.id]) for one in kept)
    )


def correct(
    office: Office,
    person: Person,
    number: int,
    item: str,
    details: str,
    categories: Sequence[str],
    key: str,
) -> None:
    """Seal what it should have said; the old text is not opened for anybody any more.

    Whoever may read the old one reads the new one instead, unless it holds other kinds of data: then
    sharing it is a new decision. Raises `Invalid` per field, also when it was put right elsewhere while the
    form stood open: the text in it is no longer the one that stands.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require(CORRECT, person, file.signal, file.tagged)
        file.must_be_open()
        must_be_open(office, person, ref("S", number))
        old = _mine(unit, file, person, item)
        found = Findings()
        offered = detail_categories(office.book, office.policy)
        text, chosen = read_details(details, categories, offered, found, required=True)
        found.settle(())
        new = seal_details(office, unit, person, file.keys, text or "", chosen, instead_of=old)
        take_place(office, unit, file, old, new)
        file.signal.active_at = unit.now
        unit.session.add(file.signal)
        unit.note(
            person.user_id, CORRECT, ref=ref("S", number), facts={"item": str(old.id), "by": str(new.id)}
        )


def take_place(office: Office, unit: Unit, file: CaseFile, old: Item, new: Item) -> None:
    """What is shared holds `new` instead of `old`, and all is judged again; of nothing, it ends."""
    unit.session.flush()
    for disclosure in file.live:
        if str(old.id) not in disclosure.items:
            continue
        same_kinds = set(new.categories) <= set(old.categories)
        swapped = [str(new.id)] if same_kinds else []
        disclosure.items = [
            kept for one in disclosure.items for kept in (swapped if one == str(old.id) else [one])
        ]
        unit.session.add(disclosure)
    unit.session.flush()
    unit.redraw(ref("S", file.number))
    recheck(office, unit, load(unit.session, file.number))


def _mine(unit: Unit, file: CaseFile, person: Person, item: str) -> Item:
    def is_it(one: Item) -> bool:
        return str(one.id) == item and one.kind == DETAIL and person.did(one.author, one.created_at)

    for one in file.items:
        if is_it(one):
            return one
    with suppress(ValueError):  # no id at all
        if any(is_it(one) for one in signals.items_named(unit.session, {UUID(item)}) if one.superseded_by):
            raise Invalid({"details": Flaw("corrected_meanwhile")})
    raise NotForYou
