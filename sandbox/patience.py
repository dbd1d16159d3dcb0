"""What is measured by the machine's own time, on a machine that is slower than Slack reckons with.

Slack gives an app three seconds. On a machine that many share, a bot that is in time by its own reckoning is
late by the clock on the wall, and a test of something else fails. `PRACTICE_SLOW=10` gives ten times as long:
what a test moves the practice clock by counts whole, what the machine took counts a tenth.
"""

from __future__ import annotations

import os
import time
from datetime import timedelta


def slow() -> float:
    """How many times as long everything may take; 1 unless `PRACTICE_SLOW` says otherwise."""
    return max(1.0, float(os.environ.get("PRACTICE_SLOW") or 1))


def counted(passed: timedelta, since: float) -> timedelta:
    """Of what `passed` by the practice clock since `since` (of time.monotonic), what counts."""
    machine = timedelta(seconds=time.monotonic() - since)
    return passed - machine * (1 - 1 / slow())
