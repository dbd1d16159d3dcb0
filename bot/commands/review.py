"""`schakel review FILE`: writes the document in which a lawyer reviews the rules."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import typer

from bot.commands.decide import read_cases
from bot.failing import Stop
from bot.reviewing.document import document
from handlers.labels import Labels
from handlers.language import SOURCE_LOCALE, load_language
from rules.book import load_rulebook
from rules.moments import ZONE

CASES = ("scenarios", "decided")


def review(file: Path) -> None:
    """Schrijf in FILE (HTML) alle regels met bron, zinnen en besliste zaken, om te toetsen en te tekenen."""
    labels = Labels(load_rulebook(), load_language(SOURCE_LOCALE, ZONE))
    data = [read_cases(files("rules").joinpath(f"data/{one}.yaml").read_text("utf-8")) for one in CASES]
    try:
        file.write_text(document(labels, *data), encoding="utf-8")
    except OSError as error:
        raise Stop(f"{file} is niet te schrijven ({error.strerror}).") from None
    typer.echo(f"{file} staat klaar.")
