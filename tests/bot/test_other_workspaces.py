"""People of another workspace are strangers like any: a refusal, no failure, nothing in the log."""

from __future__ import annotations

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import consent, fresh, in_channel, note, share, shown
from tests.running import TEAM, report

OURS = "jongerenwerker"


def moves_away(slack: PracticeSlack) -> None:
    """The account turns out to be of another workspace, whatever the directory says of it."""
    slack.as_user(OURS).human.team = "T0ELDERS"


@pytest.mark.parametrize("act", ["consent.record", "disclosure.open", "signal.pickup", "signal.show"])
def test_a_button(slack: PracticeSlack, bot: Process, caplog: pytest.LogCaptureFixture, act: str) -> None:
    """Also one that would have opened details an hour ago."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    share(slack, ref, "Tarik")
    slack.wait_for(lambda: '"D-1"' in shown(in_channel(slack)))
    moves_away(slack)
    person = fresh(slack, OURS)
    person.press(act, "D-1" if act == "disclosure.open" else ref, channel=TEAM)
    told = note(person.wait_view("refusal"))
    assert (told["code"], told["error"]) == ("NOT_FOR_YOU", None)
    assert "Traceback" not in caplog.text


def test_a_form(slack: PracticeSlack, bot: Process, caplog: pytest.LogCaptureFixture) -> None:
    """Opened in time, submitted too late: nothing is stored and nothing fails."""
    person = fresh(slack, OURS)
    person.slash("/signal", channel=TEAM)
    person.wait_view("signal.new")
    moves_away(slack)
    done = person.submit(level="N1", place="school", summary="Komt vaak te laat")
    assert done.view is not None
    assert note(done.view)["code"] == "NOT_FOR_YOU"
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("command", ["/signal", "/overleg", "/partners", "/doelen", "/delen"])
def test_a_command(
    slack: PracticeSlack, bot: Process, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    """Every command word, also the help that others may always read."""
    moves_away(slack)
    person = fresh(slack, OURS)
    person.slash(command, "hulp", channel=TEAM)
    told = note(person.wait_view("refusal"))
    assert (told["code"], told["error"]) == ("NOT_FOR_YOU", None)
    assert "Traceback" not in caplog.text
