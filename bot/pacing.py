"""At most about one message a second per conversation, with a small burst; 429 is honoured to the letter."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

PER_MESSAGE = timedelta(seconds=1)
BURST = 4


class Pace:
    """When each conversation takes its next message; conversations do not wait for each other."""

    def __init__(self) -> None:
        self._free: dict[str, datetime] = {}
        self._lock = Lock()

    def wait_until(self, conversation: str, now: datetime) -> datetime | None:
        """None when a message may go now (and its place is taken), else when to try again."""
        with self._lock:
            rested = now - BURST * PER_MESSAGE
            free = max(self._free.get(conversation, rested), rested)
            if free > now:
                return free
            self._free[conversation] = free + PER_MESSAGE
            return None

    def hold(self, conversation: str, until: datetime) -> None:
        """Slack asked to wait: nothing goes to this conversation before then."""
        with self._lock:
            self._free[conversation] = until
