"""The guard: in a partnership's channel somebody types a name, and hears of it alone."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.process import Process, build
from rules.identifiers import lexicon
from sandbox import PracticeSlack
from sandbox.errors import CannotDo
from storage.guard_tables import ClueEntry
from tests import meeting
from tests.bot.steps import dm_texts, fresh
from tests.bot.test_regie import MDO, report_at
from tests.meeting import START, JumpingClock, jump
from tests.running import TEAM, report, settings_for

clock, bot = meeting.clock, meeting.bot
HINT = "Is hier iemand te herkennen?"
STANDS = "Een bericht in het kanaal"
WHO: dict[str, Any] = {
    "subject_name": "Xandor Quistelaar",
    "subject_birthdate": "04-03-2011",
    "details": "Hij liet op het Merenplein een mes zien aan twee kinderen van groep acht",
    "categories": ["signaal"],
}


@pytest.fixture
def known(slack: PracticeSlack, bot: Process) -> PracticeSlack:
    """A practice Slack in which the zorgcoördinator registered somebody with an uncommon name."""
    report(slack, **WHO)
    return slack


def say(slack: PracticeSlack, text: str, who: str = "jongerenwerker", **more: Any) -> str:
    """Somebody says something in the channel; its ts."""
    return str(slack.as_user(who).post(TEAM, text, **more)["ts"])


def hints(slack: PracticeSlack, who: str = "jongerenwerker") -> int:
    """How many hints stand in somebody's direct messages."""
    return dm_texts(slack, who).count(HINT)


def hinted(slack: PracticeSlack, who: str = "jongerenwerker", times: int = 1) -> None:
    slack.wait_for(lambda: hints(slack, who) == times)


def quiet(slack: PracticeSlack, bot: Process, who: str = "jongerenwerker", times: int = 0) -> None:
    """Nothing more comes: whatever was heard is handled once a message after it was."""
    marker = say(slack, "Bel 06-12345678 zodra u kunt.", "zorgcoordinator")
    slack.wait_for(lambda: hints(slack, "zorgcoordinator") > 0)
    slack.as_user("zorgcoordinator").delete(TEAM, marker)
    assert hints(slack, who) == times


@pytest.mark.parametrize(
    "text",
    [
        "Heeft iemand Xandor Quistelaar nog gezien?",
        "xandor was er weer bij vanmiddag",
        "die quistelaar weer, ook met xandor erbij",
        "De moeder van Quistelaar belde mij",
        "Het gaat om Quistelar, jullie weten wel",
        "X\u200bandor stond bij het station",
        "Хandor stond bij het station",
        "vraag het x.quistelaar.2011@voorbeeld.nl maar, en zeg dat Xandor hem kent",
        "hij liet op het merenplein een mes zien aan twee kinderen",
        "het is die van 4 maart 2011",
        "Yassin El Amrani is weer op het plein",
        "Bel hem op 06-12345678",
        "BSN 999900006 graag nakijken",
    ],
)
def test_who_types_what_identifies_somebody_gets_a_hint_alone(known: PracticeSlack, text: str) -> None:
    before = len(known.space.channels[TEAM].messages)
    say(known, text)
    hinted(known)
    drawn = json.dumps(known.as_user("jongerenwerker").dm()[-1], ensure_ascii=False)
    for secret in ("Xandor", "Quistelaar", "S-1", "06-12", "Yassin", "999900006", "Merenplein"):
        assert secret not in drawn
    assert len(known.space.channels[TEAM].messages) == before + 1
    assert hints(known, "zorgcoordinator") == 0


@pytest.mark.parametrize(
    "text",
    [
        "Goedemorgen, het overleg van dinsdag begint om 10:00 uur.",
        "Wie zit er dinsdag voor?",
        "Ik heb S-1 opgepakt en bel morgen met school.",
        "Op het plein staat een nieuwe bank.",
        "Zijn er nog twee kinderen van groep acht die mee willen naar het zwembad?",
    ],
)
def test_ordinary_talk_is_left_alone(known: PracticeSlack, bot: Process, text: str) -> None:
    say(known, text)
    quiet(known, bot)


def test_the_first_message_waits_for_no_list(slack: PracticeSlack, tmp_path: Path) -> None:
    """What names are told by is read when the bot is built."""
    lexicon.first_names.cache_clear()
    process = build(settings_for(slack, f"sqlite:///{tmp_path}/schakel.db"))
    try:
        assert lexicon.first_names.cache_info().currsize == 1
    finally:
        process.stop()


