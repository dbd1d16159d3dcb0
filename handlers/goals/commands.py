"""The words of `/doelen` and who handles each."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.goals.listeners import GoalListeners
from handlers.middleware import Listener


def goal_words(goals: GoalListeners) -> Mapping[str, Listener]:
    """Command word → listener."""
    return {"toon": goals.show, "nieuw": goals.start, "hulp": goals.help}
