"""A record that fell short is completed, not typed again."""

from __future__ import annotations

from typing import Any

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import consent, fresh, note
from tests.running import TEAM, report


def initial(view: dict[str, Any], name: str) -> object:
    """What is filled in at a field when the form opens: values, a value, or None."""
    element = next(one["element"] for one in view["blocks"] if one.get("block_id") == name)
    chosen = element.get("initial_options") or element.get("initial_option")
    return [one["value"] for one in chosen] if isinstance(chosen, list) else chosen and chosen["value"]


def asked_again(slack: PracticeSlack, who: str) -> dict[str, Any]:
    """The consent form as it opens for this person."""
    person = fresh(slack, who)
    person.press("consent.record", "S-1", channel=TEAM)
    return person.wait_view("consent.record")


def test_only_what_is_missing_is_asked(slack: PracticeSlack, bot: Process) -> None:
    """With two holders and one yes, what the other parent thinks is all that is left to fill in."""
    report(slack)
    consent(slack, "S-1", "Tarik", holders=["ouder_1", "ouder_2"])
    form = asked_again(slack, "zorgcoordinator")
    assert initial(form, "given_by") == ["ouder_1"]
    assert initial(form, "youth_voice") == "instemmend"
    assert initial(form, "other_holder") == "niet_vastgelegd"
    assert initial(form, "statements") == ["conversation", "consequences_explained"]
    assert "corrects" not in note(form)
    done = slack.as_user("zorgcoordinator").submit(other_holder="instemt")
    assert done.view is not None
    assert "U mag nu delen" in str(done.view["blocks"])


def test_nobody_else_finds_it_filled_in(slack: PracticeSlack, bot: Process) -> None:
    """What one person recorded does not stand in the form of another."""
    report(slack)
    consent(slack, "S-1", "Tarik", holders=["ouder_1", "ouder_2"])
    form = asked_again(slack, "jongerenwerker")
    assert not initial(form, "given_by")
    assert not initial(form, "statements")
    assert initial(form, "youth_voice") is None


def test_a_record_that_opens_something_is_not_repeated(slack: PracticeSlack, bot: Process) -> None:
    """After a valid yes the next form is a new one."""
    report(slack)
    consent(slack, "S-1", "Tarik")
    assert initial(asked_again(slack, "zorgcoordinator"), "youth_voice") is None
