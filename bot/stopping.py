"""How the process ends: everything at once finishes the work in hand, and nobody is waited for without end.

What is cut off is no worse off than after a kill: the outbox looks for what it may have sent, an act that
was not committed was never answered, and the night does itself again.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from threading import Event, Thread

import structlog

LOOK_SECONDS = 0.5
STEP_ASIDE_SECONDS = 15.0  # so long whoever comes in our place needs to begin
OUTGROWN = "Een nieuwere versie van Schakel heeft de database bijgewerkt; deze versie stopt. Draai de nieuwe."
STOP_SECONDS = 9.0  # whoever stops a process usually kills it after ten

log = structlog.get_logger(__name__)


def stop_all(parts: Mapping[str, Callable[[], object]], within: float = STOP_SECONDS) -> list[str]:
    """Stop every part, side by side, for at most so many seconds; returns the names of what did not end.

    A part that raises is logged and has ended.
    """
    stopping = {name: _begin(name, stop) for name, stop in parts.items()}
    until = time.monotonic() + within
    for thread in stopping.values():
        thread.join(max(0.0, until - time.monotonic()))
    left = [name for name, thread in stopping.items() if thread.is_alive()]
    if left:
        log.warning("stopped without waiting any longer", parts=left)
    return left


def wait_for_the_end(told: Event, outgrown: Callable[[], bool]) -> bool:
    """Wait until this process is told to stop, or a newer version has changed the tables: then True.

    In the latter case it goes on for some seconds, so that whoever presses meanwhile hears why nothing comes
    of it while the newer one connects.
    """
    while not told.wait(LOOK_SECONDS):
        if outgrown():
            log.warning("a newer version changed the tables")
            told.wait(STEP_ASIDE_SECONDS)
            return True
    return False


def leave(status: int = 0) -> None:
    """End the process here: Python itself waits without end for a thread that does not."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _begin(name: str, stop: Callable[[], object]) -> Thread:
    def run() -> None:
        try:
            stop()
        except Exception:
            log.exception("stopping failed", part=name)

    thread = Thread(target=run, name=f"stopping {name}", daemon=True)
    thread.start()
    return thread
