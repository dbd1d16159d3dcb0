"""The words of `/overleg` and their English twins, and the nearest one to a typing error."""

from __future__ import annotations

from rapidfuzz import process

WORDS = ("nieuw", "lijst", "toon", "agenda", "verzet", "overslaan", "annuleer", "hulp")
SYNONYMS = {
    "new": "nieuw",
    "list": "lijst",
    "show": "toon",
    "move": "verzet",
    "skip": "overslaan",
    "cancel": "annuleer",
    "help": "hulp",
    "?": "hulp",
}


def nearest(typed: str) -> str | None:
    """The word that was probably meant, if one is near."""
    found = process.extractOne(typed.lower(), [*WORDS, *SYNONYMS], score_cutoff=60) if typed else None
    return str(found[0]) if found else None
