"""The words of `/signal` and who handles each."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.disclosure.listeners import DisclosureListeners
from handlers.lookback.listeners import LookbackListeners
from handlers.middleware import Listener
from handlers.regie.listeners import RegieListeners
from handlers.report.listeners import ReportListeners
from handlers.rights.listeners import RightsListeners
from handlers.signal.listeners import SignalListeners


def signal_words(
    signal: SignalListeners,
    disclosure: DisclosureListeners,
    regie: RegieListeners,
    lookback: LookbackListeners,
    rights: RightsListeners,
    report: ReportListeners,
) -> Mapping[str, Listener]:
    """Command word → listener."""
    return {
        "nieuw": signal.start,
        "lijst": signal.overview,
        "toon": signal.show,
        "deel": disclosure.ask,
        "koppel": regie.link,
        "sluit": signal.ask_outcome,
        "inzage": lookback.show,
        "wissen": signal.ask_erasure,
        "rechten": rights.show,
        "rapport": report.ask,
        "hulp": signal.help,
    }
