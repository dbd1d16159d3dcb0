"""References people type and buttons carry: `S-1`, `D-3`, `DOEL-2`; case-insensitive, `s1` is `S-1`."""

from __future__ import annotations

import re

_BARE = re.compile(r"\s*[0-9]{1,9}\s*")
_REFERENCE = re.compile(r"\s*([A-Za-z]{1,4})-?([0-9]{1,9})\s*")


def ref(letter: str, number: int | None) -> str:
    """The written form of a reference, e.g. `ref("S", 1)` is `S-1`; at most four letters."""
    if number is None:
        raise ValueError("a reference needs a stored row")
    return f"{letter}-{number}"


def number(letter: str, text: str) -> int | None:
    """The number behind a reference with this letter (or the bare number), or None."""
    if _BARE.fullmatch(text):
        return int(text)
    found = _REFERENCE.fullmatch(text)
    if found is None or found[1].upper() != letter:
        return None
    return int(found[2])
