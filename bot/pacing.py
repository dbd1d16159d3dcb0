"""Keeps to Slack's pace: tells one slowed-down conversation from a storm, and spends calls by the minute.

The pace of each conversation is shared by all replicas (`storage.pacing`); this is about the rest. In a storm
Slack slows down the whole app.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock

STORM = 3  # conversations slowed down at once
MINUTE = 60.0  # seconds


class Storms:
    """Which conversations Slack slowed down, as this process was told; asked from any thread."""

    def __init__(self) -> None:
        self._held: dict[str, datetime] = {}
        self._lock = Lock()

    def note(self, conversation: str, until: datetime) -> None:
        """Slack asked to wait until then in this conversation."""
        with self._lock:
            self._held[conversation] = until

    def quiet_until(self, now: datetime) -> datetime | None:
        """Until when nothing new is sent at all, or None when no storm blows."""
        with self._lock:
            self._held = {name: until for name, until in self._held.items() if until > now}
            return max(self._held.values()) if len(self._held) >= STORM else None


class Budget:
    """How many calls of each method this process spends in a minute; whoever wants more waits.

    `sleep` and `now` are in seconds; of a method that is not listed any number is taken.
    """

    def __init__(
        self, per_minute: Mapping[str, int], sleep: Callable[[float], object], now: Callable[[], float]
    ) -> None:
        self._per_minute = per_minute
        self._sleep = sleep
        self._now = now
        self._spent: dict[str, deque[float]] = defaultdict(deque)

    def take(self, method: str) -> None:
        """Wait until one more call fits, and count it."""
        spent = self._spent[method]
        most = self._per_minute.get(method)
        if most is not None and len(spent) >= most:
            self.rest(max(0.0, spent[0] + MINUTE - self._now()))
            spent.popleft()
        spent.append(self._now())

    def rest(self, seconds: float) -> None:
        """Wait as long as Slack asked."""
        if seconds > 0:
            self._sleep(seconds)
