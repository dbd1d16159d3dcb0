"""The words of `/overleg` and who handles each."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.middleware import Listener
from handlers.overleg.changing import ChangeListeners
from handlers.overleg.listeners import OverlegListeners


def overleg_words(overleg: OverlegListeners, change: ChangeListeners) -> Mapping[str, Listener]:
    """Command word → listener."""
    return {
        "nieuw": overleg.start,
        "lijst": overleg.overview,
        "toon": overleg.show,
        "agenda": overleg.agenda,
        "wijzig": change.ask_change,
        "verzet": change.ask_move,
        "overslaan": change.skip,
        "annuleer": change.cancel,
        "hulp": overleg.help,
    }
