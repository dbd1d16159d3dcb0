"""Editing an overleg while its reminder is in flight never sends the old one after the new."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from casework.office import Office
from tests.casework.conftest import FrozenClock
from tests.exactly_once.editing import Editing, dutch, finish

pytestmark = [pytest.mark.slow(seconds=45, together="exactly_once"), pytest.mark.timeout(1600)]
INTERLEAVINGS = 8


def test_the_old_never_comes_after_the_new(office: Office, engine: Engine, clock: FrozenClock) -> None:
    """Moves, moves back, skips and other chairs, between any two steps of three workers that get killed."""
    render = dutch(office)
    for seed in range(INTERLEAVINGS):
        played = Editing(office, engine, clock, render, Random(seed))
        played.play()
        assert not played.flaws, (seed, played.flaws)
        finish(engine)
        clock.instant += timedelta(hours=4 if clock.instant.hour < 16 else 12)
