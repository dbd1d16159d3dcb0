"""An office on each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.engine import make_engine
from tests.casework.house import House


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """An office with the demo's directory, on SQLite and on PostgreSQL."""
    engine = make_engine(database_url)
    yield House(engine)
    engine.dispose()
