"""A text made comparable: look-alike characters folded, with each character's offset in the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212")
_SPACES = frozenset("\u00a0\u2007\u2009\u202f")


@dataclass(frozen=True, slots=True)
class Plain:
    """The folded text; `offsets[i]` is where character i of it stands in the original."""

    text: str
    offsets: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a stretch of the folded text."""
        return self.offsets[start], (self.offsets[end] if end < len(self.offsets) else self.length)


def fold(text: str) -> Plain:
    """Digits of any script and full-width letters become ordinary, invisible characters fall away."""
    made: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        for one in _folded(character):
            made.append(one)
            offsets.append(at)
    return Plain("".join(made), tuple(offsets), len(text))


def _folded(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    if character in _DASHES:
        return "-"
    if character in _SPACES:
        return " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character)


def bare(word: str) -> str:
    """A word without case and diacritics, for comparing names."""
    return "".join(
        one for one in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(one)
    )
