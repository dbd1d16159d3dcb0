"""One screen for acute danger is never looser than the ground: no condition stands without its reasoning."""

from __future__ import annotations

from rules.book import Rulebook

TEXT = "Hij loopt met een mes naar het plein."


def test_the_one_text_meets_every_condition_of_the_ground(book: Rulebook) -> None:
    """With twenty characters each condition of E01 is met at the moment of sharing; with fewer none is."""
    ground = book.grounds["E01"]
    assert ground.at_once is not None
    assert set(ground.at_once.afterwards) <= set(ground.at_once.conditions)
    for text, met in ((TEXT, ground.needed), (TEXT[:10], {"g_doel", "g_minimaal"})):
        ticks = dict.fromkeys(ground.conditions) | dict.fromkeys(ground.at_once.conditions, text)
        assert book.conditions_met(ticks) == met
