"""Whoever loses every race with others hears so in words, and can go on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.acts import Errors, Show
from handlers.language import load_language
from handlers.refusals import gave_way

DUTCH = load_language("nl", ZoneInfo("Europe/Amsterdam"))


def test_a_form_stays_open_with_what_was_typed() -> None:
    """The sentence stands in the form; nothing typed is lost."""
    answer = gave_way(DUTCH, "view:partner.change")
    assert isinstance(answer, Errors)
    assert "er is niets opgeslagen" in str(answer)


def test_a_press_is_answered_in_words() -> None:
    """Not that something went wrong, and no number to pass on: trying again is all there is to do."""
    for name in ("signal.pickup", "/signal"):
        answer = gave_way(DUTCH, name)
        assert isinstance(answer, Show)
        said = str(answer.view.to_dict())
        assert "er is niets opgeslagen" in said
        assert "ging iets mis" not in said
