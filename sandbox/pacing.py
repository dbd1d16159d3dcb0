"""How often an app may call: about a message a second in a conversation, and per method by its tier."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta

from sandbox.clock import Now
from sandbox.errors import SlackError

BURST = 30  # messages a conversation takes at once before Slack slows the app down
MINUTE = timedelta(seconds=60)
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}

# Tiers as published (slack 4.4); chat.postMessage is special and paced per conversation instead.
TIERS: Mapping[str, int] = {
    "apps.connections.open": 3,
    "bots.info": 3,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.join": 3,
    "conversations.leave": 3,
    "conversations.list": 2,
    "conversations.members": 4,
    "conversations.open": 3,
    "conversations.replies": 3,
    "files.completeUploadExternal": 4,
    "files.delete": 3,
    "files.getUploadURLExternal": 4,
    "files.info": 4,
    "reactions.add": 3,
    "reactions.remove": 2,
    "team.info": 3,
    "users.conversations": 3,
    "users.info": 4,
    "users.list": 2,
    "users.lookupByEmail": 3,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}


class Pace:
    """Counts calls within a window and refuses with `ratelimited` and how long to wait."""

    def __init__(self, now: Now, *, tiers: bool) -> None:
        self._now = now
        self._tiers = tiers
        self._recent: dict[str, deque[datetime]] = defaultdict(deque)

    def message(self, channel: str) -> None:
        """A message into a conversation."""
        self._count(f"message {channel}", BURST, timedelta(seconds=BURST), at_once=True)

    def call(self, method: str) -> None:
        """A call of a method; only where tiers are played."""
        if self._tiers and method in TIERS:
            self._count(f"call {method}", PER_MINUTE[TIERS[method]], MINUTE)

    def _count(self, key: str, most: int, window: timedelta, *, at_once: bool = False) -> None:
        now, recent = self._now(), self._recent[key]
        while recent and now - recent[0] >= window:
            recent.popleft()
        if len(recent) >= most:
            wait = 1 if at_once else math.ceil((recent[0] + window - now).total_seconds())
            raise SlackError("ratelimited", retry_after=max(1, wait))
        recent.append(now)
