"""How the process ends: everything at once finishes the work in hand, and nobody is waited for without end.

What is cut off is no worse off than after a kill: the outbox looks for what it may have sent, an act that
was not committed was never answered, and the night does itself again.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from threading import Thread

import structlog

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


def leave() -> None:
    """End the process here, with status 0: Python itself waits without end for a thread that does not."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _begin(name: str, stop: Callable[[], object]) -> Thread:
    def run() -> None:
        try:
            stop()
        except Exception:
            log.exception("stopping failed", part=name)

    thread = Thread(target=run, name=f"stopping {name}", daemon=True)
    thread.start()
    return thread
