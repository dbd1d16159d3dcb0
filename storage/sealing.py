"""Sealed text: what it is and where it belongs; it becomes text again in `unsealing` and `erasable` only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import core_schema
from sqlalchemy import inspect
from sqlmodel import SQLModel

MASK = "•••"
SCHEMA_VERSION = 1

if TYPE_CHECKING:

    class _Masked:
        def __new__(cls, shown: str) -> Self: ...

else:
    # At run time a Sealed is a str holding the mask, so that json and "".join print it too;
    # the type checker does not know, so a Sealed is never accepted where text is expected.
    _Masked = str


class Purpose(StrEnum):
    """Which key seals a text: CONTENT dies when a signal is erased, ACCOUNTABILITY stays.

    ERASABLE dies with CONTENT, but its text may be read without a permit (`storage.erasable`).
    """

    CONTENT = "content"
    ACCOUNTABILITY = "accountability"
    ERASABLE = "erasable"
    WRAP = "wrap"  # for keys themselves, never for text


@dataclass(frozen=True, slots=True)
class Place:
    """The one place where a ciphertext is valid; `row` is the primary key as text.

    `bound` are the columns beside it that say how it may be used: changed, they make it unreadable.
    """

    signal_id: int
    table: str
    row: str
    field: str
    purpose: Purpose = Purpose.CONTENT
    bound: bytes = b""


class Opaque(_Masked):
    """Ciphertext that prints as `•••` in str, repr, f-strings, JSON and pickles; equal by its bytes."""

    __slots__ = ("blob",)
    blob: bytes

    def __new__(cls, blob: bytes) -> Self:
        self = super().__new__(cls, MASK)
        self.blob = bytes(blob)
        return self

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Opaque) and other.blob == self.blob

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((type(self), self.blob))

    def __repr__(self) -> str:
        return MASK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __reduce_ex__(self, protocol: object) -> tuple[type[str], tuple[str]]:
        return str, (MASK,)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        to_mask = core_schema.plain_serializer_function_ser_schema(lambda value: MASK, when_used="json")
        return core_schema.is_instance_schema(cls, serialization=to_mask)


class Sealed(Opaque):
    """A text that only the gate opens, and where it was read from."""

    __slots__ = ("place",)
    place: Place | None

    def __new__(cls, blob: bytes, place: Place | None = None) -> Self:
        self = super().__new__(cls, blob)
        self.place = place
        return self

    def at(self, place: Place) -> Sealed:
        """The same ciphertext, knowing the place it was read from."""
        return Sealed(self.blob, place)


class Erasable(Opaque):
    """A text that the house may read until what it is about is erased; no permit, and no detail."""

    __slots__ = ()


def place_of(row: SQLModel, field: str, purpose: Purpose = Purpose.CONTENT) -> Place:
    """Where `row.<field>` is valid; the row needs its primary key and a `signal_id`.

    Raises ValueError for a row without a primary key yet: flush first.
    """
    signal_id: int = row.signal_id  # type: ignore[attr-defined]  # every table with sealed text has it
    return Place(signal_id, str(row.__tablename__), row_key(row), field, purpose, _bound(row))


def _bound(row: SQLModel) -> bytes:
    names: tuple[str, ...] = getattr(type(row), "binds", ())
    said = {name: getattr(row, name) for name in names}
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode() if said else b""


def row_key(row: SQLModel) -> str:
    """The primary key of a row as text; raises ValueError for a row without one yet: flush first."""
    key = [getattr(row, name) for name in _key_names(type(row))]
    if None in key:
        raise ValueError(f"{type(row).__name__} has no primary key yet; flush before sealing")
    return "/".join(map(str, key))


@cache
def _key_names(table: type[SQLModel]) -> tuple[str, ...]:
    return tuple(str(column.key) for column in inspect(table).primary_key)


def sealed_field(row: SQLModel, field: str, purpose: Purpose = Purpose.CONTENT) -> Sealed | None:
    """`row.<field>` carrying its place, ready for `gate.open`; None when the field is empty."""
    value: Sealed | None = getattr(row, field)
    return None if value is None else value.at(place_of(row, field, purpose))


def binding(team_id: str, place: Place, key_id: bytes) -> bytes:
    """The additional data of AES-GCM (architecture 5): every part with its length before it, so no two
    different places ever give the same bytes."""
    parts = (
        "schakel",
        str(SCHEMA_VERSION),
        team_id,
        place.table,
        place.row,
        place.field,
        place.purpose,
        str(place.signal_id),
    )
    encoded = [part.encode("utf-8") for part in parts] + [key_id]
    if place.bound:
        encoded.append(place.bound)
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
