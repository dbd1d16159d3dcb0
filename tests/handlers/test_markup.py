"""A message's words as people saw them."""

from __future__ import annotations

import pytest

from handlers.markup import words_of


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Hij was er &lt;weer&gt; niet &amp; belde niet", "Hij was er <weer> niet & belde niet"),
        ("zie <https://example.org/a|het rooster> in <#C0X|algemeen>", "zie het rooster in algemeen"),
        ("zie <https://example.org/a?b=1&amp;c=2>", "zie https://example.org/a?b=1&c=2"),
        ("<!channel> let op <!subteam^S1|@team>", "@channel let op @team"),
        ("<@U0MENTOR> zag het ook", "<@U0MENTOR> zag het ook"),
        ("&amp;lt; blijft staan", "&lt; blijft staan"),
        (" \n ", ""),
    ],
)
def test_markup_becomes_words(text: str, seen: str) -> None:
    """Labels instead of addresses, characters instead of escapes, once."""
    assert words_of({"text": text}) == seen


def test_what_an_app_said_is_not_taken_over() -> None:
    """Details that Schakel itself posted are not copied into another signal."""
    assert words_of({"text": "Details", "bot_id": "B0SCHAKEL"}) == ""
    assert words_of({}) == ""
