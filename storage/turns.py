"""A queue of writers within one process, first come, first served.

A plain lock goes to whoever asks at the right moment: with eight people at once somebody waited five
seconds. The database's own queue knows nothing of threads that have no connection yet.
"""

from __future__ import annotations

from collections import deque
from threading import Event, Lock


class Turns:
    """One at a time, in the order of asking."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for a turn, at most so long; whoever has got one gives it back."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._guard:
            if mine.is_set():  # it came at the last moment
                return True
            self._waiting.remove(mine)
        return False

    def give_back(self) -> None:
        """The turn goes to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
