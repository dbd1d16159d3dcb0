"""The random people notice when the house loses one of its checks."""

from __future__ import annotations

import pytest

from tests.casework.leaking.machine import people, play
from tests.casework.leaking.removals import REMOVALS, Removal, without
from tests.casework.leaking.watching import Leak

GAMES = 100
EACH = 10  # short games: what a missing check lets through mostly shows soon after something was shared


@pytest.mark.slow
@pytest.mark.parametrize("removal", REMOVALS, ids=str)
def test_a_missing_check_is_noticed(removal: Removal, request: pytest.FixtureRequest) -> None:
    """Without this check somebody soon sees too much, or the audit lacks a row."""
    machine = people(removal.first, removal.acts)
    with without(removal), pytest.raises(Leak) as caught:
        play(machine, GAMES, steps=EACH)
    told = str(caught.value).splitlines()[0]
    request.config.get_terminal_writer().line(f"\n{removal}: step {machine.tally.steps}: {told}")
