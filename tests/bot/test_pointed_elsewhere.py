"""A message with details that somebody points elsewhere in the database is not sent there."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.test_closing import DETAILS, in_thread
from tests.meeting import settle
from tests.running import TEAM

AGAIN = """
    UPDATE post SET wanted_rev = wanted_rev + 1, due_at = '2020-01-01 00:00:00', target = :target,
                    parent_id = NULL, slack_channel = :channel, slack_ts = NULL, shown_rev = 0,
                    state = 'waiting', not_after = NULL
    WHERE kind = 'disclosure.thread'
"""


@pytest.mark.parametrize("column", ["target", "channel"])
def test_details_do_not_follow_a_post_that_was_pointed_elsewhere(
    slack: PracticeSlack, bot: Process, column: str
) -> None:
    """Everybody in the thread may read them; the other conversation was never judged."""
    in_thread(slack)
    settle(bot)
    elsewhere = next(one for one in slack.space.channels if one != TEAM and one.startswith("C"))
    slack.space.channels[elsewhere].members.add(slack.space.app.user)
    where = {"target": TEAM, "channel": TEAM} | {column: elsewhere}
    with bot.engine.begin() as connection:
        connection.execute(text(AGAIN), where)
    bot.worker.wake()
    settle(bot)
    assert DETAILS not in json.dumps(slack.space.channels[elsewhere].messages, default=str)
