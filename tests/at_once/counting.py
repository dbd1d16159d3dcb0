"""Counts what the pairs cost: how often an act gave way and why, and how long acts took."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from threading import Lock

from benchmarks.figures import percentile
from casework.again import again
from storage.errors import TryAgain

DEADLOCK = "deadlock"
_STATES = {"40P01": DEADLOCK, "40001": "serialization", "55P03": "lock not free", "23505": "key taken"}


class Tries:
    """Does acts as the bot does them, again when they give way, and remembers each time; in any thread."""

    def __init__(self) -> None:
        self.gave_way: Counter[str] = Counter()
        self.used_up = 0
        self.took: list[float] = []
        self.slowest = (0.0, "")
        self._lock = Lock()

    def again(self, name: str, act: Callable[[], object]) -> object:
        """`casework.again`, counted; milliseconds from the first try to the last.

        `name` says which act of which pair it is.
        """
        began = time.monotonic()
        try:
            return again(lambda: self._once(act))
        except TryAgain:
            with self._lock:
                self.used_up += 1
            raise
        finally:
            with self._lock:
                took = (time.monotonic() - began) * 1000
                self.took.append(took)
                self.slowest = max(self.slowest, (took, name))

    def __str__(self) -> str:
        ways = dict(self.gave_way.most_common())
        said = f"{ways}, deadlocks {self.gave_way[DEADLOCK]}, used up {self.used_up}"
        if not self.took:
            return said
        spread = f"p50 {percentile(self.took, 50):.0f}, p99 {percentile(self.took, 99):.0f} ms"
        return f"{said}; {spread}, slowest {self.slowest[0]:.0f} ms ({self.slowest[1]})"

    def _once(self, act: Callable[[], object]) -> object:
        try:
            return act()
        except TryAgain as error:
            with self._lock:
                self.gave_way[_why(error)] += 1
            raise


def _why(error: TryAgain) -> str:
    state = getattr(getattr(error.__cause__, "orig", None), "sqlstate", None)
    return _STATES.get(str(state), type(error.__cause__ or error).__name__)
