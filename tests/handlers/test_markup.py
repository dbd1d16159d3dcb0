"""A message's words as people saw them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import handlers
from handlers.markup import command_of, quoted, unmarked, words_of
from sandbox.page.emoji import character
from sandbox.page.mrkdwn import mrkdwn

EMOJI = re.compile(r"(?<![\w:]):([a-z][a-z0-9_]+):(?![\w:])")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Hij was er &lt;weer&gt; niet &amp; belde niet", "Hij was er <weer> niet & belde niet"),
        ("zie <https://example.org/a|het rooster> in <#C0X|algemeen>", "zie het rooster in algemeen"),
        ("zie <https://example.org/a?b=1&amp;c=2>", "zie https://example.org/a?b=1&c=2"),
        ("<!channel> let op <!subteam^S1|@team>", "@channel let op @team"),
        ("<@U0MENTOR> zag het ook", "<@U0MENTOR> zag het ook"),
        ("&amp;lt; blijft staan", "&lt; blijft staan"),
        ("caf&eacute; &copy; &#39;", "caf&eacute; &copy; &#39;"),
        ("<https://example.org/a?x=1&amp;y=&lt;2&gt;|R&amp;D>", "R&D"),
        ("<mailto:team@example.org|team@example.org>", "team@example.org"),
        (" \n ", ""),
    ],
)
def test_markup_becomes_words(text: str, seen: str) -> None:
    """Labels instead of addresses, characters instead of escapes, once."""
    assert words_of({"text": text}) == seen


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("toon\u00a0S-1", "toon S-1"),
        ("toon  S\u20111 ", "toon S-1"),
        ("toon\u2003S\u20131", "toon S-1"),
        ("voor \u201cDe Linde\u201d", 'voor "De Linde"'),
        ("wijzig \u2018t Hof", "wijzig 't Hof"),
        ("wijzig Jansen &amp; Zn &lt;zuid&gt;", "wijzig Jansen & Zn <zuid>"),
        ("wijzig <@U0A|tarik>", "wijzig tarik"),
        ("wijzig <@U0A>", "wijzig <@U0A>"),
        ("voor <#C0A|jeugdnetwerk>", "voor jeugdnetwerk"),
        ("zoek <https://example.org/a|example.org/a>", "zoek example.org/a"),
        ("\u200etoon\u200f S\u200b-1\ufeff", "toon S-1"),
        ("toon\tS-1\n", "toon S-1"),
    ],
)
def test_a_command_is_read_as_it_was_meant(text: str, meant: str) -> None:
    """Whatever a client makes of spaces, quotes, dashes, links and mentions."""
    assert command_of(text) == meant


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


def test_the_practice_slack_draws_every_emoji_that_a_message_uses() -> None:
    """One that it did not know stood on the screen as its name between colons."""
    names = {name for text in _sentences() for name in EMOJI.findall(text)}
    assert "lock" in names
    assert not {name for name in names if character(name) == f":{name}:"}


def _sentences() -> Iterator[str]:
    """The texts in the handlers, without what only explains the code."""
    for file in Path(handlers.__file__).parent.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        loose = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
        for one in ast.walk(tree):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in loose:
                yield one.value
