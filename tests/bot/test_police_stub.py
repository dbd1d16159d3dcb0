"""Police and justice report a stub: why, and what is possible, until a ground for their data is open."""

from __future__ import annotations

import pytest

from bot.process import Process
from casework.errors import Invalid, Refused
from casework.signals import registering, supplementing
from casework.signals.drafting import SignalForm
from casework.texts import mark_of
from sandbox import PracticeSlack
from tests.bot.steps import fields, fresh, shown
from tests.bot.test_grounds_opened import agree, ask
from tests.running import FORM, TEAM, report

SEALED = {"subject_name", "subject_birthdate", "details", "categories"}


def form_of(slack: PracticeSlack, who: str) -> dict[str, object]:
    """The form behind `/signal` as somebody gets it."""
    person = fresh(slack, who)
    person.slash("/signal", channel=TEAM)
    return person.wait_view("signal.new")


def test_the_form_of_the_police_asks_a_stub_and_says_why(slack: PracticeSlack, bot: Process) -> None:
    """No sealed field at all, the two grounds and who opens them; a school still has every field."""
    form = form_of(slack, "jeugdagent")
    assert not SEALED & set(fields(form))
    blocks = form["blocks"]
    assert isinstance(blocks, list)
    said = [at for at, one in enumerate(blocks) if "Vanuit uw rol" in shown(one)]
    assert said == [0], "nobody fills in a form before reading what it is for"
    assert all(word in shown(form) for word in ("E10", "E09", "privacyfunctionaris", "Wpg"))
    assert set(fields(form_of(slack, "zorgcoordinator"))) >= SEALED


def test_a_stub_is_stored_and_nothing_else_can_be_added(slack: PracticeSlack, bot: Process) -> None:
    """Also what a form from before, or no form of ours, would send is refused at its fields."""
    stub = dict.fromkeys(("subject_name", "subject_birthdate", "details"), "")
    sent = {name: value for name, value in FORM.items() if name not in SEALED}
    agent = fresh(slack, "jeugdagent")
    agent.slash("/signal", channel=TEAM)
    agent.wait_view("signal.new")
    assert agent.submit(**sent).errors == {}
    stef, office = bot.office.identify("U0AGENT"), bot.office
    for wrong in ("subject_name", "subject_birthdate", "details"):
        typed = SignalForm(**{**sent, **stub, wrong: str(FORM[wrong])})
        with pytest.raises(Invalid) as flawed:
            registering.register(office, stef, typed, "", (mark_of(typed.summary),))
        assert {name: one.code for name, one in flawed.value.flaws.items()} == {wrong: "stub_only"}
    with pytest.raises(Refused) as refused:
        supplementing.may_add(office, stef, 1)
    assert (refused.value.code, refused.value.hint) == ("STUB_ONLY", "OPEN_POLICE_GROUND")


def test_once_a_ground_is_open_details_are_asked(slack: PracticeSlack, bot: Process) -> None:
    """The privacy officer opened E10 with a second person: every field is there, and it is stored."""
    ask(slack, "E10")
    agree(slack)
    assert set(fields(form_of(slack, "jeugdagent"))) >= SEALED
    fresh(slack, "jeugdagent")
    assert report(slack, "jeugdagent") == "S-1"
