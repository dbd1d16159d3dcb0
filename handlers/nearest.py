"""The command word that was probably meant, in the reader's own language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import process

NEAR = 60


def nearest(typed: str, words: Iterable[str], synonyms: Mapping[str, str], locale: str) -> str | None:
    """The word nearest to what was typed, or None; a Dutch reader is never answered with its English twin."""
    found = process.extractOne(typed.lower(), [*words, *synonyms], score_cutoff=NEAR) if typed else None
    if found is None:
        return None
    word = synonyms.get(found[0], found[0])
    twins = [twin for twin, same in synonyms.items() if same == word and twin.isalpha()]
    return twins[0] if locale != "nl" and twins else word
