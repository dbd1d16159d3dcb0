"""A statement is compiled once for a worker, not once for the database of each test; a pytest plugin.

SQLAlchemy keeps what it compiled by engine and by dialect, and each test has an engine of its own: without
this a fifth of what a test costs is compiling what the test before compiled.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from storage import engine as house

_KEPT: LRUCache[Any, Any] = LRUCache(5000)


def _same_kind(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other)


def _create_engine(*args: Any, **options: Any) -> Engine:
    made = create_engine(*args, **options)
    made.update_execution_options(compiled_cache=_KEPT)
    return made


def pytest_configure() -> None:
    """Let every engine of the house look in one place, and every dialect of a kind count as one."""
    DefaultDialect.__eq__ = _same_kind  # type: ignore[method-assign,assignment]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign,assignment]
    house.create_engine = _create_engine  # type: ignore[attr-defined]
