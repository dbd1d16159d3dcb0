"""The words of `/overleg` and their English twins."""

from __future__ import annotations

WORDS = ("nieuw", "lijst", "toon", "agenda", "wijzig", "verzet", "overslaan", "annuleer", "hulp")
SYNONYMS = {
    "new": "nieuw",
    "list": "lijst",
    "show": "toon",
    "change": "wijzig",
    "move": "verzet",
    "skip": "overslaan",
    "cancel": "annuleer",
    "help": "hulp",
    "?": "hulp",
}
