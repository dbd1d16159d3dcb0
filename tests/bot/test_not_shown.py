"""Whoever waits for a view that Slack does not show hears what to do, wherever they pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.process import Process
from sandbox import PracticeSlack, responses
from tests.bot.steps import dm_texts, fresh, shown
from tests.running import TEAM, report

SAID = "Slack kon het scherm niet openen"
CODES = ("expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "internal_error", "ratelimited")


def heard(slack: PracticeSlack, who: str) -> list[str]:
    """What somebody alone was told, beside a message or in their direct messages."""
    person = slack.as_user(who)
    return [one for one in (*map(shown, person.ephemerals()), *dm_texts(slack, who)) if SAID in one]


def command(slack: PracticeSlack, ref: str) -> None:
    """A command."""
    fresh(slack, "zorgcoordinator").slash("/signal", channel=TEAM)


def button(slack: PracticeSlack, ref: str) -> None:
    """A button in a message."""
    fresh(slack, "zorgcoordinator").press("consent.record", ref, channel=TEAM)


def shortcut(slack: PracticeSlack, ref: str) -> None:
    """A shortcut."""
    fresh(slack, "zorgcoordinator").shortcut("signal.new")


@pytest.mark.parametrize("way", [command, button, shortcut])
@pytest.mark.parametrize("code", CODES)
def test_who_waits_for_a_form_hears_to_try_again(
    slack: PracticeSlack, bot: Process, way: Callable[[PracticeSlack, str], None], code: str
) -> None:
    """Too late, used before, or Slack itself: one message, and the next press opens it."""
    ref = report(slack)
    slack.faults.add("views.open", error=code)
    way(slack, ref)
    slack.wait_for(lambda: len(heard(slack, "zorgcoordinator")) == 1)
    way(slack, ref)
    slack.as_user("zorgcoordinator").wait_view()
    assert len(heard(slack, "zorgcoordinator")) == 1


@pytest.mark.parametrize(
    ("method", "code"),
    [("views.push", "expired_trigger_id"), ("views.update", "hash_conflict")],
)
def test_in_a_form_it_comes_as_a_direct_message(
    slack: PracticeSlack, bot: Process, method: str, code: str
) -> None:
    """A form has no message beside it; what was open stays as it was."""
    ref = report(slack)
    person = fresh(slack, "zorgcoordinator")
    person.slash("/signal", f"toon {ref}", channel=TEAM)
    person.wait_view("signal.show")
    slack.faults.add(method, error=code)
    person.press("consent.record" if method == "views.push" else "subject.capacity", ref)
    slack.wait_for(lambda: any(SAID in one for one in dm_texts(slack, "zorgcoordinator")))
    assert person.wait_view("signal.show")


@pytest.mark.parametrize(
    ("method", "code"),
    [("views.update", "view_not_found"), ("views.update", "not_found"), ("views.push", "view_not_found")],
)
def test_who_closed_the_form_meanwhile_hears_to_open_it_again(
    slack: PracticeSlack, bot: Process, method: str, code: str
) -> None:
    """Nothing came too late there: what it stood on is gone."""
    ref = report(slack)
    person = fresh(slack, "zorgcoordinator")
    person.slash("/signal", f"toon {ref}", channel=TEAM)
    person.wait_view("signal.show")
    slack.faults.add(method, error=code)
    person.press("consent.record" if method == "views.push" else "subject.capacity", ref)
    slack.wait_for(lambda: any("is niet meer open" in one for one in dm_texts(slack, "zorgcoordinator")))
    assert not heard(slack, "zorgcoordinator")


def test_when_the_message_beside_it_is_refused_it_comes_as_a_direct_message(
    slack: PracticeSlack, bot: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address to answer at lasts half an hour, and five answers."""
    monkeypatch.setattr(responses, "USES", 0)
    with slack.expect("used_url"):
        person = fresh(slack, "zorgcoordinator")
        person.slash("/signal", "hulp", channel=TEAM)
        slack.wait_for(lambda: any("/signal" in shown(one) for one in person.dm()))
