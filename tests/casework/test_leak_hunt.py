"""The random people notice when the house loses one of its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.casework.leaking.machine import people, play
from tests.casework.leaking.removals import REMOVALS, Replacement, without
from tests.casework.leaking.watching import Leak

EXAMPLES = 60


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("removal", REMOVALS, ids=lambda one: one.__name__)
def test_a_missing_check_is_noticed(
    removal: Callable[[], Iterator[Replacement]], request: pytest.FixtureRequest
) -> None:
    """Without this check somebody soon sees too much, or the audit lacks a row."""
    machine = people()
    with without(removal), pytest.raises(Leak) as caught:
        play(machine, EXAMPLES)
    told = str(caught.value).splitlines()[0]
    request.config.get_terminal_writer().line(f"\n{removal.__name__}: step {machine.tally.steps}: {told}")
