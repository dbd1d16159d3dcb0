"""Partnerships in Slack: who takes the bot along, what ends is said, and forms that stood open too long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.process import Process
from casework.errors import NotForYou
from casework.partnerships import ending, keeping
from sandbox import PracticeSlack
from tests.meeting import settle
from tests.running import running_bot

LOOSE = "C0ALGEMEEN"


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot that is not in the general channel yet."""
    slack.space.channels[LOOSE].members.discard(slack.space.app.user)
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        yield process


def texts(part: object) -> str:
    """All that is said in some blocks or messages."""
    match part:
        case dict():
            return " ".join(texts(one) for one in part.values())
        case list() | tuple():
            return " ".join(texts(one) for one in part)
        case str():
            return part
    return ""


def buttons_of(messages: list[Any], name: str) -> list[str]:
    """The values of the buttons with this name."""
    found = [block for one in messages for block in one.get("blocks", []) if block["type"] == "actions"]
    return [one["value"] for block in found for one in block["elements"] if one.get("action_id") == name]


def test_who_takes_schakel_along_hears_it_once_and_can_go_on(slack: PracticeSlack, bot: Process) -> None:
    """A beheerder makes a partnership of the channel, which is chosen already; nobody else hears anything."""
    kim = slack.as_user("beheerder")
    kim.invite(LOOSE, slack.space.app.user)
    slack.wait_for(lambda: buttons_of(kim.dm(), "partnership.new"))
    [channel] = buttons_of(kim.dm(), "partnership.new")
    assert channel == LOOSE and "Schakel is nu in" in texts(kim.dm())
    assert slack.as_user("mentor").dm() == []
    kim.remove(LOOSE, slack.space.app.user)
    kim.invite(LOOSE, slack.space.app.user)
    slack.idle()
    settle(bot)
    assert len(buttons_of(kim.dm(), "partnership.new")) == 1
    kim.press("partnership.new", LOOSE)
    kim.wait_view("partnership.new")
    done = kim.submit(name="Buurtnetwerk", kind="wijkoverleg", coordinator="U0JONGER")
    assert done.errors == {} and kim.view is not None and kim.view["callback_id"] == "partnership.kept"
    tarik = slack.as_user("jongerenwerker")
    slack.wait_for(lambda: "U coördineert Buurtnetwerk" in texts(tarik.dm()))


def test_a_coordinator_lets_the_own_partnership_meet_there(slack: PracticeSlack, bot: Process) -> None:
    """The form has that channel chosen; kind and coordinator are not asked of them."""
    farida = slack.as_user("regisseur")
    farida.invite(LOOSE, slack.space.app.user)
    slack.wait_for(lambda: buttons_of(farida.dm(), "partnership.change"))
    [value] = buttons_of(farida.dm(), "partnership.change")
    farida.press("partnership.change", value)
    form = farida.wait_view("partnership.change")
    asked = [one["block_id"] for one in form["blocks"] if one["type"] == "input"]
    assert asked == ["name", "channel", "purpose", "chosen"]
    assert farida.submit().errors == {}
    farida.slash("/signal", "nieuw", channel=LOOSE)
    assert farida.wait_view("signal.new")


def test_whoever_may_not_bind_it_hears_whom_to_ask(slack: PracticeSlack, bot: Process) -> None:
    """Also somebody who is not in the list, in English when that is what they read."""
    grace = slack.as_user("nieuwkomer")
    grace.invite(LOOSE, slack.space.app.user)
    slack.wait_for(lambda: "Schakel is now in" in texts(grace.dm()))
    assert "<@U0BEHEER>" in texts(grace.dm())
    assert buttons_of(grace.dm(), "partnership.new") == []


def test_what_ends_is_said_and_comes_back(slack: PracticeSlack, bot: Process) -> None:
    """Its people hear it; ended it is there for nobody, and begun again its people are back."""
    kim, edith = slack.as_user("beheerder"), slack.as_user("zorgcoordinator")
    kim.open_home()
    kim.press("partnership.list", "list")
    assert "Jeugdnetwerk Zonnebeek" in texts(kim.wait_view("partnership.list")["blocks"])
    kim.press("partnership.end", "SW-1")
    said = texts(kim.wait_view("partnership.end")["blocks"])
    assert "Er staan geen open signalen" in said and "partners krijgen bericht" in said
    done = kim.submit(confirmed=["yes"])
    assert done.errors == {} and "is gestopt" in texts(kim.wait_view("partnership.kept")["blocks"])
    slack.wait_for(lambda: "is gestopt" in texts(edith.dm()))
    with pytest.raises(NotForYou):
        ending.what_ends(bot.office, bot.office.identify("U0BEHEER"), 1)
    while kim.stack:
        kim.close()
    kim.press("partnership.list", "list")
    kim.wait_view("partnership.list")
    kim.press("partnership.reopen", "SW-1")
    assert "weer begonnen" in texts(kim.wait_view("partnership.kept")["blocks"])
    assert 1 in bot.office.identify("U0ZORGCO").partnerships


def test_nobody_else_reaches_the_forms(slack: PracticeSlack, bot: Process) -> None:
    """A coordinator sees what is theirs, and neither ends nor makes one."""
    farida = slack.as_user("regisseur")
    farida.open_home()
    farida.press("partnership.list", "list")
    shown = texts(farida.wait_view("partnership.list")["blocks"])
    assert "Jeugdnetwerk Zonnebeek" in shown and "MDO De Wende" not in shown
    assert "partnership.end" not in shown and "partnership.new" not in shown
    for number in (2, 3):
        with pytest.raises(NotForYou):
            keeping.changeable(bot.office, bot.office.identify("U0REGIE"), number)
