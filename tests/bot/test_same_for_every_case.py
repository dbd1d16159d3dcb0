"""Who neither reported nor leads records what they heard: one form, one answer, whatever is in the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.model import View
from tests.bot.steps import consent, fields, fresh, note, shown
from tests.running import TEAM, partner_option, report

TWO = ["ouder_1", "ouder_2"]
WHO = "jongerenwerker"
FORMS = ("consent.record", "consent.refused", "consent.withdraw")


def payload(view: View, ref: str) -> str:
    """What Slack was sent of a view, without the names Slack gives itself, and for any number."""
    sent = {key: view[key] for key in ("title", "private_metadata", "callback_id")}
    blocks = [
        {key: value for key, value in one.items() if key != "block_id" or one["type"] == "input"}
        for one in view["blocks"]
    ]
    return shown(sent | {"blocks": blocks}).replace(ref, "S-0")


def objects(slack: PracticeSlack, ref: str, act: str, field: str, who: str) -> None:
    """The zorgcoördinator records somebody's no."""
    edith = fresh(slack, "zorgcoordinator")
    edith.press(act, ref, channel=TEAM)
    edith.wait_view(act)
    assert edith.submit(**{field: who}).errors == {}


def plain(slack: PracticeSlack) -> str:
    """Fifteen, one signal, nothing recorded."""
    return report(slack)


def no_birth_date(slack: PracticeSlack) -> str:
    """Nobody knows how old."""
    return report(slack, subject_birthdate="")


def eight(slack: PracticeSlack) -> str:
    """A child of eight."""
    return report(slack, subject_birthdate="14-05-2018")


def grown_up(slack: PracticeSlack) -> str:
    """Somebody of nineteen."""
    return report(slack, subject_birthdate="14-05-2007")


def sensitive(slack: PracticeSlack) -> str:
    """Details about health and crime."""
    return report(slack, categories=["gezondheid", "strafrecht"])


def two_parents_one_yes(slack: PracticeSlack) -> str:
    """One of two parents said yes."""
    ref = report(slack)
    consent(slack, ref, "Tarik", holders=TWO)
    return ref


def refused(slack: PracticeSlack) -> str:
    """The young person said no."""
    ref = report(slack)
    objects(slack, ref, "consent.refused", "refused_by", "jongere")
    return ref


def withdrawn(slack: PracticeSlack) -> str:
    """A parent took a yes back."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    objects(slack, ref, "consent.withdraw", "withdrawn_by", "ouder_1")
    return ref


CASES: list[Callable[[PracticeSlack], str]] = [
    plain,
    no_birth_date,
    eight,
    grown_up,
    sensitive,
    two_parents_one_yes,
    refused,
    withdrawn,
]


def yes(form: View) -> dict[str, Any]:
    """What a tagged partner types, the same each time."""
    return {
        "holders": ["ouder_1"],
        "given_by": ["ouder_1"],
        "given_on": "2020-01-06",
        "recipients": [partner_option(form, "Stef")],
        "categories": ["identiteit", "signaal"],
        "statements": ["conversation"],
    }


NO: dict[str, dict[str, Any]] = {
    "consent.refused": {"refused_by": "ouder_2", "refused_on": "2020-01-06"},
    "consent.withdraw": {"withdrawn_by": "ouder_1", "withdrawn_on": "2020-01-06"},
}


@pytest.mark.parametrize("act", FORMS)
def test_form_and_answer_are_the_same_in_every_case(slack: PracticeSlack, bot: Process, act: str) -> None:
    """Options, their order, what is chosen, refusals at a field, and what is said afterwards."""
    opened, answered = {}, {}
    for case in CASES:
        ref = case(slack)
        tarik = fresh(slack, WHO)
        tarik.press(act, ref, channel=TEAM)
        form = tarik.wait_view()
        assert form["callback_id"] == act
        opened[case.__name__] = payload(form, ref)
        done = tarik.submit(**(yes(form) if act == "consent.record" else NO[act]))
        assert done.errors == {}
        assert done.view is not None
        answered[case.__name__] = payload(done.view, ref)
    assert len(set(opened.values())) == 1, opened
    assert len(set(answered.values())) == 1, answered
    (said,) = set(answered.values())
    assert "Vastgelegd" in said
    assert [one for one in ("ouder", "jongere", "nee", "Vul aan", "grond") if one in said] == []


def test_the_form_asks_everything_and_takes_not_knowing(slack: PracticeSlack, bot: Process) -> None:
    """Every person, every question; what somebody does not know is not recorded."""
    ref = report(slack)
    tarik = fresh(slack, WHO)
    tarik.press("consent.record", ref, channel=TEAM)
    form = tarik.wait_view("consent.record")
    assert fields(form) == [
        "holders",
        "gezag_verified",
        "given_by",
        "youth_voice",
        "other_holder",
        "recipients",
        "categories",
        "statements",
        "given_on",
        "purpose",
        "form",
        "until",
    ]
    unknown = {"gezag_verified": "unknown", "other_holder": "niet_vastgelegd"}
    (voice,) = [one for one in form["blocks"] if one.get("block_id") == "youth_voice"]
    assert (voice["optional"], voice["element"]["options"][-1]["value"]) == (True, "unknown")
    initial = {
        one["block_id"]: one["element"]["initial_option"]["value"]
        for one in form["blocks"]
        if one.get("block_id") in unknown
    }
    assert initial == unknown
    assert tarik.submit(**{key: value for key, value in yes(form).items() if key != "holders"}).errors == {}
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.record", ref, channel=TEAM)
    assert "holders" in fields(edith.wait_view("consent.record"))


def test_what_is_missing_is_told_to_the_reporter(slack: PracticeSlack, bot: Process) -> None:
    """Who recorded it hears nothing of it; the reporter gets a message with what is left to do."""
    ref = report(slack)
    tarik = fresh(slack, WHO)
    tarik.press("consent.record", ref, channel=TEAM)
    tarik.submit(**yes(tarik.wait_view("consent.record")))

    def told() -> list[str]:
        return [
            shown(one) for one in slack.as_user("zorgcoordinator").dm() if "Toestemming bij" in one["text"]
        ]

    slack.wait_for(told)
    assert "Wie mag de details zien" in told()[0]
    assert ":lock:" in told()[0]


def test_somebody_elses_no_does_not_show_in_ones_own_records(slack: PracticeSlack, bot: Process) -> None:
    """The list and its buttons stay as they were; correcting goes on as before."""
    ref = report(slack)
    tarik = fresh(slack, WHO)
    tarik.press("consent.record", ref, channel=TEAM)
    tarik.submit(**yes(tarik.wait_view("consent.record")))

    def records() -> View:
        person = fresh(slack, WHO)
        person.slash("/signal", f"toon {ref}")
        person.wait_view("signal.show")
        person.press("consent.records", ref)
        return person.wait_view("consent.records")

    before = payload(records(), ref)
    objects(slack, ref, "consent.refused", "refused_by", "jongere")
    after = records()
    assert payload(after, ref) == before
    value = next(
        one["value"]
        for block in after["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
        if one["action_id"] == "consent.correct"
    )
    person = slack.as_user(WHO)
    person.press("consent.correct", value)
    assert note(person.wait_view("consent.record"))["ref"] == ref
    assert person.submit(form="schriftelijk").errors == {}
