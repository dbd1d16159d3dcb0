"""Column types that keep Python values honest across SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from storage.sealing import Erasable, Sealed


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive datetime is refused where it enters."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs a time zone")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedBytes(TypeDecorator[Sealed]):
    """Ciphertext that leaves the database as an opaque, unprintable `Sealed`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        return None if value is None else value.blob

    def process_result_value(self, value: Any, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))


class ErasableBytes(TypeDecorator[Erasable]):
    """Ciphertext of a text that dies with its key, as unprintable as a `Sealed` and never one."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Erasable | None, dialect: Dialect) -> bytes | None:
        if value is not None and not isinstance(value, Erasable):
            raise TypeError("this column holds erasable text only")
        return None if value is None else value.blob

    def process_result_value(self, value: Any, dialect: Dialect) -> Erasable | None:
        return None if value is None else Erasable(bytes(value))
