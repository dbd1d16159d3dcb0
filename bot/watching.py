"""Looks around for what Schakel was not told: at each connection to Slack, and every hour.

A thread of its own, because a round within Slack's rate may take minutes. What is asked for during a round is
one more round after it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import structlog

from bot.surveying import SlackAway

GAP = 5.0  # seconds between rounds, however often the connection is made anew
AGAIN = 30.0  # seconds after a round that failed

log = structlog.get_logger(__name__)


class Stopping(Exception):
    """The process ends in the middle of a round; the next start begins with one."""


class Watch:
    """Runs rounds when asked; `soon()` is cheap, from any thread, before `start` too."""

    def __init__(self, look: Callable[[], object]) -> None:
        self._look = look
        self._asked = Event()
        self._stopping = Event()
        self._thread = Thread(target=self._loop, name="watch", daemon=True)

    def soon(self) -> None:
        """Something may have happened that nobody told: look around."""
        self._asked.set()

    def start(self) -> None:
        """Run rounds until `stop`."""
        self._thread.start()

    def stop(self) -> None:
        """End after the call in hand."""
        self._stopping.set()
        self._asked.set()
        if self._thread.is_alive():
            self._thread.join()

    def sleep(self, seconds: float) -> None:
        """Wait within a round; raises `Stopping` when the process ends meanwhile."""
        if self._stopping.wait(seconds):
            raise Stopping

    def _loop(self) -> None:
        while True:
            self._asked.wait()
            if self._stopping.is_set():
                return
            self._asked.clear()
            self._stopping.wait(self._round())

    def _round(self) -> float:
        """One round; returns how long to wait before the next."""
        try:
            found = self._look()
        except Stopping:
            return 0.0
        except SlackAway:
            log.warning("looked around in vain")
        except Exception:
            log.exception("looking around failed")
        else:
            log.info("looked around", found=str(found))
            return GAP
        self._asked.set()
        return AGAIN
