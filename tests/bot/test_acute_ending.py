"""What a person is left with who shared because of acute danger: who has it, whom to phone, what follows."""

from __future__ import annotations

import json

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.steps import fields, fresh, in_channel, shown
from tests.meeting import plan, settle
from tests.running import TEAM, report

WHY = "Hij loopt nu met een mes naar het plein; u bent er het eerst."


def hurried(slack: PracticeSlack, ref: str = "new") -> Person:
    """The zorgcoördinator shares with the jeugdagent, with nothing that may wait; what they see is on top."""
    edith = fresh(slack, "zorgcoordinator")
    if ref == "new":
        edith.slash("/signal", channel=TEAM)
    else:
        edith.slash("/signal", f"toon {ref}", channel=TEAM)
    edith.wait_view("signal.new" if ref == "new" else "signal.show")
    edith.press("share.acute", ref)
    form = edith.wait_view("share.acute")
    (stef,) = [
        one["value"]
        for block in form["blocks"]
        if block.get("block_id") == "recipients"
        for one in block["element"]["options"]
        if "Stef" in json.dumps(one)
    ]
    assert edith.submit(recipients=[stef], reason=WHY, informed="not_safe").errors == {}
    edith.wait_view("share.acute.shared")
    return edith


def offered(person: Person) -> list[str]:
    """The buttons of the view on top."""
    assert person.view is not None
    rows = [one["elements"] for one in person.view["blocks"] if one["type"] == "actions"]
    return [one["action_id"] for row in rows for one in row]


def ticks(person: Person) -> list[str]:
    """What may be ticked in the view on top."""
    assert person.view is not None
    (field,) = [one for one in person.view["blocks"] if one.get("block_id") == "modifiers"]
    return [one["value"] for one in field["element"]["options"]]


def test_the_road_stands_right_under_the_tick_that_opened_it(slack: PracticeSlack, bot: Process) -> None:
    """None but what was ticked is asked there again; without the tick all are back, as they were."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    every = ticks(edith)
    edith.fill(modifiers=["M1", "M3"])
    edith.wait_view("share.acute")
    assert ticks(edith) == ["M1", "M3"]
    edith.fill(modifiers=["M3"])
    edith.wait_view("signal.new")
    assert ticks(edith) == every
    (field,) = [one for one in edith.view["blocks"] if one.get("block_id") == "modifiers"]  # type: ignore[index]
    assert [one["value"] for one in field["element"]["initial_options"]] == ["M3"]


def test_who_gets_it_is_not_told_in_the_same_breath_that_they_have_no_right_to_it(
    slack: PracticeSlack, bot: Process
) -> None:
    """The stub and the word about danger stand below each other: both hold, whichever came first."""
    hurried(slack)
    stef = slack.as_user("jeugdagent")
    slack.wait_for(lambda: "deelt nu met u" in shown(stef.dm()))
    slack.wait_for(lambda: "Waarom u:" in shown(stef.dm()))
    assert "geen recht op details" not in shown(stef.dm())
    assert "alleen als ze met u zijn gedeeld" in shown(stef.dm())


def test_it_says_who_has_it_whom_to_phone_where_it_goes_on_and_what_follows(
    slack: PracticeSlack, bot: Process
) -> None:
    """Each thing left for later with its button; what the channel reads holds nothing of the reason."""
    edith = hurried(slack)
    said = shown(edith.view)
    assert said.index("is gedeeld met <@U0AGENT>") < said.index("Bel 112") < said.index("Binnen 24 uur")
    assert f"<#{TEAM}>" in said
    assert "beoordeelt dit binnen 24 uur" in said
    assert offered(edith) == ["exception.complete", "signal.correct", "subject.add", "signal.show"]
    settle(bot)
    assert "De melder vult dit nog aan" in shown(in_channel(slack))
    edith.press("signal.correct", "S-1")
    assert fields(edith.wait_view("signal.correct")) == ["place", "summary", "area"]
    assert edith.submit(place="straat_wijk", summary="Dreigt op het plein", area="").errors == {}
    slack.wait_for(lambda: "Dreigt op het plein" in shown(in_channel(slack)))
    slack.wait_for(lambda: "Straat of wijk" in shown(in_channel(slack)))
    assert "Plek nog niet bekend" not in shown(in_channel(slack))
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.correct", "S-1", channel=slack.space.im_of(edith.id).id)
    assert fields(edith.wait_view("signal.correct")) == ["summary", "area"]


@pytest.mark.parametrize("name", ["", "Jesse Verzonnen"])
def test_what_stands_already_is_not_asked_again(name: str, slack: PracticeSlack, bot: Process) -> None:
    """Of a signal with its words and who it is about only the reasons are left."""
    known = {} if name else {"subject_birthdate": ""}
    edith = hurried(slack, report(slack, subject_name=name, **known))
    left = [] if name else ["subject.add"]
    assert offered(edith) == ["exception.complete", *left, "signal.show"]


def test_the_reasons_are_asked_also_when_it_is_over_by_then(slack: PracticeSlack, bot: Process) -> None:
    """Closed within the day: what was asked can still be answered, for whoever judges it."""
    hurried(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", "sluit S-1", channel=TEAM)
    edith.wait_view("signal.close")
    assert edith.submit(outcome="de jongere is thuis en veilig").errors == {}
    settle(bot)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("exception.complete", "X-1", channel=slack.space.im_of(edith.id).id)
    form = edith.wait_view("exception.complete")
    assert edith.submit(**dict.fromkeys(fields(form), WHY)).errors == {}
    slack.wait_for(lambda: "Uw redenen staan er" in shown(edith.dm()))


def test_the_agenda_says_too_that_the_words_are_still_to_come(slack: PracticeSlack, bot: Process) -> None:
    """No empty line under a signal that was shared in a hurry."""
    plan(slack)
    hurried(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/overleg", "agenda O-1", channel=TEAM)
    assert "De melder vult dit nog aan" in shown(edith.wait_view("overleg.agenda"))
