"""What somebody who types in a field of more choices than Slack lists is offered: the best hundred."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.inputs import Choice
from handlers.limits import OPTIONS
from rules.folding import bare


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices in which each typed word begins a word, before those in which it stands somewhere.

    Accents, capitals and apostrophes make no difference. Nothing typed matches everything.
    """
    wanted = bare(typed).split()
    ranked = [(_rank(" ".join(one[1:]), wanted), one) for one in choices]
    found = sorted((one for one in ranked if one[0] is not None), key=lambda one: one[0] or 0)
    return [choice for _rank_, choice in found][:OPTIONS]


def _rank(text: str, wanted: Sequence[str]) -> int | None:
    """0 when every word begins a word of the text, 1 when every word stands in it, else None."""
    shown = bare(text)
    words = shown.replace("-", " ").replace("(", " ").split()
    if all(any(word.startswith(one) for word in words) for one in wanted):
        return 0
    return 1 if all(one in shown for one in wanted) else None
