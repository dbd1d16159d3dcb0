"""Cases decided by hand from the text of the rulebook, and files in which something cannot be read."""

from __future__ import annotations

import copy
import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest
import yaml

from rules.book import Rulebook
from rules.casefile import decide_file

DECIDED = files("rules").joinpath("data/decided.yaml")
# Each line of section 16 that is about the engine, as a case names it after "16".
CHANGES = [f"A{number}" for number in range(1, 12)] + [
    "B1",
    "B2",
    "B3",
    "B4",
    "C1",
    "C2",
    "D",
    "E",
    "F1",
    "F2",
]


def decided() -> list[dict[str, Any]]:
    """The cases with what each must come to."""
    cases = yaml.safe_load(DECIDED.read_text("utf-8"))["decided"]
    assert isinstance(cases, list)
    return cases


def test_each_comes_out_as_it_was_decided(book: Rulebook) -> None:
    """Decision, reason and the way on, wherever the case states them."""
    cases = decided()
    expected = {one["id"]: one["expect"] for one in cases}
    wrong = {
        one["id"]: (one, expected[str(one["id"])])
        for one in decide_file(cases, book)
        if any(one.get(key) != value for key, value in expected[str(one["id"])].items())
    }
    assert len(expected) == len(cases) == 158
    assert wrong == {}


def test_every_change_of_version_two_has_two(book: Rulebook) -> None:
    """Section 16, line by line: a rule that one case shows may still be another rule."""
    seen = Counter(
        line for one in decided() for line in one["source"].partition(", 16 ")[2].split() if line in CHANGES
    )
    assert {line: seen[line] for line in CHANGES if seen[line] < 2} == {}


FINE: dict[str, Any] = {
    "now": "2026-11-23T10:00:00+01:00",
    "youth": {"dob": "2009-04-02"},
    "gezag": {"holders": [{"id": "moeder", "type": "ouder"}], "verified": True},
    "sender": {"role": "mentor"},
    "request": {
        "kind": "details",
        "purpose": "hulp_organiseren",
        "recipients": [{"role": "jongerenwerker"}],
        "categories": ["signaal"],
    },
    "consents": [
        {
            "given": {"jongere": "2026-11-01"},
            "asked_by": "mentor",
            "purpose": "hulp_organiseren",
            "recipients": ["jongerenwerker"],
            "categories": ["signaal"],
        }
    ],
    "exceptions": [{"ground": "E07", "invoked_by": "mentor", "granted": "2026-11-23"}],
    "policy": {"internal_sharing": False},
}
MALFORMED: tuple[tuple[str, object, str], ...] = (
    ("policy", ["E15"], "policy"),
    ("policy.geheim", True, "policy.geheim"),
    ("policy.internal_sharing", "ja", "policy.internal_sharing"),
    ("policy.verwijsindex", 1, "policy.verwijsindex"),
    ("policy.opened_grounds", "E15", "policy.opened_grounds"),
    ("policy.opened_grounds", ["E15", "E99"], "policy.opened_grounds[1]"),
    ("request.categories", ["signaal", "roddel"], "request.categories"),
    ("request.purpose", "nieuwsgierig", "request.purpose"),
    ("request.urgency", "heel erg", "request.urgency"),
    ("request.kind", "fluisteren", "request.kind"),
    ("request.recipients.0.involved", "ja", "request.recipients[0].involved"),
    ("request.recipients.0.organisation", 7, "request.recipients[0].organisation"),
    ("sender.organisation", ["x"], "sender.organisation"),
    ("sender.role", "verwijsindex", "sender.role"),
    ("now", "overmorgen", "now"),
    ("youth.dob", "2026-13-40", "youth.dob"),
    ("gezag.holders.0.type", "tante", "gezag.holders[0].type"),
    ("consents.0.given.jongere", "gisteren", "consents[0].given.jongere"),
    ("consents.0.withdrawn", {"jongere": "straks"}, "consents[0].withdrawn.jongere"),
    ("consents.0.refused_on", "ooit", "consents[0].refused_on"),
    ("consents.0.recipients", [3], "consents[0].recipients[0]"),
    ("exceptions.0.ground", "E16", "exceptions[0].ground"),
    ("exceptions.0.review", {"by": "fg_1", "at": "toen"}, "exceptions[0].review.at"),
    ("exceptions.0.informed", {"done": "ja"}, "exceptions[0].informed.done"),
    ("exceptions.0.until", 5, "exceptions[0].until"),
)


def changed(path: str, value: object) -> dict[str, Any]:
    """The fine case with one cell replaced; numbers in the path are places in a list."""
    raw = copy.deepcopy(FINE)
    *way, last = path.split(".")
    inner: Any = raw
    for step in way:
        inner = inner[int(step) if step.isdecimal() else step]
    inner[last] = value
    return raw


def test_a_file_full_of_mistakes_names_each_by_its_path_and_decides_the_rest(book: Rulebook) -> None:
    """One error a case, in the order of the file, each at the cell that is wrong."""
    broken = [{**changed(path, value), "id": path} for path, value, _ in MALFORMED]
    mixed = [one for pair in zip(broken, [FINE] * len(broken), strict=True) for one in pair]
    results = list(decide_file({"cases": mixed}, book))
    assert [one.get("decision") for one in results[1::2]] == ["ALLOW"] * len(broken)
    for (path, _, where), result in zip(MALFORMED, results[::2], strict=True):
        assert result.keys() == {"id", "error"}, result
        assert result["id"] == path
        assert str(result["error"]).startswith(f"{where}: "), result
        assert "vocabulary, not" not in str(result["error"])


@pytest.mark.parametrize("text", [json.dumps(FINE), yaml.safe_dump([FINE])])
def test_one_case_alone_or_in_a_list(text: str, book: Rulebook) -> None:
    """A case file may be JSON too, which is YAML."""
    assert [one["decision"] for one in decide_file(yaml.safe_load(text), book)] == ["ALLOW"]
