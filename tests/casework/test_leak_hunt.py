"""The random people notice when the house loses one of its checks.

Each hunt takes up to a minute: `SCHAKEL_SOAK=1` goes through all checks, otherwise every fourth.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.casework.leaking.machine import people, play
from tests.casework.leaking.removal import Removal, without
from tests.casework.leaking.removals import REMOVALS
from tests.casework.leaking.watching import Leak

SOAK = bool(os.environ.get("SCHAKEL_SOAK"))
HUNTED = REMOVALS if SOAK else REMOVALS[::4]
GAMES = 100
EACH = 10  # short games: what a missing check lets through mostly shows soon after something was shared


@pytest.mark.slow(seconds=15)
@pytest.mark.timeout(2400)
@pytest.mark.parametrize("removal", HUNTED, ids=str)
def test_a_missing_check_is_noticed(removal: Removal, record_property: Callable[[str, object], None]) -> None:
    """Without this check somebody soon sees too much, or the audit lacks a row."""
    machine = people(removal.first, removal.acts)
    with without(removal), pytest.raises(Leak) as caught:
        play(machine, GAMES, steps=EACH)
    told = str(caught.value).splitlines()[0]
    record_property("caught", f"step {machine.tally.steps}: {told}")
