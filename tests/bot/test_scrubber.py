"""The thread that clears traces: woken, it works; what fails it tries again; and stopping does not hang."""

from __future__ import annotations

from threading import Event

import pytest

from bot import scrubber
from bot.scrubber import Scrubber

SOON = 60


def test_it_begins_with_what_was_left_and_works_when_woken() -> None:
    """Once at the start, once for each waking."""
    done: list[int] = []
    came = Event()

    def work() -> bool:
        done.append(1)
        came.set()
        return True

    thread = Scrubber(work)
    thread.start()
    assert came.wait(SOON)
    came.clear()
    thread.wake()
    assert came.wait(SOON)
    thread.stop()
    assert len(done) == 2


def test_what_does_not_succeed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also after an error, which is logged and stops nothing."""
    monkeypatch.setattr(scrubber, "FIRST_PAUSE", 0.01)
    outcomes: list[bool | None] = [False, None, True]
    finished = Event()

    def work() -> bool:
        outcome = outcomes.pop(0)
        if outcome is None:
            raise RuntimeError("stuk")
        if outcome:
            finished.set()
        return outcome

    thread = Scrubber(work)
    thread.start()
    assert finished.wait(SOON)
    thread.stop()
    assert outcomes == []
