"""`python -m tests.docs.tables`: prints the tables of docs/rulebook.md anew from rules/tables.

A table stands between `<!-- table: name -->` and `<!-- end -->`; what is outside the marks is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rules.book import Rulebook, load_rulebook
from tests.docs import law_tables as law
from tests.docs.cells import YES, sources, table

RULEBOOK = Path(__file__).parents[2] / "docs" / "rulebook.md"
MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

PRINTED: dict[str, Callable[[Rulebook], str]] = {
    "consenters": law.consenters,
    "codes": law.codes,
    "grounds": law.grounds,
    "policy": law.policy,
    "roles": law.roles,
    "suggestions": law.suggestions,
    "hints": lambda book: table(
        ("stap", "op de knop"), ((f"`{key}`", text) for key, text in book.hints.items())
    ),
    "holder_types": lambda book: table(
        ("wie", "naam", "gezag", "artikel", "bron"),
        (
            (f"`{one.id}`", one.name, YES[one.gezag], one.article, sources(one.source))
            for one in book.holder_types.values()
        ),
    ),
    "rights": lambda book: table(
        ("id", "recht", "artikel", "antwoord in dagen", "met de coördinator", "signaal zolang dicht", "bron"),
        (
            (
                f"`{one.id}`",
                one.name,
                one.article,
                one.days,
                YES[one.second],
                YES[one.hides],
                sources(one.source),
            )
            for one in book.rights.rights.values()
        ),
    ),
    "because": lambda book: table(
        ("id", "waarom", "artikel", "bij", "sluit", "bron"),
        (
            (
                f"`{one.id}`",
                one.text,
                one.article,
                ", ".join(f"`{right}`" for right in one.rights),
                YES[one.closes],
                sources(one.source),
            )
            for one in book.rights.because.values()
        ),
    ),
    "purposes": lambda book: table(
        ("id", "doel", "bron"),
        ((f"`{one.id}`", one.name, sources(one.source)) for one in book.purposes.values()),
    ),
    "conditions": lambda book: table(
        ("id", "wat er staat", "artikel", "vervuld door", "bron"),
        (
            (f"`{one.id}`", one.text, one.article, one.met_by, sources(one.source))
            for one in book.conditions.values()
        ),
    ),
    "categories": lambda book: table(
        ("code", "id", "inhoud", "artikel", "bron"),
        (
            (one.code, f"`{one.id}`", one.name, one.article, sources(one.source))
            for one in book.categories.values()
        ),
    ),
    "levels": lambda book: table(
        ("id", "niveau, plaats of bijzonderheid", "bron"),
        (
            (f"`{one.id}`", f"{one.name}. {one.remark}" if one.remark else one.name, sources(one.source))
            for one in (*book.levels.values(), *book.places.values(), *book.modifiers.values())
        ),
    ),
    "meetings": lambda book: table(
        ("id", "overleg", "organiseert en zit voor", "wie", "ritme", "wat er mag", "bron"),
        (
            (
                f"`{one.id}`",
                one.name,
                one.organiser_text,
                ", ".join(one.participants),
                one.rhythm_text,
                one.content,
                sources(one.source),
            )
            for one in book.meetings.values()
        ),
    ),
    "sources": lambda book: table(("bron", "waar"), book.sources.items()),
}


def printed(text: str, book: Rulebook) -> str:
    """The text with every marked table made anew; a mark without a table here raises KeyError."""
    return MARKED.sub(lambda found: f"{found[1]}\n{PRINTED[found[2]](book)}\n{found[3]}", text)


def main() -> None:
    """Write docs/rulebook.md anew."""
    RULEBOOK.write_text(printed(RULEBOOK.read_text(encoding="utf-8"), load_rulebook()), encoding="utf-8")


if __name__ == "__main__":
    main()