def test_the_hint_goes_when_the_message_does(known: PracticeSlack, bot: Process) -> None:
    ts = say(known, "Xandor Quistelaar was er weer")
    hinted(known)
    known.as_user("jongerenwerker").delete(TEAM, ts)
    hinted(known, times=0)


def test_the_hint_goes_when_the_message_no_longer_says_it(known: PracticeSlack, bot: Process) -> None:
    ts = say(known, "Xandor Quistelaar was er weer")
    hinted(known)
    known.as_user("jongerenwerker").edit(TEAM, ts, "Wij waren er weer")
    hinted(known, times=0)
    known.as_user("jongerenwerker").edit(TEAM, ts, "Xandor Quistelaar was er weer")
    hinted(known)


def test_an_edit_a_reply_and_a_forward_count(known: PracticeSlack, clock: JumpingClock, bot: Process) -> None:
    ts = say(known, "Hij was er weer")
    known.as_user("jongerenwerker").edit(TEAM, ts, "Xandor Quistelaar was er weer")
    hinted(known)
    jump(bot, clock, START + timedelta(minutes=2))
    say(known, "En xandor kwam later", thread_ts=ts)
    hinted(known, times=2)


def test_a_name_in_two_messages_is_one(known: PracticeSlack, bot: Process) -> None:
    say(known, "die jongen heet quistelaar")
    say(known, "en born 04-03-2011 dus")
    hinted(known)


def test_who_floods_gets_one_hint_a_minute(known: PracticeSlack, bot: Process) -> None:
    for number in range(4):
        say(known, f"Xandor Quistelaar, {number}e keer")
    hinted(known)
    quiet(known, bot, times=1)


def test_after_ten_minutes_the_coordinator_hears_the_number(
    known: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    say(known, "Xandor Quistelaar was er weer")
    hinted(known)
    assert STANDS not in dm_texts(known, "regisseur")
    jump(bot, clock, START + timedelta(minutes=11))
    known.wait_for(lambda: STANDS in dm_texts(known, "regisseur"))
    drawn = json.dumps(known.as_user("regisseur").dm()[-1], ensure_ascii=False)
    assert "S-1" in drawn
    assert "Xandor" not in drawn


def test_haal_weg_says_how_and_later_that_it_is_gone(known: PracticeSlack, bot: Process) -> None:
    ts = say(known, "Xandor Quistelaar was er weer")
    hinted(known)
    person = fresh(known, "jongerenwerker")
    person.press("guard.removed", "G-1")
    view = person.wait_view("guard.how")
    assert "Bericht verwijderen" in json.dumps(view)
    person.delete(TEAM, ts)
    hinted(known, times=0)
    with pytest.raises(CannotDo):
        person.press("guard.removed", "G-1", timeout=0.1)


def clues(bot: Process) -> int:
    """How many hashes there are to recognise somebody by."""
    with bot.office.store.reading() as session:
        return len(session.exec(select(ClueEntry)).all())


def test_an_erased_signal_is_recognised_by_nothing(known: PracticeSlack, bot: Process) -> None:
    edith = fresh(known, "zorgcoordinator")
    edith.press("signal.undo", "S-1")
    known.wait_for(lambda: not clues(bot))
    say(known, "xandor was er weer bij vanmiddag")
    quiet(known, bot)


def test_of_another_partnerships_signal_the_coordinator_learns_no_number(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    report_at(slack, "zorgcoordinator", MDO, **WHO)
    say(slack, "Xandor Quistelaar was er weer")
    hinted(slack)
    jump(bot, clock, START + timedelta(minutes=11))
    slack.wait_for(lambda: STANDS in dm_texts(slack, "regisseur"))
    drawn = json.dumps([one for one in slack.as_user("regisseur").dm() if one["text"] == STANDS])
    assert "S-1" not in drawn
    assert "S-1" not in json.dumps(slack.as_user("jongerenwerker").dm())


def test_a_name_at_the_end_of_the_longest_message_is_found(known: PracticeSlack, bot: Process) -> None:
    letters = "bcdfghjklm"
    filling = " ".join("".join(letters[int(digit)] for digit in f"{at:010}") for at in range(3000))
    say(known, f"{filling} en xandor")
    hinted(known)
