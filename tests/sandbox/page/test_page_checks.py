"""What the page checks before a form is sent, as Slack's client does."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.page.checks import mistakes
from tests.sandbox.page import pieces


def _asked(kind: str, value: Any, *, optional: bool = False, **more: Any) -> str:
    block = {**pieces.asked(kind, optional=optional), "element": pieces.element(kind, **more)}
    return mistakes(pieces.modal("V1", block), {kind: {kind: value}}).get(kind, "")


@pytest.mark.parametrize("kind", pieces.INPUTS)
def test_a_required_input_may_not_stay_empty(kind: str) -> None:
    """An empty answer is told about, unless the question is optional; blanks are no answer."""
    empty: Any = [] if kind.startswith("multi_") or kind == "checkboxes" else None
    assert _asked(kind, empty) in ("Kies iets.", "Vul dit veld in.")
    assert _asked(kind, empty, optional=True) == ""
    if kind.endswith("_input"):
        assert _asked(kind, " \n ") == "Vul dit veld in."


@pytest.mark.parametrize(
    ("kind", "value", "more", "sentence"),
    [
        ("plain_text_input", "x" * 43, {"max_length": 40}, "Dit is 3 tekens te lang; het mogen er 40 zijn."),
        ("plain_text_input", "x", {"min_length": 3}, "Schrijf ten minste 3 tekens."),
        ("number_input", "twee", {}, "Schrijf een getal."),
        ("number_input", "NaN", {}, "Schrijf een getal."),
        ("number_input", "1,5", {}, "Schrijf een heel getal."),
        ("number_input", "1,5", {"is_decimal_allowed": True}, ""),
        ("number_input", "0", {"min_value": "1"}, "Schrijf een getal vanaf 1."),
        ("number_input", "9", {"max_value": "8"}, "Schrijf een getal tot en met 8."),
        ("datepicker", "30-02-2026", {}, "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 20-03-2011."),
        ("datepicker", "2026-02-30", {}, "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 20-03-2011."),
        ("datepicker", "2011-03-20", {}, ""),
        ("timepicker", "25:00", {}, "Schrijf de tijd als uren:minuten, bijvoorbeeld 14:05."),
        ("timepicker", "14:05", {}, ""),
        ("email_text_input", "iemand", {}, "Schrijf een volledig e-mailadres."),
        ("email_text_input", "iemand@example.org", {}, ""),
    ],
)
def test_a_wrong_answer_gets_a_sentence(kind: str, value: str, more: dict[str, Any], sentence: str) -> None:
    """Lengths, numbers, dates, times and addresses, each with what to do about it."""
    assert _asked(kind, value, **more) == sentence
