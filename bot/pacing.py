"""Tells one slowed-down conversation from a storm in which Slack slows down the whole app.

The pace of each conversation is shared by all replicas (`storage.pacing`); this is about the rest.
"""

from __future__ import annotations

from datetime import datetime
from threading import Lock

STORM = 3  # conversations slowed down at once


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
