"""A signal that begins with a message somebody wrote."""

from __future__ import annotations

from typing import Any

from bot.process import Process
from casework.signals.drafting import DETAILS_LIMIT
from sandbox import PracticeSlack
from tests.bot.steps import fresh, in_channel, shown
from tests.running import FORM, TEAM, report

CHOOSE = "signal.from_message"


def initial(view: dict[str, Any], name: str) -> dict[str, Any]:
    """An input's element."""
    found: dict[str, Any] = next(one for one in view["blocks"] if one["block_id"] == name)["element"]
    return found


def test_a_message_becomes_a_sealed_detail(slack: PracticeSlack, bot: Process) -> None:
    """The form holds its words and the channel's partnership; the words come back in no message."""
    said = slack.as_user("mentor").post(TEAM, "Jesse & <broer> stonden bij de flat")
    edith = fresh(slack, "zorgcoordinator")
    edith.message_shortcut(CHOOSE, TEAM, said["ts"])
    form = edith.wait_view("signal.new")
    assert initial(form, "details")["initial_value"] == "Jesse & <broer> stonden bij de flat"
    assert initial(form, "partnership")["initial_option"]["value"] == "1"
    assert "vraag de schrijver het te verwijderen" in shown(form["blocks"][0])
    filled = {name: FORM[name] for name in ("level", "place", "summary", "subject_name", "categories")}
    answer = edith.submit(**filled).view
    assert answer is not None
    assert answer["callback_id"] == "signal.partners"
    edith.submit()
    slack.wait_for(lambda: any("S-1" in one["text"] for one in edith.messages(TEAM)))
    slack.idle()
    assert "stonden bij de flat" not in shown([one for one in in_channel(slack) if one["ts"] != said["ts"]])


def test_a_long_message_is_cut_and_that_is_said(slack: PracticeSlack, bot: Process) -> None:
    """What does not fit stays out of the form, and the person knows."""
    said = slack.as_user("mentor").post(TEAM, "woord " * 700)
    edith = fresh(slack, "zorgcoordinator")
    edith.message_shortcut(CHOOSE, TEAM, said["ts"])
    form = edith.wait_view("signal.new")
    assert len(initial(form, "details")["initial_value"]) == DETAILS_LIMIT
    assert "Alleen het begin paste erin" in shown(form["blocks"][0])


def test_nothing_is_taken_from_what_schakel_said(slack: PracticeSlack, bot: Process) -> None:
    """The card of a signal gives an empty form with a word about it."""
    report(slack)
    card = next(one for one in in_channel(slack) if "S-1" in one["text"])
    tarik = fresh(slack, "jongerenwerker")
    tarik.message_shortcut(CHOOSE, TEAM, card["ts"])
    form = tarik.wait_view("signal.new")
    assert "initial_value" not in initial(form, "details")
    assert "niets over te nemen" in shown(form["blocks"][0])


def test_somebody_outside_the_directory_is_refused(slack: PracticeSlack, bot: Process) -> None:
    """As with the command."""
    said = slack.as_user("mentor").post("C0ALGEMEEN", "Zomaar iets")
    stranger = fresh(slack, "buitenstaander")
    stranger.message_shortcut(CHOOSE, "C0ALGEMEEN", said["ts"])
    assert stranger.wait_view("refusal")
