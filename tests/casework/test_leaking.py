"""Random people never get the house to show anybody more than the rules allow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.casework.leaking.machine import EACH, people, play

STEPS = 10_000
SHARES = 2  # side by side, each with games of its own
OFTEN = 20  # a game in which nothing is ever allowed proves nothing


@pytest.mark.slow(seconds=170)
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("share", range(SHARES))
def test_nobody_ever_sees_too_much(share: int, record_property: Callable[[str, object], None]) -> None:
    """In ten thousand steps of random people nothing sealed reaches anyone the rules do not cover."""
    machine = people()
    games = STEPS // SHARES // EACH + 5
    play(machine, games, first=share * games, shrink=True)
    record_property("tally", str(machine.tally))
    assert machine.tally.steps >= STEPS // SHARES
    seen = machine.tally.seen
    assert min(seen["item on demand"], seen["item in thread"], seen["shared outside"]) >= OFTEN
    assert min(seen["item reviewed"], seen["reasoning reviewed"]) > 0
