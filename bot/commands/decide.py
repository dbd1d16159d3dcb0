"""`schakel decide FILE`: decided cases, one JSON object a line; with --explain the way to each decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import yaml

from bot.failing import Stop
from handlers.labels import Labels
from handlers.language import load_language
from handlers.why import words
from rules.book import Rulebook, load_rulebook
from rules.casefile import decide_file
from rules.explaining import Explanation
from rules.moments import ZONE


class _Loader(yaml.SafeLoader):
    """Keeps a value that YAML takes for a date or number but cannot make as the text it is."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, KeyError, AttributeError, OverflowError):  # what SafeLoader lets through
            if not isinstance(node, yaml.ScalarNode):
                raise
            self.recursive_objects.pop(node, None)
            return node.value


def read_cases(text: str) -> object:
    """A case file as `decide_file` takes it; raises what `yaml` raises for a file that is no YAML at all."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506  # a SafeLoader


class Locale(StrEnum):
    """The languages an explanation can be read in."""

    NL = "nl"
    EN = "en"


def decide(
    file: Path,
    explain: Annotated[
        bool, typer.Option("--explain", help="Vertel bij elke zaak de weg naar de beslissing.")
    ] = False,
    language: Annotated[Locale, typer.Option("--language", help="De taal van die uitleg.")] = Locale.NL,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help="Onder de regels van deze dag, wanneer de zaak ook is."
        ),
    ] = None,
) -> None:
    """Beslis de zaken in FILE (de vorm van het regelboek); afsluitcode 1 als er een niet te lezen is."""
    try:
        data = read_cases(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop(f"{file} is niet te lezen ({error.strerror}).") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise Stop(f"{file} is geen leesbare YAML.") from None
    malformed = False
    book = load_rulebook()
    if on is not None:
        book = book.fixed(on.date())
    tell = partial(_told, book, language) if explain else None
    for answer in decide_file(data, book, tell=tell):
        malformed = malformed or "error" in answer
        typer.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    if malformed:
        raise typer.Exit(1)


def _told(book: Rulebook, locale: Locale, found: Explanation) -> dict[str, object]:
    """The way to a decision in plain words, each step with the section and the sources it rests on."""
    labels = Labels(book, load_language(locale, ZONE))
    return {
        "version": found.version,
        "rows": _steps("row", words.rows(labels, found)),
        "consents": _steps("record", words.consents(labels, found)),
        "exceptions": _steps("ground", words.exceptions(labels, found)),
    }


def _steps(name: str, lines: Iterable[words.Line]) -> list[Mapping[str, object]]:
    return [
        {
            name: one.about,
            "outcome": one.outcome,
            "code": one.code,
            "said": one.said,
            "section": one.section,
            "source": list(one.sources),
            "article": one.article or None,
        }
        for one in lines
    ]
