"""One form sent twice, from two screens or through two connections: once is enough."""

from __future__ import annotations

import pytest

from casework.errors import AlreadyDone
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from tests.at_once.scene import new_scene, town_on, wait_for_the_police


def test_the_same_ground_twice_is_recorded_once(sqlite_url: str) -> None:
    """Each would ask the reviewer, and each would count as used; a quarter of an hour later it is meant."""
    with town_on(sqlite_url) as town:
        scene = new_scene(town)
        with pytest.raises(AlreadyDone):
            wait_for_the_police(town.house, scene.signal)
        town.house.clock.pass_by(minutes=15)
        again = wait_for_the_police(town.house, scene.signal)
        with session_for(town.house.engine, write=False) as session:
            assert session.get_one(ExceptionEntry, again).reviewer is not None
