"""The engine against a second reading of the text; the large count: `python -m tests.rules.oracle 200000`."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from rules.book import Rulebook
from tests.rules.oracle.comparing import compared
from tests.rules.oracle.deciding import decide

SCENARIOS = files("rules").joinpath("data/scenarios.yaml")
A_FEW = 1500
# Codes a generated case comes to, so that the comparison is about more than refusals at the door.
MUST_OCCUR = {
    *(
        "OK_CONSENT",
        "OK_INTERNAL",
        "OK_DIRECT_INVOLVED",
        "OK_EXCEPTION_E01",
        "OK_EXCEPTION_E14",
        "INCOMPLETE",
    ),
    *("WPG_CLOSED", "WGS_CLOSED", "REFUSED", "PARENT_OBJECTS", "YOUTH_OBJECTS", "WITHDRAWN", "EXPIRED"),
    *("EXC_REVIEW", "EXC_INVOKER", "EXC_CATEGORY", "EXC_EXPIRED", "MISSING_CONSENTER", "NOT_GEZAG"),
}


@pytest.mark.parametrize("seed", [11, 12])
def test_both_readings_agree_on_generated_cases(seed: int, book: Rulebook) -> None:
    """Decision and code, case by case."""
    found = compared(A_FEW, seed, book)
    assert [(one.engine, one.oracle, one.case) for one in found.apart[:3]] == []
    assert found.seen.keys() >= MUST_OCCUR


def test_the_second_reading_gives_the_decided_cases() -> None:
    """The oracle is held to the same decided cases as the engine."""
    data = yaml.safe_load(SCENARIOS.read_text("utf-8"))
    expected = {one["id"]: (one["expect"]["decision"], one["expect"]["reason"]) for one in data["visible"]}
    assert {one["id"]: decide(one) for one in data["visible"]} == expected
