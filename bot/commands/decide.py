"""`schakel decide FILE`: decided cases, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

import typer
import yaml

from bot.failing import Stop
from rules.book import load_rulebook
from rules.casefile import decide_file


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


def decide(file: Path) -> None:
    """Beslis de zaken in FILE (de vorm van het regelboek); afsluitcode 1 als er een niet te lezen is."""
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # a SafeLoader
    except OSError as error:
        raise Stop(f"{file} is niet te lezen ({error.strerror}).") from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise Stop(f"{file} is geen leesbare YAML.") from None
    malformed = False
    for answer in decide_file(data, load_rulebook()):
        malformed = malformed or "error" in answer
        typer.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    if malformed:
        raise typer.Exit(1)
