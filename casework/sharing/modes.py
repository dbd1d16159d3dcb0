"""The three ways to share (architecture 6): on demand, in the thread, or outside Slack."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """How details reach a recipient."""

    ON_DEMAND = "on_demand"
    THREAD = "thread"
    OUTSIDE = "outside"


MODES = tuple(Mode)
