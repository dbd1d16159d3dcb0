"""Acute danger in the tables: the modifier that says so, and the one screen that records its ground."""

from __future__ import annotations

from dataclasses import dataclass

ACUTE_DANGER = "M1"  # the modifier of a signal that says so (section 8)


@dataclass(frozen=True, slots=True)
class AtOnce:
    """How a ground is recorded on one screen: one text answers `question`, for each of these conditions.

    It is the reasoning of all of them at the moment of sharing (P9), so that none stands unreasoned;
    `afterwards` are those that are then asked for in words of their own. What was written reaches the
    recipients as a detail of `category`; `level` is that of a signal for which none was chosen.
    """

    question: str
    conditions: tuple[str, ...]
    afterwards: tuple[str, ...]
    category: str
    level: str
