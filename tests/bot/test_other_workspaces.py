"""People of another workspace are strangers like any: a refusal, no failure, nothing in the log."""

from __future__ import annotations

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import consent, fresh, in_channel, note, read, share, shown
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


def on_the_grid(slack: PracticeSlack, named: str, *workspaces: str) -> None:
    """The account is one of an organisation: Slack names this team of it, and these are its workspaces."""
    human = slack.as_user(OURS).human
    human.team, human.workspaces = named, workspaces


@pytest.mark.parametrize("named", ["T0ELDERS", "E0ZONNEBEEK", "T0ZONNEBEEK"])
def test_a_member_by_an_organisation_is_a_member(slack: PracticeSlack, bot: Process, named: str) -> None:
    """Whichever team of an Enterprise Grid Slack names: they open what is shared, and answer a form."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    on_the_grid(slack, named, "T0ELDERS", "T0ZONNEBEEK")
    share(slack, ref, "Tarik")
    assert read(slack, OURS, "D-1")["callback_id"] == "disclosure.view"
    person = fresh(slack, OURS)
    person.slash("/signal", channel=TEAM)
    person.wait_view("signal.new")
    done = person.submit(level="N1", place="school", summary="Komt vaak te laat")
    assert done.view is not None
    assert done.view["callback_id"] != "refusal"


@pytest.mark.parametrize("named", ["T0ELDERS", "E0ZONNEBEEK"])
def test_who_belongs_to_another_workspace_of_the_organisation_is_a_stranger(
    slack: PracticeSlack, bot: Process, named: str
) -> None:
    """The organisation alone gives nothing."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    share(slack, ref, "Tarik")
    slack.wait_for(lambda: '"D-1"' in shown(in_channel(slack)))
    on_the_grid(slack, named, "T0ELDERS")
    person = fresh(slack, OURS)
    person.press("disclosure.open", "D-1", channel=TEAM)
    assert note(person.wait_view("refusal"))["code"] == "NOT_FOR_YOU"
