"""Buttons that are not for who presses them say what this person may do, on a card and in its thread."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.places import places
from tests.bot.steps import fresh
from tests.bot.test_nothing_old import scene
from tests.running import TEAM

BUTTON = re.compile(r"\[(\S+) (\S+)\]")
ANSWERS = ("signal.pickup", "signal.call", "signal.not_mine")
OFFER, OWN = "Ik kan hier iets betekenen", "Dit signaal hebt u zelf gemeld"
LEADS = "Vraag het <@U0ZORGCO>"
# By reader: each button that everybody has before them and that is not theirs, with what they may do.
REFUSED: Mapping[str, Mapping[str, str]] = {
    "sportclub": {
        **dict.fromkeys(ANSWERS, OFFER),
        **dict.fromkeys(("consent.record", "consent.refused", "consent.withdraw"), OFFER),
        **dict.fromkeys(("signal.share", "signal.show", "exception.record", "disclosure.request"), OFFER),
        "disclosure.open": "zeg op de kaart dat u iets kunt betekenen",
    },
    "regisseur": {
        **dict.fromkeys((*ANSWERS, "disclosure.request"), OFFER),
        "signal.share": f"{LEADS}, of neem als coördinator zelf de regie",
        "exception.record": f"{LEADS}, of neem als coördinator zelf de regie",
        "consent.record": "Overleg met de melder",
        "disclosure.open": "zeg op de kaart dat u iets kunt betekenen",
    },
    "zorgcoordinator": dict.fromkeys((*ANSWERS, "offer.make", "disclosure.request", "disclosure.open"), OWN),
    "mentor": {
        "signal.share": f"{LEADS}. U kunt zelf reageren",
        "exception.record": f"{LEADS}. U kunt zelf reageren",
        "disclosure.open": "Vraag details",
        "offer.make": "Zeg wat u doet",
    },
}


@pytest.mark.parametrize("who", REFUSED)
def test_a_refusal_says_what_this_reader_may_do(who: str, slack: PracticeSlack, bot: Process) -> None:
    """Never that a card which they see does not exist."""
    scene(slack, bot)
    there = {one for text in places(slack).values() for one in BUTTON.findall(text)}
    assert {act for act, _value in there} == {*REFUSED["sportclub"], "offer.make"}
    for act, value in sorted(there):
        if (told := REFUSED[who].get(act)) is not None:
            person = fresh(slack, who)
            person.press(act, value, channel=TEAM)
            said = json.dumps(person.wait_view("refusal")["blocks"], ensure_ascii=False)
            assert told in said, act
            assert "bestaat niet" not in said
