"""Which signals a text names by their number, however people write it."""

from __future__ import annotations

import re

_DASH = "\u2010-\u2015\u2212-"
_NUMBER = r"0*[1-9][0-9]{0,8}(?![0-9])"
# "S-1", "s1", "S – 01", "signaal 1", and what goes on from there: "S-1 en 2", "S-1/S-3".
_NAMED = re.compile(
    rf"(?<![A-Z0-9])(?:S|signa(?:al|len)(?: ?(?:nr\.?|nummer))?)\s?[{_DASH}]?\s?{_NUMBER}"
    rf"(?:\s?(?:/|&|\+|en|of)\s?(?:S\s?[{_DASH}]?\s?)?{_NUMBER})*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")


def signals_named(text: str) -> frozenset[int]:
    """The numbers of the signals in a text; too many rather than too few, for it goes when they go."""
    return frozenset(int(one) for hit in _NAMED.finditer(text) for one in _DIGITS.findall(hit[0]))
