"""Sealed items as plain text, on their way to exactly the people they were opened for."""

from __future__ import annotations

from dataclasses import dataclass, field

from casework.gate import Gate
from casework.permits import Permit
from storage.sealing import sealed_field
from storage.signal_tables import Item
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """Plain text of one item."""

    kind: str
    categories: tuple[str, ...]
    source_role: str
    name: str | None = field(repr=False)
    birth_date: str | None = field(repr=False)
    text: str | None = field(repr=False)


def opened(gate: Gate, unit: Unit, item: Item, permit: Permit) -> OpenedItem:
    """One item, opened with a permit that covers it."""

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
