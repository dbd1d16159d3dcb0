"""Whether words tell of abuse, or of fear at home: then the meldcode applies (rulebook 6, E03)."""

from __future__ import annotations

import re

_HIT = "geslagen|geschopt|gestompt|mept|slaat|sloeg|schopt"
_WHO = "vader|moeder|ouders?|broer|oom|stiefvader|stiefmoeder"
# What others do to somebody, what can be seen of it, and what somebody is afraid of.
_WORDS = re.compile(
    r"\bblauwe? plek(?:ken)?\b|\bbloeduitstorting\w*|\bstriemen\b|\bbrandplek(?:ken)?\b|\bbrandwond\w*"
    r"|\bmishandel\w*|\bkindermishandel\w*|\bhuiselijk geweld\b|\bmisbruik\w*|\bincest\b"
    r"|\baangerand\b|\bverkracht\w*"
    r"|\bverwaarlo\w+|\bopgesloten\b|\beergerelateerd\w*|\buitgehuwelijkt\b|\buithuwelijk\w*|\bgeweld thuis\b"
    rf"|\b(?:{_HIT})\b[^.!?]{{0,40}}\b(?:{_WHO})\b|\b(?:{_WHO})\b[^.!?]{{0,40}}\b(?:{_HIT})\b"
    rf"|\bthuis (?:wordt |werd |is )?(?:\w+ ){{0,2}}(?:{_HIT})\b"
    r"|\b(?:bang|angstig|durft niet|angst)\b[^.!?]{0,30}"
    r"\b(?:naar huis|thuis|vader|moeder|ouders?|stiefvader|broer)\b"
    r"|\b(?:thuis|naar huis)\b[^.!?]{0,30}\b(?:bang|angstig|onveilig)\b",
    re.IGNORECASE,
)


def tells_of_it(text: str) -> bool:
    """Whether these words call for the meldcode."""
    return _WORDS.search(text) is not None
