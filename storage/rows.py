"""What every table is built from; what holds case content is typed `Sealed` or `Erasable`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, text
from sqlmodel import Field, SQLModel

from storage.types import ErasableBytes, SealedBytes, UtcDateTime

# A migration can only change what has a name, and each database would make up another one.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def instant(**options: Any) -> Any:
    """A moment, kept in UTC; `options` as SQLAlchemy's `Column` takes them."""
    return Field(sa_column=Column(UtcDateTime(), nullable=False, **options))


def maybe_instant(**options: Any) -> Any:
    """A moment that need not have come yet."""
    return Field(default=None, sa_column=Column(UtcDateTime(), nullable=True, **options))


def as_json(factory: Any = list) -> Any:
    """A value kept as JSON; `factory` makes the empty one."""
    return Field(default_factory=factory, sa_column=Column(JSON, nullable=False))


def one_where(condition: str) -> dict[str, Any]:
    """Options of an index on which no two rows that meet the condition agree, on both databases."""
    return {"unique": True, "postgresql_where": text(condition), "sqlite_where": text(condition)}


def sealed() -> Any:
    """A text that only the gate opens."""
    return Field(default=None, sa_column=Column(SealedBytes(), nullable=True))


def erasable(column: str) -> Any:
    """A text that the house reads until what it is about is erased, in the column of this name."""
    return Field(default=None, sa_column=Column(column, ErasableBytes(), nullable=True))


def emptied(column: str, *, nullable: bool) -> Any:
    """Where a release before this one kept a text in plain; empty since `storage.sealing_existing`."""
    default = None if nullable else ""
    return Field(default=default, sa_column=Column(column, String(), nullable=nullable))


def raw_bytes(nullable: bool = False) -> Any:
    """Keys, digests, seals of a chain: bytes as they are."""
    return Field(default=None, sa_column=Column(LargeBinary, nullable=nullable))


def table_of(rows: type[SQLModel]) -> Table:
    """The table of these rows; a statement on it costs half of one on their class, and gives plain values."""
    found: Table = rows.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one
    return found


class Row(SQLModel):
    """The base of a row, which may have `Sealed` fields."""

    model_config = {"arbitrary_types_allowed": True}
