"""Writers within one process: one at a time, in the order of asking."""

from __future__ import annotations

from threading import Thread
from time import sleep

from storage.turns import Turns


def test_who_asked_first_goes_first() -> None:
    """Also when somebody else asks again at once."""
    turns, order = Turns(), list[int]()
    assert turns.take(1)
    waiting = []
    for number in range(5):
        waiting.append(Thread(target=_wait, args=(turns, number, order)))
        waiting[-1].start()
        while len(turns._waiting) <= number:
            sleep(0.001)
    turns.give_back()
    assert turns.take(5)
    order.append(99)
    turns.give_back()
    for thread in waiting:
        thread.join()
    assert order == [0, 1, 2, 3, 4, 99]


def _wait(turns: Turns, number: int, order: list[int]) -> None:
    assert turns.take(5)
    order.append(number)
    turns.give_back()


def test_who_waited_in_vain_leaves_the_queue() -> None:
    """The next turn is not given to somebody who is gone."""
    turns = Turns()
    assert turns.take(1)
    assert not turns.take(0.01)
    turns.give_back()
    assert turns.take(0)
    assert not turns.take(0)
