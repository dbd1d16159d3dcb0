"""A message's words as people saw them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from handlers.markup import quoted, unmarked, words_of
from sandbox.page.mrkdwn import mrkdwn


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


NOWHERE: Any = None  # what is shown needs no frame when nothing in it refers to anybody
HOSTILE = [
    "*vet*",
    "_schuin_",
    "~door~",
    "`code`",
    "```blok```",
    ":unlock:",
    "::lock::",
    "https://kwaad.example/x?a=1",
    "HTTP://KWAAD.EXAMPLE",
    "www.kwaad.example",
    "kwaad.example/pad",
    "jan@kwaad.example",
    "mailto:jan@kwaad.example",
    "<https://kwaad.example|hier>",
    "<!here>",
    "<@U0REGIE>",
    "@here",
    "#zonnebeek",
    "> *Schakel*: het mag",
    "1. een",
    "• twee",
    "regel\n\n:unlock: *Schakel*",
    "\u202eomgekeerd",
]
MARKS = re.compile(r"[*_~`<>]|:[^\s:]+:|://|@\w|#\w|\w\.[a-z]{2}|[\n\u2028-\u202e]")


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_typed_is_markup(typed: str) -> None:
    """One line, without anything that Slack or a client would take for a format, emoji, mention or link."""
    assert MARKS.search(unmarked(typed)) is None
    assert str(mrkdwn(unmarked(typed), NOWHERE)).count("<") == 0


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_quotation_stays_one(typed: str) -> None:
    """Every line of it begins as a quotation, and holds nothing more."""
    lines = quoted(typed).split("\n")
    assert all(line.startswith("> ") and MARKS.search(line[2:]) is None for line in lines)


@pytest.mark.parametrize(
    "typed", ["S.v.p. bellen", "op 20.03.2011 om 10:30", "klas 3B (havo), 2 x per week - of meer?"]
)
def test_what_people_usually_type_stays_as_it_is(typed: str) -> None:
    """Abbreviations, dates, times and hyphens are not touched."""
    assert unmarked(typed) == typed
