"""The words of `/doelen` and their English twins."""

from __future__ import annotations

WORDS = ("toon", "nieuw", "hulp")
SYNONYMS = {
    "show": "toon",
    "list": "toon",
    "lijst": "toon",
    "new": "nieuw",
    "help": "hulp",
    "?": "hulp",
}
