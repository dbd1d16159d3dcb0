"""Which signals a text names: what is erased must take every text about it along."""

from __future__ import annotations

import pytest

from rules.naming import signals_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kort over S-1 en het hek", {1}),
        ("Bellen over s1", {1}),
        ("Over S – 01 praten", {1}),
        ("Signaal 12: ouders bellen", {12}),
        ("signaal nr. 3 bespreken", {3}),
        ("Signalen 4 en 5", {4, 5}),
        ("S-1/S-3 & 7", {1, 3, 7}),
        ("(S-2)", {2}),
        ("Over S-10 praten", {10}),
        ("Lokaal s11 regelen", {11}),
        ("Klas 1 bellen", set()),
        ("Thuis 2 uur, S-0", set()),
        ("S-1234567890 is te lang", set()),
        ("Overleg O-1, actie A-1, doel DOEL-1", set()),
    ],
)
def test_a_signal_is_named_by_its_number(text: str, named: set[int]) -> None:
    """However it is written; a number of something else names nothing."""
    assert signals_named(text) == named
