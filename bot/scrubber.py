"""Clears the traces of what was erased in a thread of its own, so that nobody who erases waits for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import structlog

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

log = structlog.get_logger(__name__)


class Scrubber:
    """Works when woken, at the start, and again with growing pauses for as long as it does not succeed."""

    def __init__(self, work: Callable[[], bool]) -> None:
        self._work = work
        self._woken = Event()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin with what was left when the process stopped."""
        self._stopping.clear()
        self._woken.set()
        self._thread = Thread(target=self._loop, name="scrubber", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was erased."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what is being cleared; the rest is done at the next start."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()

    def _loop(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            self._woken.wait(LONGEST_PAUSE)
            self._woken.clear()
            if self._stopping.is_set():
                return
            if self._done():
                pause = FIRST_PAUSE
                continue
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            self._woken.set()

    def _done(self) -> bool:
        try:
            return self._work()
        except Exception:
            log.exception("clearing of erased data failed", act="scrub")
            return False
