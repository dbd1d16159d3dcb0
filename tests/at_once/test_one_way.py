"""There is one way to write: in turn. Only who needs no turn, and says why, begins a writing session."""

from __future__ import annotations

import ast
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
FLOORS = ("bot", "handlers", "casework", "storage")
# The worker's claims and settlements are single statements on single posts, compared and swapped; the
# others run before the bot does, or look after what no act writes.
WITHOUT_A_TURN = {
    "bot/sending.py",
    "bot/worker.py",
    "storage/deployment.py",
    "storage/rotation.py",
    "storage/sealing_existing.py",
    "storage/unit_of_work.py",
}


def test_nobody_else_begins_a_writing_session() -> None:
    """A use case loads what it changes in the session of its act, after its turn has come."""
    found = {
        str(path.relative_to(HOUSE))
        for floor in FLOORS
        for path in (HOUSE / floor).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "session_for"
        and not _only_reads(call)
    }
    assert found <= WITHOUT_A_TURN, found - WITHOUT_A_TURN


def _only_reads(call: ast.Call) -> bool:
    return any(
        word.arg == "write" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )
