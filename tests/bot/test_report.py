"""A coordinator asks for the report, and takes it along: all of its files come in one message, or none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from sandbox.state import Message
from tests import meeting
from tests.meeting import JumpingClock, jump
from tests.running import TEAM

clock, bot = meeting.clock, meeting.bot
REPORT = "rapport 2026-11"
DRAWING = 40.0  # seconds, with others on the machine
NAMES = [
    "rapport-1-2026-11.csv",
    *(f"rapport-1-2026-11-{name}.png" for name in ("signalen", "opvolging", "delen")),
]


def planned(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> Person:
    """November is over, with an overleg in it; Farida coordinates."""
    farida = slack.as_user("U0REGIE")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    farida.submit(**{**meeting.FORM, "first_date": "2026-11-26"})
    jump(bot, clock, datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
    return farida


def with_files(farida: Person) -> list[Message]:
    """The direct messages that hold files."""
    return [one for one in farida.dm() if one.get("files")]


@pytest.mark.slow(seconds=10)
def test_the_files_come_together_in_the_coordinators_own_messages(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Named by references; each picture says what is on it, and the figures stand in the sheet too."""
    farida = planned(slack, bot, clock)
    farida.slash("/signal", REPORT, channel=TEAM)
    shown = json.dumps(farida.wait_view("report.shown"), ensure_ascii=False)
    assert "Het aantal gehouden overleggen steeg van 0 naar 1." in shown
    farida.press("report.files", "1 2026-11")
    slack.wait_for(lambda: bool(with_files(farida)), timeout=DRAWING)
    (message,) = with_files(farida)
    assert [one["name"] for one in message["files"]] == NAMES
    assert all(one["alt_txt"].startswith("Staafdiagrammen.") for one in message["files"][1:])
    figures = slack.space.contents[message["files"][0]["id"]].decode()
    assert "november 2026;Samen werken;totaal;Overleggen gehouden;1;" in figures


@pytest.mark.slow(seconds=10)
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_an_export_that_fails_half_way_leaves_no_file(
    slack: PracticeSlack, bot: Process, clock: JumpingClock, method: str
) -> None:
    """Whatever Slack does not take, the coordinator hears that there is none."""
    farida = planned(slack, bot, clock)
    farida.slash("/signal", REPORT, channel=TEAM)
    farida.wait_view("report.shown")
    slack.faults.add(method, error="internal_error")
    farida.press("report.files", "1 2026-11")
    slack.wait_for(lambda: "konden niet in Slack worden gezet" in json.dumps(farida.dm()), timeout=DRAWING)
    assert with_files(farida) == []


def test_a_period_without_anything_says_so(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """And has nothing to take along."""
    farida = slack.as_user("U0REGIE")
    farida.slash("/signal", "report 2026-Q3", channel=TEAM)
    shown = json.dumps(farida.wait_view("report.shown"), ensure_ascii=False)
    assert "er is niets vastgelegd" in shown
    assert "report.files" not in shown


def test_a_period_that_runs_is_refused_and_no_period_is_asked_for(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """The form offers those that are over."""
    farida = slack.as_user("U0REGIE")
    farida.slash("/signal", "rapport 2026-11", channel=TEAM)
    assert json.loads(farida.wait_view("refusal")["private_metadata"])["code"] == "PERIOD_NOT_OVER"
    farida.close()
    farida.slash("/signal", "rapport", channel=TEAM)
    farida.wait_view("report")
    farida.submit(period="2026-10")
    farida.wait_view("report.shown")
