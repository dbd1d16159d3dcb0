"""What gives way to somebody else's act is tried again a bounded number of times, with a pause in between."""

from __future__ import annotations

import time

import pytest

from casework.again import FIRST_PAUSE, TRIES, again
from storage.errors import TryAgain


class Taken:
    """Gives way so many times before it succeeds."""

    def __init__(self, times: int) -> None:
        self.times, self.tried = times, 0

    def __call__(self) -> str:
        """Try once."""
        self.tried += 1
        if self.tried <= self.times:
            raise TryAgain
        return "done"


def test_an_act_that_gives_way_five_times_is_done_the_sixth() -> None:
    """On a crowded machine others come in between more than twice."""
    assert again(Taken(5)) == "done"


def test_whoever_never_gets_through_hears_it_within_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounded in number and in time: the answer to a form has to come within three."""
    never, paused = Taken(100), list[float]()
    monkeypatch.setattr(time, "sleep", paused.append)
    with pytest.raises(TryAgain):
        again(never)
    assert never.tried == TRIES
    assert sum(paused) < 1


def test_two_that_gave_way_to_each_other_do_not_meet_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their pauses differ, and grow."""
    pauses: list[list[float]] = []
    for _ in range(2):
        paused: list[float] = []
        monkeypatch.setattr(time, "sleep", paused.append)
        with pytest.raises(TryAgain):
            again(Taken(100))
        pauses.append(paused)
    assert pauses[0] != pauses[1]
    assert all(one <= FIRST_PAUSE * 2**turn for turn, one in enumerate(pauses[0]))
