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


def test_slack_is_asked_before_an_act_and_never_inside() -> None:
    """What it answered is decided on in the act, which sees what changed meanwhile."""
    inside = {
        f"{path.relative_to(HOUSE)}:{call.lineno}"
        for path in (HOUSE / "casework").rglob("*.py")
        for block in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(block, ast.With) and any(_begins_an_act(one.context_expr) for one in block.items)
        for call in ast.walk(ast.Module(block.body, []))
        if isinstance(call, ast.Call) and _asks_slack(call.func)
    }
    assert inside == set()


def _begins_an_act(made: ast.expr) -> bool:
    return isinstance(made, ast.Call) and _called(made.func) in {
        "act",
        "job",
        "reading",
        "writing",
        "in_turn",
    }


def _asks_slack(called: ast.expr) -> bool:
    rooms = isinstance(called, ast.Attribute) and _called(called.value) == "rooms"
    return rooms or _called(called) == "see"


def _called(what: ast.expr) -> str:
    match what:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _only_reads(call: ast.Call) -> bool:
    return any(
        word.arg == "write" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )
