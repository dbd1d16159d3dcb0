"""A number of a signal that is not yours: each word of `/signal` says that it is not for you, and no more."""

from __future__ import annotations

import pytest

from bot.process import Process
from casework.permission_table import TABLE
from sandbox import PracticeSlack
from tests.bot.steps import fresh, note
from tests.running import read, report

WORDS = ("toon", "deel", "sluit", "inzage", "wissen", "rechten", "koppel")
WITHOUT_A_NUMBER = frozenset({"nieuw", "lijst", "rapport", "hulp"})


@pytest.mark.parametrize("who", ["buitenstaander", "jeugdhulp"])
def test_each_word_refuses_a_number_of_others_as_one_there_is_not(
    slack: PracticeSlack, bot: Process, who: str
) -> None:
    """For somebody outside the directory and a partner elsewhere; whoever is here sees the card anyway."""
    report(slack)
    room = next(one.id for one in slack.as_user(who).channels() if one.kind != "im")
    for word in WORDS:
        seen = []
        for number in ("S-1", "S-99"):
            person = fresh(slack, who)
            typed = f"{word} {number} S-2" if word == "koppel" else f"{word} {number}"
            person.slash("/signal", typed, channel=room)
            seen.append(person.wait_view("refusal"))
        assert [note(one)["code"] for one in seen] == ["NOT_FOR_YOU"] * 2, word
        assert list(read(seen[0])) == list(read(seen[1])), word


def test_no_word_that_takes_a_number_is_left_out() -> None:
    """Whoever adds one to the command adds it here."""
    words = {one.removeprefix("/signal ") for one in TABLE if one.startswith("/signal ")}
    assert words == {*WORDS, *WITHOUT_A_NUMBER}
