"""The log speaks in plain words of every act that the house writes down, in both languages."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casework.lookback.reading import Look, What
from casework.permissions import TABLE
from handlers.labels import Labels
from handlers.language import load_language
from handlers.lookback.acts import unspoken
from handlers.lookback.words import line
from rules.book import load_rulebook

HOUSE = Path(__file__).parents[2]
FLOORS = ("casework", "storage", "bot")


def noted() -> Iterator[str]:
    """Every act that is written in the audit under a name of its own."""
    for floor in FLOORS:
        for file in sorted((HOUSE / floor).rglob("*.py")):
            if "migrations" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                is_note = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                if is_note and node.func.attr == "note" and len(node.args) > 1:  # type: ignore[attr-defined]
                    yield from _names(node.args[1], file)  # type: ignore[attr-defined]


def _names(act: ast.expr, file: Path) -> Iterator[str]:
    if isinstance(act, ast.IfExp):
        yield from (*_names(act.body, file), *_names(act.orelse, file))
    elif isinstance(act, ast.Constant):
        yield str(act.value)
    elif isinstance(act, ast.Name | ast.Attribute):
        module = importlib.import_module(".".join(file.relative_to(HOUSE).with_suffix("").parts))
        found: object = module
        for part in ast.unparse(act).split("."):
            found = getattr(found, part, None)
        if isinstance(found, str):
            yield found


def test_every_act_in_the_audit_has_words() -> None:
    """A new one without words of its own fails here."""
    acts = frozenset(noted())
    assert len(acts) > 60
    assert unspoken(acts) == frozenset()


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("what", [What.OTHER, What.REFUSED])
def test_no_line_of_the_log_holds_the_name_of_an_act(locale: str, what: What) -> None:
    """Whatever was done or refused, also what nobody has words for."""
    labels = Labels(load_rulebook(), load_language(locale, ZoneInfo("Europe/Amsterdam")))
    for act in {*noted(), *TABLE, "something.new"}:
        at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
        told = line(labels, Look(1, at, "U0FG", None, what, act, "S-1"))
        assert act not in told
        assert "S-1" in told
