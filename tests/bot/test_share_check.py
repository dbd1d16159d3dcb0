"""`/delen` through the practice Slack: asked, answered, refused, recorded if wanted, and nothing stored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.process import Process
from sandbox import PracticeSlack, events
from sandbox.people import Person
from storage.engine import session_for
from tests.running import TEAM, report

FIELDS = ["purpose", "recipients", "categories", "age", "consent", "danger"]
ANSWERS: dict[str, Any] = {
    "purpose": "hulp_organiseren",
    "recipients": ["jongerenwerker"],
    "categories": ["identiteit", "signaal"],
    "age": "age.12_15",
    "consent": "one_holder",
    "danger": "geen",
}


def ask(slack: PracticeSlack, who: str, **changes: object) -> tuple[Person, dict[str, Any]]:
    """Somebody types `/delen` and answers; the person and the view that follows."""
    person = slack.as_user(who)
    slack.space.stacks[person.id] = []
    person.slash("/delen", channel=TEAM)
    person.wait_view("share_check")
    done = person.submit(**{**ANSWERS, **changes})
    assert done.errors == {}
    assert done.response_action == "update"
    assert done.view is not None
    return person, done.view


def texts(view: dict[str, Any]) -> list[str]:
    """What stands in the blocks of a view, in order."""
    found = []
    for block in view["blocks"]:
        if block["type"] == "section":
            found.append(block["text"]["text"])
        if block["type"] == "context":
            found.append(block["elements"][0]["text"])
    return found


def pressable(view: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and value of every button in a view."""
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [(one["action_id"], one["value"]) for row in rows for one in row]


def count_of_everything(bot: Process) -> dict[str, int]:
    """How many rows each table holds."""
    with session_for(bot.engine, write=False) as session:
        connection = session.connection()
        names = connection.exec_driver_sql("select name from sqlite_master where type = 'table'").scalars()
        return {
            name: connection.exec_driver_sql(f'select count(*) from "{name}"').scalar() or 0
            for name in names.all()
        }


def test_six_choices_and_an_answer_with_its_rule(slack: PracticeSlack, bot: Process) -> None:
    """A partner without any signal asks: six fields, one sentence, its rule, and nothing is stored."""
    before = count_of_everything(bot)
    person = slack.as_user("zorgcoordinator")
    person.slash("/delen", channel=TEAM)
    form = person.wait_view("share_check")
    inputs = [block for block in form["blocks"] if block["type"] == "input"]
    assert [block["block_id"] for block in inputs] == FIELDS
    assert [block["element"]["action_id"] for block in inputs] == FIELDS
    assert [block["element"]["type"] for block in inputs] == [
        "static_select",
        "multi_static_select",
        "checkboxes",
        "static_select",
        "static_select",
        "static_select",
    ]
    _, view = ask(slack, "zorgcoordinator")
    assert view["callback_id"] == "share_check.advice"
    said = texts(view)
    assert said[0].startswith(":large_green_circle: *Ja, deze toestemming is genoeg, mits")
    assert said[1] == "Regel: art. 4 onder 11 en 7 AVG"
    assert "Anoniem overleggen kan altijd" in said[2]
    assert "gezagsregister" in said[3]
    note = json.loads(view["private_metadata"])
    assert (note["code"], note["decision"]) == ("OK_CONSENT", "ALLOW")
    slack.idle()
    assert count_of_everything(bot) == before


def test_anonymous_consultation_comes_before_every_other_road(slack: PracticeSlack, bot: Process) -> None:
    """A no says why, offers the anonymous way first, then whom to ask."""
    _, view = ask(slack, "mentor", consent="not_asked")
    said = texts(view)
    assert said[0] == (
        ":large_yellow_circle: *Nee, nog niet: er is geen toestemming van wie daarover beslist.*"
    )
    ways = [next(i for i, one in enumerate(said) if text in one) for text in ("Anoniem", "Met toestemming")]
    assert ways == sorted(ways)
    assert "vraag een ouder of voogd met gezag" in said[ways[1]]
    assert "hoor de jongere" in said[ways[1]]


def test_acute_danger_puts_112_on_top(slack: PracticeSlack, bot: Process) -> None:
    """112 first, then E01; the anonymous way is not in the way."""
    _, view = ask(slack, "jongerenwerker", recipients=["jeugdagent"], consent="not_asked", danger="acuut")
    said = texts(view)
    assert said[0].startswith(":rotating_light: *Bel 112.*")
    assert "E01" in said[1]
    assert "6 lid 1 onder d" in said[2]
    assert not any("Anoniem overleggen" in one for one in said)


def test_the_answer_depends_on_the_role_of_who_asks(slack: PracticeSlack, bot: Process) -> None:
    """The same answers by the jeugdagent: consent has no use, and E10 stands in its place."""
    answers = {"age": "age.16_17", "consent": "youth", "recipients": ["mentor"]}
    helper = json.loads(ask(slack, "jongerenwerker", **answers)[1]["private_metadata"])
    _, view = ask(slack, "jeugdagent", **answers)
    police = json.loads(view["private_metadata"])
    assert (helper["decision"], police["decision"]) == ("ALLOW", "NEEDS_EXCEPTION")
    assert any("E10" in one for one in texts(view))


