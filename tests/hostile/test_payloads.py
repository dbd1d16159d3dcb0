"""Slack's own payloads with one part missing or of another kind: left alone or answered, never a crash."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.shapes import readable
from tests.matrix.plays import Plays

SAMPLES = Path(__file__).parents[1] / "data" / "slack_payloads"
KINDS = (
    "block_actions",
    "view_submission",
    "view_closed",
    "shortcut",
    "event_",
    "slash_command",
    "block_sugg",
)
INSTEAD: tuple[Any, ...] = (None, 7, "", "<!channel>", [], {}, [None], {"id": {}})
TRIES = 6
# Whom and what the samples speak of, and who that is in the scene.
MEANT = {"T07SBX0001": "T0ZONNEBEEK", "U07ALICE01": "U0ZORGCO", "C07OPS0001": "C0ZONNEBEEK"}
OURS = re.compile("|".join(MEANT))


def samples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every payload that reaches the bot, by name."""
    for path in sorted(SAMPLES.glob("*.json")):
        if path.name.startswith(KINDS):
            found = json.loads(OURS.sub(lambda hit: MEANT[hit[0]], path.read_text(encoding="utf-8")))
            found.pop("_note", None)
            yield path.stem, ours(found.get("form", found))


def ours(payload: dict[str, Any]) -> dict[str, Any]:
    """The same about something that this bot has."""
    if "command" in payload:
        payload |= {"command": "/signal", "text": "toon S-1"}
    for action in payload.get("actions") or ():
        if action["type"] == "button":
            action |= {"action_id": "signal.show", "value": "S-1"}
    view = payload.get("view")
    if view and view.get("type") == "modal":
        view["callback_id"] = "signal.new"
    elif "callback_id" in payload:
        payload["callback_id"] = "signal.new" if payload["type"] == "shortcut" else "signal.from_message"
    return payload


def places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every part of a payload."""
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def spoiled(payload: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The payload with one part taken out or replaced."""
    made = copy.deepcopy(payload)
    *way, last = dice.choice(list(places(made)))
    part = made
    for key in way:
        part = part[key]
    if dice.random() < 0.3 and isinstance(part, dict):
        del part[last]
    else:
        part[last] = dice.choice(INSTEAD)
    return made


def test_every_payload_as_slack_sends_it_is_readable() -> None:
    found = dict(samples())
    assert len(found) > 60
    assert [name for name, payload in found.items() if not readable(payload)] == []


@pytest.mark.parametrize(
    ("name", "payload"), tuple(samples()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_spoiled_payload_crashes_nothing(name: str, payload: dict[str, Any], plays: Plays) -> None:
    """What Slack would never send is left alone; what is still readable is handled like any other."""
    crashes: list[BaseException] = []
    app = plays.bench.process.app

    @app.error
    def note(error: Exception) -> None:
        crashes.append(error)

    dice = random.Random(name)
    for _ in range(TRIES):
        made = spoiled(payload, dice)
        if readable(made):
            done = app.dispatch(BoltRequest(body=made, mode="socket_mode"))
            assert "<!channel>" not in str(done.body)
        assert crashes == [], made
