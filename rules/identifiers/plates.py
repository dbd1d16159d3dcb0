"""Dutch licence plates, by the sidecodes that the RDW issued."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.identifiers.finding import Finding, Kind
from rules.identifiers.lexicon import words

NEAR = 25
# 9 is a digit, L any letter; X, from the fourth sidecode on, no vowel, C or Q.
_FIRST = (
    "LL-99-99",
    "99-99-LL",
    "99-LL-99",
)
_LATER = (
    "XX-99-XX",
    "XX-XX-99",
    "99-XX-XX",
    "99-XXX-9",
    "9-XXX-99",
    "XX-999-X",
    "X-999-XX",
    "XXX-99-X",
    "X-99-XXX",
    "9-XX-999",
    "999-XX-9",
)
_SIGNS = {"9": r"\d", "L": "[A-Z]", "X": "[BDFGHJ-NPRSTV-XZ]"}


def _any_of(codes: tuple[str, ...], *signs: str) -> str:
    """Any of these, with one of `signs` in both of its gaps: 6821-KX has its dash elsewhere and is none."""
    made = (
        "".join(between if sign == "-" else _SIGNS[sign] for sign in code)
        for code in codes
        for between in signs
    )
    return rf"(?<![\w-])(?:{'|'.join(made)})(?![\w-])"


_DASHED = re.compile(_any_of(_FIRST + _LATER, "-"), re.IGNORECASE)
_GLUED = re.compile(_any_of(_LATER, ""))
_LOOSE = re.compile(_any_of(_FIRST + _LATER, "-", " ", ""), re.IGNORECASE)
_DRIVES = re.compile(
    r"\b(?:kenteken\w*|nummerbord|nummerplaat|plaat|auto|scooter|brommer|snorfiets|motor|busje)\b[^.!?\d]{0,12}$",
    re.IGNORECASE,
)


def find_plates(text: str) -> Iterator[Finding]:
    """A plate with its dashes; without them in capitals, or in any dress beside what carries it."""
    for pattern in (_DASHED, _GLUED, _LOOSE):
        for hit in pattern.finditer(text):
            if words("no_plate") & set(re.findall(r"[a-z]+", hit[0].lower())):
                continue
            if pattern is not _LOOSE or _DRIVES.search(text[max(0, hit.start() - NEAR) : hit.start()]):
                yield Finding(Kind.PLATE, hit.start(), hit.end())
