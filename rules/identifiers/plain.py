"""A text made comparable, with each character's offset in the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Unicode's Default_Ignorable_Code_Point: nothing is drawn for these, the bidirectional marks among them.
_IGNORED = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_DASHES = frozenset("‐‑‒–—―−﹣－⁃")
_QUOTES = {"’": "'", "‘": "'", "‛": "'", "´": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"'}
_LINES = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
BLANK = "\x00"


@dataclass(frozen=True, slots=True)
class Plain:
    """The folded text; `offsets[i]` is where character i of it stands in the original."""

    text: str
    offsets: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of a stretch of the folded text."""
        return self.offsets[start], (self.offsets[end] if end < len(self.offsets) else self.length)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The folded text with these stretches made unreadable; every offset stays."""
    for start, end in spans:
        text = text[:start] + BLANK * (end - start) + text[end:]
    return text


def fold(text: str) -> Plain:
    """Digits of any script and full-width letters become ordinary, invisible characters fall away.

    Any space is one kind of space, any line end one kind of line end; a letter and its loose accents
    are one character. Case stays, for it tells a name from a word.
    """
    if text.isascii():
        return Plain(text.translate(_ASCII), range(len(text)), len(text))
    made: list[str] = []
    offsets: list[int] = []
    for at, cluster in _clusters(text):
        for one in _folded(cluster):
            made.append(one)
            offsets.append(at)
    return Plain("".join(made), offsets, len(text))


_ASCII = {ord(one): "\n" for one in _LINES if one < "\x80"} | {0: " ", 9: " ", 31: " "}


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each visible character with the accents that follow it, and where it begins."""
    start, held = 0, ""
    for at, character in enumerate(text):
        if character > "\x7f" and _ignored(ord(character)):
            continue
        if held and character > "\x7f" and unicodedata.combining(character):
            held += character
            continue
        if held:
            yield start, held
        start, held = at, character
    if held:
        yield start, held


def _ignored(code: int) -> bool:
    return any(first <= code <= last for first, last in _IGNORED)


def _folded(cluster: str) -> str:
    if cluster in _LINES:
        return "\n"
    if cluster == BLANK or cluster.isspace():
        return " "
    if cluster in _DASHES:
        return "-"
    if cluster in _QUOTES:
        return _QUOTES[cluster]
    digit = unicodedata.decimal(cluster, None) if len(cluster) == 1 else None
    return unicodedata.normalize("NFKC", cluster) if digit is None else str(digit)