@pytest.mark.parametrize("who", ["buitenstaander", "fg"])
def test_somebody_without_a_role_is_told_what_holds_for_everyone(
    slack: PracticeSlack, bot: Process, who: str
) -> None:
    """A stranger gets the code every unknown person gets, with 112, anonymity and whom to ask."""
    person = slack.as_user(who)
    person.slash("/delen")
    view = person.wait_view("refusal")
    assert json.loads(view["private_metadata"])["code"] == "NOT_FOR_YOU"
    said = " ".join(texts(view))
    assert "beheerder" in said
    assert "Anoniem overleggen kan altijd" in said
    assert "112" in said


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("recipients", [], "Vul dit veld in."),
        ("categories", [], "Vul dit veld in."),
        ("age", "veertien", "Kies uit de lijst."),
        ("consent", "oma", "Kies uit de lijst."),
        ("purpose", "nieuwsgierig", "Kies uit de lijst."),
        ("recipients", ["verwijsindex"], "Kies uit de lijst."),
    ],
)
def test_a_field_that_cannot_be_is_told_at_the_field(
    slack: PracticeSlack, bot: Process, field: str, value: object, message: str
) -> None:
    """Slack's client would not send this; a program might, and gets the sentence at the field."""
    person = slack.as_user("mentor")
    person.slash("/delen", channel=TEAM)
    person.wait_view("share_check")
    person.fill(**ANSWERS)
    view = person.view
    assert view is not None
    held = view["state"]["values"][field][field]
    if isinstance(value, list):
        held["selected_options"] = [{"value": one} for one in value]
    else:
        held["selected_option"] = {"value": value}
    payload = events.view_submission(slack.space, person.human, view, slack.space.new_trigger(person.id))
    answer = slack.deliver("interactive", payload, answers=True)
    assert answer is not None
    assert answer.payload == {"response_action": "errors", "errors": {field: message}}


def test_leg_vast_opens_a_signal_with_what_is_known(slack: PracticeSlack, bot: Process) -> None:
    """Without a signal of one's own the button leads to a new one: kinds of data and danger filled in."""
    person, view = ask(slack, "zorgcoordinator", consent="not_asked", danger="acuut")
    assert pressable(view) == [("share_check.record", "new")]
    person.press("share_check.record", "new")
    form = person.wait_view("signal.new")
    chosen = {
        block["block_id"]: [one["value"] for one in block["element"].get("initial_options") or []]
        for block in form["blocks"]
        if block["type"] == "input"
    }
    assert chosen["categories"] == ["signaal"]
    assert chosen["modifiers"] == ["M1"]


def test_with_an_own_signal_consent_is_recorded_there(slack: PracticeSlack, bot: Process) -> None:
    """The button leads to the consent form of that signal; who only is tagged gets a new signal."""
    this = report(slack)
    person, view = ask(slack, "zorgcoordinator")
    assert ("consent.record", this) in pressable(view)
    assert ("exception.record", this) not in pressable(view)
    person.press("consent.record", this)
    assert json.loads(person.wait_view("consent.record")["private_metadata"])["ref"] == this
    assert pressable(ask(slack, "jongerenwerker")[1]) == [("share_check.record", "new")]


def test_with_an_own_signal_an_exception_is_recorded_there(slack: PracticeSlack, bot: Process) -> None:
    """Where a ground would open it, the button leads to the grounds of that signal."""
    this = report(slack)
    person, view = ask(slack, "zorgcoordinator", recipients=["jeugdagent"], consent="youth_refused")
    assert ("exception.record", this) in pressable(view)
    person.press("exception.record", this)
    assert json.loads(person.wait_view("exception.ground")["private_metadata"])["ref"] == this


def test_a_refusal_is_recorded_as_a_refusal(slack: PracticeSlack, bot: Process) -> None:
    """After a no the offer is to record the no, not a yes."""
    this = report(slack)
    _, view = ask(slack, "zorgcoordinator", consent="holder_refused")
    names = [name for name, value in pressable(view) if value == this]
    assert "consent.refused" in names
    assert "consent.record" not in names


def test_an_unknown_word_gets_help_that_does_not_repeat_it(slack: PracticeSlack, bot: Process) -> None:
    """Somebody who types a name after the command is told not to; the name is not said back."""
    person = slack.as_user("mentor")
    person.slash("/delen", "Jesse Verzonnen naar de politie", channel=TEAM)
    slack.wait_for(lambda: person.ephemerals(TEAM))
    said = person.ephemerals(TEAM)[-1]["text"]
    assert "/delen hulp" in said
    assert "Jesse" not in said
    person.slash("/delen", "hlup", channel=TEAM)
    slack.wait_for(lambda: len(person.ephemerals(TEAM)) > 1)
    assert "Bedoelt u `/delen hulp`?" in person.ephemerals(TEAM)[-1]["text"]


def test_home_has_the_twin(slack: PracticeSlack, bot: Process) -> None:
    """The button on Home opens the same questions."""
    person = slack.as_user("mentor")
    person.open_home()
    slack.wait_for(lambda: person.home)
    person.press("share_check", "start")
    person.wait_view("share_check")
