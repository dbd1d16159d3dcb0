"""Sealing what was told about a young person: identity and details, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from casework.errors import NotForYou
from casework.guard.clues import keep_details, keep_identity
from casework.office import Office
from casework.people import Person
from rules.birth import BirthDate
from storage.matching import digests
from storage.repositories import signals
from storage.sealing import place_of
from storage.signal_tables import Item, MatchEntry, SignalKeys
from storage.unit_of_work import Unit

IDENTITY = "identity"
DETAIL = "detail"


def _item(office: Office, unit: Unit, person: Person, keys: SignalKeys, kind: str) -> Item:
    if person.partner is None:  # what somebody tells has the regime of their role (rulebook 5b)
        raise NotForYou
    role = person.partner.role
    return Item(
        id=uuid4(),
        signal_id=keys.signal_id,
        kind=kind,
        author=person.user_id,
        source_role=role,
        source_regime=office.book.roles[role].regime,
        created_at=unit.now,
    )


def seal_identity(
    office: Office,
    unit: Unit,
    person: Person,
    keys: SignalKeys,
    name: str | None,
    birth_date: BirthDate | None,
    instead_of: Item | None = None,
) -> Item:
    """Store name and date of birth, sealed, and their keyed hashes for matching; see `_store`.

    Of whom only a year is known, nothing is hashed: a year is no day.
    """
    item = _item(office, unit, person, keys, IDENTITY)
    item.categories = ["identiteit"]
    if name:
        item.name = unit.vault.seal(keys, place_of(item, "name"), name)
    if birth_date:
        item.birth_date = unit.vault.seal(keys, place_of(item, "birth_date"), str(birth_date))
    _store(unit, item, instead_of)
    keep_identity(unit, item.signal_id, name, birth_date.exact if birth_date else None)
    if name and birth_date and birth_date.exact:
        keep_hashes(unit, item.signal_id, digests(unit.vault.index_key, name, birth_date.exact))
    return item


def keep_hashes(unit: Unit, number: int, found: Mapping[str, bytes]) -> None:
    """Store these keyed hashes of a signal instead of those there were."""
    signals.forget_matches(unit.session, number)
    unit.session.add_all(
        MatchEntry(signal_id=number, kind=kind, digest=digest) for kind, digest in found.items()
    )
    unit.session.flush()


def seal_details(
    office: Office,
    unit: Unit,
    person: Person,
    keys: SignalKeys,
    text: str,
    categories: Sequence[str],
    instead_of: Item | None = None,
) -> Item:
    """Store one detail, sealed, with the categories it was given; see `_store`."""
    item = _item(office, unit, person, keys, DETAIL)
    item.categories = list(categories)
    item.text = unit.vault.seal(keys, place_of(item, "text"), text)
    _store(unit, item, instead_of)
    keep_details(unit, item.signal_id, text)
    return item


def _store(unit: Unit, item: Item, instead_of: Item | None) -> None:
    """Add an item; the one that it corrects makes place first, because the database has room for one."""
    if instead_of is not None:
        instead_of.superseded_by, item.corrects = item.id, instead_of.id
        unit.session.add(instead_of)
        unit.session.flush()
    unit.session.add(item)
