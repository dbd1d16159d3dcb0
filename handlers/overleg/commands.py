"""The words of `/overleg` and who handles each."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.desk import Listener
from handlers.overleg.listeners import OverlegListeners


def overleg_words(overleg: OverlegListeners) -> Mapping[str, Listener]:
    """Command word → listener."""
    return {
        "nieuw": overleg.start,
        "lijst": overleg.overview,
        "toon": overleg.show,
        "agenda": overleg.agenda,
        "wijzig": overleg.ask_change,
        "verzet": overleg.ask_move,
        "overslaan": overleg.skip,
        "annuleer": overleg.cancel,
        "hulp": overleg.help,
    }
