"""The words of `/partners` and who handles each."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.middleware import Listener
from handlers.partners.listeners import PartnerListeners


def partner_words(partners: PartnerListeners) -> Mapping[str, Listener]:
    """Command word → listener."""
    return {
        "lijst": partners.overview,
        "voor": partners.ask_situation,
        "nieuw": partners.start,
        "wijzig": partners.choose,
        "hulp": partners.help,
    }
