"""The words of `/partners` and their English twins."""

from __future__ import annotations

WORDS = ("lijst", "voor", "nieuw", "wijzig", "hulp")
SYNONYMS = {
    "list": "lijst",
    "toon": "lijst",
    "show": "lijst",
    "for": "voor",
    "new": "nieuw",
    "change": "wijzig",
    "help": "hulp",
    "?": "hulp",
}
