"""Messages of the bot on end are told apart: a line stands above each, one, and nowhere twice."""

from __future__ import annotations

from typing import Any

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import consent, fresh, share
from tests.running import partner_option, report


def standing(slack: PracticeSlack) -> list[dict[str, Any]]:
    """Every message of the bot, in channels, threads and direct messages."""
    said = (one for room in slack.space.channels.values() for one in room.messages.values())
    return [one for one in said if one.get("user") == slack.space.app.user]


def test_a_line_begins_every_message_that_stays(slack: PracticeSlack, bot: Process) -> None:
    """Card, prompt, questions, word to the reporter, what was shared; also what took the place of another."""
    ref = report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.partners", ref, channel=slack.space.im_of(edith.id).id)
    edith.submit(partners=[partner_option(edith.wait_view("signal.partners"), "Stef")])
    consent(slack, ref, "Stef")
    share(slack, ref, "Stef")
    slack.idle()
    edith.press("signal.close", ref, channel=slack.space.im_of(edith.id).id)
    edith.wait_view("signal.close")
    assert edith.submit(outcome="er is nu elke week contact").errors == {}
    slack.idle()
    kinds = [[block["type"] for block in one["blocks"]] for one in standing(slack)]
    assert len(kinds) > 5
    assert [one for one in kinds if one[0] != "divider" or one[1] == "divider"] == []
