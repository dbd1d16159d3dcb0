"""Random people never get the house to show anybody more than the rules allow.

Ten thousand steps take minutes: `SCHAKEL_SOAK=1` plays them all, otherwise an eighth.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.casework.leaking.machine import EACH, people, play

SOAK = bool(os.environ.get("SCHAKEL_SOAK"))
STEPS = 10_000 if SOAK else 1_200
SHARES = 2  # side by side, each with games of its own
OFTEN = 20 if SOAK else 1  # a game in which nothing is ever allowed proves nothing


@pytest.mark.slow(seconds=60)
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("share", range(SHARES))
def test_nobody_ever_sees_too_much(share: int, record_property: Callable[[str, object], None]) -> None:
    """In thousands of steps nothing sealed reaches anyone the rules do not cover, nor a word that tells."""
    machine = people()
    games = STEPS * 11 // 10 // SHARES // EACH  # a game that ends early has fewer steps
    play(machine, games, first=share * games, shrink=True)
    record_property("tally", str(machine.tally))
    assert machine.tally.steps >= STEPS // SHARES
    seen = machine.tally.seen
    assert min(seen["item on demand"], seen["item in thread"], seen["shared outside"]) >= OFTEN
    if not SOAK:
        return
    kinds = ("membership", "downtime", "agenda", "decision", "account bound", "account of another")
    assert all(seen.get(one) for one in kinds), seen
    later = ("account closed", "shared at once", "shared on an opened ground", "guardian decided")
    assert all(seen.get(one) for one in later), seen
    assert min(seen["item reviewed"], seen["reasoning reviewed"]) > 0
