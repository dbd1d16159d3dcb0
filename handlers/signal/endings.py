"""How a signal can end, in words."""

from __future__ import annotations

from casework.signals.looking import SignalCard
from casework.signals.word_back import RESULTS
from handlers.inputs import Choice
from handlers.language import Language


def choices(_: Language) -> list[Choice]:
    """Every way, to choose from."""
    return [(one, _words(_, one)) for one in RESULTS]


def result(_: Language, facts: SignalCard) -> str:
    """The way that was chosen; empty when none was."""
    return f"*{_words(_, facts.result)}*" if facts.result in RESULTS else ""


def _words(_: Language, way: str) -> str:
    return {
        "helped": _("Er is hulp of begeleiding gekomen"),
        "taken_up": _("Een partner heeft het opgepakt en houdt contact"),
        "passed_on": _("Het is aan een andere instantie overgedragen"),
        "no_concern": _("Het bleek mee te vallen"),
        "unclear": _("Het is niet duidelijk geworden"),
    }[way]
