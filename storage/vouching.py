"""Vouched rows: what decides who may read carries a seal made with a key from the root secret.

Whoever writes in the database without the keys cannot make the seal: a row whose seal does not fit its
columns is not there for the house. Every column counts unless a table names it as one that decides nothing,
so a column that is added later is covered by itself; as long as it holds its default, older seals fit.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from struct import Struct
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import LargeBinary, inspect
from sqlmodel import Field

from storage.rows import Row
from storage.sealing import Opaque, row_key

SEAL = "seal"
_length = Struct(">I").pack
_MARK = 8  # bytes of a seal that name it in the audit chain


class Vouched(Row):
    """The base of a row that decides; `undecided` are its columns that decide nothing."""

    undecided: ClassVar[frozenset[str]] = frozenset()

    seal: bytes | None = Field(default=None, sa_type=LargeBinary, nullable=True)


@dataclass(frozen=True, slots=True)
class RowName:
    """One row by table and primary key; `signal_id` when it belongs to a signal."""

    table: str
    key: str
    signal_id: int | None = None

    def __str__(self) -> str:
        return f"{self.table}/{self.key}"


class Voucher:
    """Makes and checks the seals of rows with the key of one deployment."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, row: Vouched) -> bytes:
        """The seal that fits this row as it stands; ValueError when it has no primary key yet."""
        return hmac.digest(self._key, covered(row), "sha256")

    def holds(self, row: Vouched) -> bool:
        """Whether the row carries the seal that fits it."""
        found = row.seal
        return found is not None and hmac.compare_digest(found, self.seal(row))


def name_of(row: Vouched) -> RowName:
    """What this row is called in reports."""
    number = row.id if row.__tablename__ == "signal" else getattr(row, "signal_id", None)  # type: ignore[attr-defined]  # a signal has it
    return RowName(str(row.__tablename__), row_key(row), number)


def mark_of(seal: bytes | None) -> str | None:
    """A seal in short, as the audit chain names it."""
    return None if seal is None else bytes(seal[:_MARK]).hex()


def covered(row: Vouched) -> bytes:
    """What a seal is made over: table, primary key, and each column that says something.

    Every part has its length before it, so no two different rows give the same bytes; a column at its
    default is left out.
    """
    key = row_key(row).encode()
    parts = [_head(type(row)), _length(len(key)), key]
    loaded = row.__dict__  # what is not loaded has to be asked for
    for column in _columns(type(row)):
        name = column.name
        value = _encoded(loaded[name] if name in loaded else getattr(row, name))
        if value != column.default:
            parts += (column.label, _length(len(value)), value)
    return b"".join(parts)


def deciding(table: type[Vouched]) -> tuple[str, ...]:
    """The columns of a table that its seal covers, besides the primary key."""
    return tuple(column.name for column in _columns(table))


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    label: bytes
    default: bytes | None


@cache
def _columns(table: type[Vouched]) -> tuple[_Column, ...]:
    mapper = inspect(table)
    keys = {column.key for column in mapper.primary_key}
    names = sorted(set(mapper.column_attrs.keys()) - keys - table.undecided - {SEAL})
    return tuple(_Column(name, _measured(name), _default(table, name)) for name in names)


@cache
def _head(table: type[Vouched]) -> bytes:
    return _measured("row 1") + _measured(str(table.__tablename__))


def _measured(text: str) -> bytes:
    return _length(len(text.encode())) + text.encode()


def _default(table: type[Vouched], name: str) -> bytes | None:
    field = table.model_fields[name]
    if field.is_required():
        return None
    made: Callable[[], Any] | None = field.default_factory  # type: ignore[assignment]  # none of ours wants data
    return _encoded(made() if made is not None else field.default)


def _encoded(value: Any) -> bytes:
    """One value with its kind before it; the same before storing and after reading back."""
    match value:
        case None:
            return b"-"
        case Opaque():
            return b"sealed " + value.blob
        case str():
            return b"text " + value.encode("utf-8", "surrogatepass")
        case bool() | int():
            return b"number %d" % value
        case datetime():
            at = value if value.tzinfo is UTC else value.astimezone(UTC)
            return b"instant " + at.isoformat(timespec="microseconds").encode()
        case date() | time():
            return b"day " + value.isoformat().encode()
        case UUID():
            return b"id " + value.bytes
        case bytes():
            return b"bytes " + value
        case list() | tuple() | dict():
            return b"json " + json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
        case _:
            raise TypeError(f"{type(value).__name__} cannot be vouched for")
