"""Every payload the practice Slack sends has the keys of the sample of its kind, all the way down."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import PracticeSlack
from tests.sandbox.conftest import EVENTS, HOUSE, Starting
from tests.sandbox.server.app import socket_of
from tests.sandbox.server.payload_kinds import COMPARED
from tests.sandbox.server.payload_scene import Scene, copied
from tests.sandbox.server.shapes_of import differences, normal

SAMPLES = HOUSE / "tests" / "data" / "slack_payloads"
EXPECTED = tomllib.loads((Path(__file__).parent / "payload_shapes.toml").read_text(encoding="utf-8"))


@pytest.fixture
def scene(starting: Starting) -> Iterator[Scene]:
    """A practice Slack with its app, and the zorgcoördinator."""
    slack: PracticeSlack = starting(events=[*EVENTS, "tokens_revoked", "app_uninstalled"], ack_seconds=1.0)
    with socket_of(slack) as app:
        yield Scene(slack, app, slack.as_user("zorgcoordinator"))


def sample(name: str) -> Any:
    """A sample without what was written about it; of a form its fields."""
    found = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    found = found.get("form", found)
    found.pop("_note", None)
    return found


def allowed(name: str) -> dict[str, str]:
    """The paths of this kind that may differ, and why."""
    everywhere: dict[str, str] = EXPECTED["everywhere"]
    own: dict[str, str] = EXPECTED.get(name, {})
    return everywhere | own


@pytest.mark.parametrize("name", sorted(COMPARED))
def test_a_payload_has_the_shape_of_its_sample(scene: Scene, name: str) -> None:
    """The same keys and kinds of values, except where the reason stands beside it."""
    ours = copied(COMPARED[name](scene))
    found = list(differences(normal(ours), normal(sample(name)), allowed(name)))
    assert found == []


def test_every_sample_is_compared_or_left_out_for_a_reason() -> None:
    """A new sample asks for a decision, and a reason that is not needed any more goes."""
    there = {path.name.removesuffix(".json") for path in SAMPLES.glob("*.json")}
    left_out = EXPECTED["not compared"].keys()
    assert there - COMPARED.keys() - left_out == set()
    assert (COMPARED.keys() | left_out) - there == set()
    assert COMPARED.keys() & left_out == set()
    assert EXPECTED.keys() - {"everywhere", "not compared"} <= COMPARED.keys()


def test_the_comparison_sees_differences() -> None:
    """A key too much or too few, another kind of value, deep inside; what is excused is not told."""
    theirs = {"a": {"b": [{"c": 1, "d": None}]}, "e": True}
    assert list(differences(theirs, theirs, {})) == []
    assert list(differences({"a": {"b": [{"c": 1, "d": "x"}]}, "e": True}, theirs, {})) == []
    ours = {"a": {"b": [{"c": "1", "x": 2}]}, "e": 1, "f": 0}
    assert sorted(differences(ours, theirs, {})) == [
        "a.b[].c: str instead of number",
        "a.b[].d: missing",
        "a.b[].x: too much",
        "e: number instead of boolean",
        "f: too much",
    ]
    assert list(differences(ours, theirs, {"a.b*": "why", "e": "why", "f": "why"})) == []
