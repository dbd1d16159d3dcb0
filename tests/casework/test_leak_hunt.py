"""The random people notice when the house loses one of its checks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.casework.leaking.machine import people, play
from tests.casework.leaking.removals import REMOVALS, Removal, without
from tests.casework.leaking.watching import Leak

GAMES = 100
EACH = 10  # short games: what a missing check lets through mostly shows soon after something was shared


@pytest.mark.slow(seconds=5)
@pytest.mark.timeout(600)
@pytest.mark.parametrize("removal", REMOVALS, ids=str)
def test_a_missing_check_is_noticed(removal: Removal, record_property: Callable[[str, object], None]) -> None:
    """Without this check somebody soon sees too much, or the audit lacks a row."""
    machine = people(removal.first, removal.acts)
    with without(removal), pytest.raises(Leak) as caught:
        play(machine, GAMES, steps=EACH)
    told = str(caught.value).splitlines()[0]
    record_property("caught", f"step {machine.tally.steps}: {told}")
