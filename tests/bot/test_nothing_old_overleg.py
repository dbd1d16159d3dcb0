"""After every change of an overleg no place says the old thing: reminders, deputies, Home, its sheet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests import meeting
from tests.bot.places import missing, places
from tests.bot.steps import fresh
from tests.meeting import FIRST, JumpingClock, at, jump, plan, reminders, settle
from tests.running import TEAM

clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg

FARIDA, STEF, TARIK, EDITH = "regisseur", "jeugdagent", "jongerenwerker", "zorgcoordinator"
PEOPLE = (FARIDA, STEF, TARIK, EDITH)
DAY = "1 december 2026"


def scene(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The day before: call and reminder stand, and Tarik sends Edith in his place."""
    farida = plan(slack, reminders=["agenda", "day", "hour"], frequency="weekly")
    jump(bot, clock, at(30, 9, 30, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    tarik = fresh(slack, TARIK)
    tarik.press("overleg.absent", FIRST, channel=TEAM)
    tarik.wait_view("overleg.deputy")
    assert tarik.submit(user="U0ZORGCO").errors == {}
    settle(bot)


def sheet(slack: PracticeSlack) -> Person:
    """The organiser looks at that time."""
    farida = fresh(slack, FARIDA)
    farida.slash("/overleg", f"toon {FIRST}", channel=TEAM)
    farida.wait_view("overleg.show")
    return farida


def moved(slack: PracticeSlack) -> None:
    """To another day."""
    farida = sheet(slack)
    farida.press("overleg.move", FIRST)
    farida.wait_view("overleg.move")
    assert farida.submit(date="2026-12-03", time="14:00").errors == {}


def other_chair(slack: PracticeSlack) -> None:
    """Tarik chairs this time."""
    farida = sheet(slack)
    farida.press("overleg.chair", FIRST)
    farida.wait_view("overleg.chair")
    assert farida.submit(chair="U0JONGER").errors == {}


def skipped(slack: PracticeSlack) -> None:
    """This time falls out."""
    sheet(slack).press("overleg.skip", FIRST)


def cancelled(slack: PracticeSlack) -> None:
    """The whole series ends."""
    farida = fresh(slack, FARIDA)
    farida.slash("/overleg", "toon O-1", channel=TEAM)
    farida.wait_view("overleg.show")
    farida.press("overleg.cancel", "O-1")


@dataclass(frozen=True)
class Act:
    """What is done, what may then be offered or said nowhere, and what must stand in which places."""

    do: Callable[[PracticeSlack], None]
    gone: tuple[str, ...]
    new: tuple[tuple[str, str], ...]


COMES = (f"[overleg.present {FIRST}]", f"[overleg.absent {FIRST}]", f"[overleg.item {FIRST}]")
ACTS = {
    "moved": Act(
        moved,
        (f"di {DAY}, 10:00", f"{DAY} om 10:00"),
        (
            ("kanaal", "is verzet naar"),
            (f"bericht {EDITH}", "3 december 2026"),
            (f"scherm {FARIDA} overleg.show", "3 december 2026"),
            (f"start {FARIDA}", "3 december 2026"),
        ),
    ),
    "another chair": Act(
        other_chair,
        (),
        (("kanaal", "<@U0JONGER>"), (f"scherm {FARIDA} overleg.show", "<@U0JONGER> zit deze keer voor")),
    ),
    "skipped": Act(
        skipped,
        COMES,
        (("kanaal", "valt uit"), (f"scherm {FARIDA} overleg.show", "[overleg.move")),
    ),
    "cancelled": Act(
        cancelled,
        (*COMES, "[overleg.move", "[overleg.cancel O-1]"),
        (("kanaal", "is geannuleerd"), (f"scherm {FARIDA} overleg.show", "is geannuleerd")),
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_no_place_says_the_old_thing(
    name: str, slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Whoever looks, wherever."""
    scene(slack, bot, clock)
    act = ACTS[name]
    act.do(slack)
    with suppress(AssertionError):  # what is missing yet is named below
        slack.wait_for(lambda: missing(act.new, places(slack, *PEOPLE)) == [])
    settle(bot)
    slack.idle()
    after = places(slack, *PEOPLE)
    assert [(where, one) for one in act.gone for where, text in after.items() if one in text] == []
    assert missing(act.new, after) == []
