"""Whatever is typed or forged, the bot answers or refuses, and stores all or nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.permissions import TABLE
from tests.matrix.bench import Answered
from tests.matrix.judging import outcome
from tests.matrix.plays import Plays
from tests.matrix.table import Outcome

MENTIONS = (
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<@U0LEERPL>",
    "<!subteam^S0GROEP>",
    "<https://x.example|hier>",
)
AWKWARD = (
    *MENTIONS,
    "",
    " ",
    "\x00",
    "\x1b[31mrood\x07",
    "\ud83d",
    "S-1\ud800",
    "S-99999999999999999999",
    "S-0",
    "S--1",
    "S-1 S-1",
    "s1\n2",
    "O-1/2026-02-30",
    "O-1/9999-99-99",
    "O-0/0001-01-01",
    "DOEL-²",
    "A-²",
    "X-٣",
    "D-1'; DROP TABLE signal; --",
    "{{7*7}} %s {0} ${x}",
    "\u202eesrever",
    "null",
    "\ufeffS-1",
    "9" * 5000,
    "é" * 3001,
    "[]",
)
TYPED = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(alphabet=st.characters(exclude_categories=()), max_size=60),
    st.builds("{} {}".format, st.sampled_from(("S-1", "O-1", "DOEL-1", "N2", "")), st.sampled_from(AWKWARD)),
)
COMMANDS = sorted({one.split()[0] for one in TABLE if one.startswith("/")})
WORDS = sorted(one for one in TABLE if one.startswith("/"))
BUTTONS = sorted(one for one in TABLE if ":" not in one and not one.startswith("/") and one != "home")
WHO = st.sampled_from(
    ("melder", "coordinator", "lid", "beheerder", "fg", "beoordelaar", "elders", "andere_bot")
)
SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TYPED
)
OFTEN = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def spoken(thing: object) -> Iterator[str]:
    """Every text in an answer that Slack would read as markup."""
    if isinstance(thing, str) and thing[:1] in "[{":
        try:
            yield from spoken(json.loads(thing))
        except ValueError:
            return
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from spoken(one)
    elif isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield str(thing["text"])
        elif isinstance(thing.get("text"), str) and "type" not in thing:
            yield thing["text"]
        for one in thing.values():
            yield from spoken(one)


NOTHING: frozenset[str] = frozenset()


def must_be_answered(
    plays: Plays, done: Answered, logged: pytest.LogCaptureFixture, kept: Collection[str] = NOTHING
) -> None:
    """No fault of ours, no mention back, nothing half-stored; afterwards everything is as it was.

    `kept` are the tables that may hold something although the act was refused.
    """
    bench = plays.bench
    came = outcome(done)
    assert [one.getMessage() for one in logged.records if one.exc_info] == []
    logged.clear()
    for text in spoken([done.ack, done.calls]):
        assert not any(one in text for one in MENTIONS if one != "<@U0LEERPL>"), text
    if came in (Outcome.REFUSES, Outcome.NO, Outcome.FIELD) and done.stored:
        assert bench.differing() <= set(kept)
    bench.restore()


@OFTEN
@given(st.sampled_from(WORDS), TYPED, WHO)
def test_whatever_is_typed_after_a_word(
    plays: Plays, caplog: pytest.LogCaptureFixture, word: str, typed: str, who: str
) -> None:
    """Known words with anything behind them."""
    command, _, first = word.partition(" ")
    must_be_answered(plays, plays.bench.slash(who, command, f"{first} {typed}"), caplog)


@OFTEN
@given(st.sampled_from(COMMANDS), TYPED, WHO)
def test_whatever_is_typed_without_a_word(
    plays: Plays, caplog: pytest.LogCaptureFixture, command: str, typed: str, who: str
) -> None:
    """Anything at all after the command."""
    must_be_answered(plays, plays.bench.slash(who, command, typed), caplog)


@settings(OFTEN, max_examples=100)
@given(st.sampled_from(BUTTONS), st.one_of(TYPED, SCALARS), WHO)
def test_whatever_a_button_carries(
    plays: Plays, caplog: pytest.LogCaptureFixture, act: str, value: Any, who: str
) -> None:
    """A forged reference of any type on any button."""
    must_be_answered(plays, plays.bench.press(who, act, value), caplog)
