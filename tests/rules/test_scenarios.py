"""The decided cases: what `schakel decide` must answer to the file as it stands."""

from __future__ import annotations

from importlib.resources import files

import yaml

from rules.book import Rulebook
from rules.casefile import decide_file

SCENARIOS = files("rules").joinpath("data/scenarios.yaml")


def test_every_decided_case_comes_out_as_decided(book: Rulebook) -> None:
    """Decision, reason and hint, wherever the scenario states them."""
    data = yaml.safe_load(SCENARIOS.read_text("utf-8"))
    cases = {one["id"]: one["expect"] for key, several in data.items() if key != "meta" for one in several}
    wrong = {}
    for result in decide_file(data, book):
        expected = {key: cases[result["id"]].get(key) for key in ("decision", "reason", "hint")}
        if any(value is not None and result.get(key) != value for key, value in expected.items()):
            wrong[result["id"]] = (result, expected)
    assert len(cases) == 84
    assert wrong == {}
