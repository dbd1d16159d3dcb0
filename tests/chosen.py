"""`SCHAKEL_TEST_DATABASE=postgres` has tests that are content with one database run on PostgreSQL; a plugin.

They name a file of their own as ever; `chosen` gives the database that stands for it, the same one each time
within a test, so that a bot that is started again finds what it left. What a test does to the file itself
(reading it, copying it, taking its place away) is SQLite's, and such a test goes on naming SQLite.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.postgres import Cluster

POSTGRES = os.environ.get("SCHAKEL_TEST_DATABASE") == "postgres"


@dataclass(slots=True)
class _Stand:
    """The server of this run, the database that new ones are copied from, and what stands for which file."""

    cluster: Cluster
    template: str
    made: dict[str, str] = field(default_factory=dict)


_stands: list[_Stand] = []


def chosen(url: str) -> str:
    """The address of the database that stands for this SQLite file in this run."""
    if not _stands or not url.startswith("sqlite:///"):
        return url
    (stand,) = _stands
    if url not in stand.made:
        stand.made[url] = stand.cluster.new_database(stand.template)
    return stand.made[url]


@pytest.fixture(scope="session", autouse=True)
def _stand(request: pytest.FixtureRequest) -> Iterator[None]:
    if POSTGRES:
        _stands.append(
            _Stand(request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template"))
        )
    yield
    _stands.clear()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Every test has databases of its own."""
    yield
    for stand in _stands:
        while stand.made:
            stand.cluster.drop(stand.made.popitem()[1])
