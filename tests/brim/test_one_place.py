"""What Slack takes is known in one place, and everything that is shown is built there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

HANDLERS = Path(__file__).parents[2] / "handlers"
# Who builds with the models of slack_sdk; a divider and a choice of accounts have nothing that grows.
BUILDERS = {"inputs.py", "kit.py", "light.py", "limits.py"}
MOST = 20  # a bare number in a slice beyond this is a limit that somebody wrote down once more


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the conversations."""
    for path in sorted(HANDLERS.rglob("*.py")):
        if path.name not in BUILDERS:
            yield str(path.relative_to(HANDLERS)), ast.parse(path.read_text(encoding="utf-8"))


def test_no_conversation_builds_with_the_models_of_slack_sdk() -> None:
    """They check nothing of what people add; types for annotations may be named."""
    found = {
        f"{name}: {call.func.id}"
        for name, tree in trees()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and (call.func.id.endswith(("Block", "Element", "Object")) or call.func.id == "View")
        and call.func.id not in {"DividerBlock", "UserSelectElement"}
    }
    assert found == set()


def test_no_conversation_cuts_by_a_number_of_slacks() -> None:
    """`[:100]` left out what somebody should have read, without a word about it."""
    found = {
        f"{name}:{part.lineno}"
        for name, tree in trees()
        for part in ast.walk(tree)
        if isinstance(part, ast.Slice)
        and isinstance(part.upper, ast.Constant)
        and isinstance(part.upper.value, int)
        and part.upper.value > MOST
    }
    assert found == set()
