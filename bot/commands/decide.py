"""`schakel decide FILE`: decided cases, one JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path

import typer
import yaml

from bot.failing import Stop
from rules.book import load_rulebook
from rules.casefile import decide_file


def decide(file: Path) -> None:
    """Decide the cases in FILE (the shape of scenarios.yaml); exit status 1 when a case is malformed."""
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop(f"{file} is niet te lezen ({error.strerror}).") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise Stop(f"{file} is geen leesbare YAML.") from None
    malformed = False
    for answer in decide_file(data, load_rulebook()):
        malformed = malformed or "error" in answer
        typer.echo(json.dumps(answer, ensure_ascii=False))
    if malformed:
        raise typer.Exit(1)
