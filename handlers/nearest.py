"""The command word that was probably meant, in the reader's own language, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import process

from handlers.kit import escape
from handlers.language import Language
from handlers.limits import shorten

NEAR = 60
REPEATED = 60  # characters of a typing error


def nearest(typed: str, words: Iterable[str], synonyms: Mapping[str, str], locale: str) -> str | None:
    """The word nearest to what was typed, or None; a Dutch reader is never answered with its English twin."""
    found = process.extractOne(typed.lower(), [*words, *synonyms], score_cutoff=NEAR) if typed else None
    if found is None:
        return None
    word = synonyms.get(found[0], found[0])
    twins = [twin for twin, same in synonyms.items() if same == word and twin.isalpha()]
    return twins[0] if locale != "nl" and twins else word


def not_known(_: Language, command: str, unknown: str, near: str | None) -> list[str]:
    """The first line of a help that answers a typing error; none when help was asked for."""
    if not unknown:
        return []
    unknown = shorten(unknown, REPEATED)
    if near is None:
        return [_("'{word}' ken ik niet.", word=escape(unknown))]
    return [
        _(
            "'{word}' ken ik niet. Bedoelt u `{command} {nearest}`?",
            word=escape(unknown),
            command=command,
            nearest=near,
        )
    ]
