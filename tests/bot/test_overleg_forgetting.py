"""A year after an overleg (P19) what the bot said about it is gone from Slack too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from bot.process import Process
from casework.nightly import nightly
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests import meeting
from tests.meeting import FIRST, JumpingClock, at, jump, plan, reminders, said, settle
from tests.running import TEAM

SECOND = "O-1/2026-12-15"

clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg


def night(bot: Process, clock: JumpingClock, day: int) -> None:
    """The work of a night in December 2027, and an hour in which its deletions come due."""
    fall_asleep(bot, clock, day)
    nightly(bot.office, Path("unused"))["overleg"]()
    settle(bot)
    clock.jump_to(datetime(2027, 12, day, 3, 5, tzinfo=UTC))
    settle(bot, timeout=60)


def fall_asleep(bot: Process, clock: JumpingClock, day: int) -> None:
    """It is five past three at night; what had to be drawn again by then was."""
    settle(bot)
    clock.jump_to(datetime(2027, 12, day, 2, 5, tzinfo=UTC))
    settle(bot)


def forgotten(bot: Process) -> list[int]:
    """How many posts were withdrawn in each night that forgot something."""
    with session_for(bot.engine, write=False) as session:
        rows = session.exec(
            select(AuditRow).where(AuditRow.act == "overleg.forget").order_by(col(AuditRow.seq))
        )
        return [row.facts["posts"] for row in rows]


def deletions(slack: PracticeSlack) -> int:
    """How often the bot asked Slack to take a message away."""
    return sum(one.method == "chat.delete" for one in slack.calls)


def everything(slack: PracticeSlack) -> list[dict[str, Any]]:
    """What stands in the channel and in everyone's direct messages."""
    people = [slack.as_user(who) for who in ("regisseur", "jeugdagent", "jongerenwerker", "mentor")]
    return [*people[0].messages(TEAM), *(one for person in people for one in person.dm())]


def a_year(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Two times with every reminder, an action point with its messages, and then nothing for a year."""
    farida = plan(slack, reminders=["agenda", "day", "hour", "follow_up"])
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    jump(bot, clock, at(30, 9, 0, month=11))
    jump(bot, clock, at(1, 8, 0))
    jump(bot, clock, at(1, 10, 0))
    slack.wait_for(lambda: said(farida.dm(), "is afgelopen"))
    farida.press("overleg.outcome", FIRST, channel=slack.space.im_of(farida.id).id)
    farida.wait_view("overleg.outcome")
    done = farida.submit(action_text="Rooster", action_owner="U0MENTOR", action_due="2026-12-10")
    assert done.view is not None
    slack.wait_for(lambda: said(slack.as_user("mentor").dm(), "*A-1*"))
    jump(bot, clock, at(10, 8, 0))
    slack.wait_for(lambda: len(said(slack.as_user("mentor").dm(), "*A-1*")) == 2)
    jump(bot, clock, at(14, 9, 0))
    slack.wait_for(lambda: reminders(farida.messages(TEAM), SECOND))
    settle(bot)


def test_what_was_said_is_taken_away_after_its_term(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Of the first time everything, of the second nothing yet; the action point at its own date."""
    a_year(slack, bot, clock)
    first, second = len(reminders(everything(slack))), len(reminders(everything(slack), SECOND))
    assert first >= 8
    assert second >= 2
    others = len(everything(slack)) - first
    night(bot, clock, 1)
    assert (len(reminders(everything(slack))), forgotten(bot)) == (first, [])
    night(bot, clock, 2)
    assert reminders(everything(slack)) == []
    assert len(reminders(everything(slack), SECOND)) == second
    assert len(everything(slack)) == others
    assert len(said(slack.as_user("mentor").dm(), "*A-1*")) == 2
    assert (forgotten(bot), deletions(slack)) == ([first], first)
    night(bot, clock, 3)
    night(bot, clock, 11)
    assert not said(slack.as_user("mentor").dm(), "A-1")
    assert (forgotten(bot), deletions(slack)) == ([first, 2], first + 2)
    assert said(everything(slack), "Eerstvolgende keer")


def test_a_message_that_is_not_there_counts_as_gone(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Somebody removed it from Slack before: nobody is told that it could not be."""
    a_year(slack, bot, clock)
    channel = slack.space.channels[TEAM]
    for one in reminders(slack.as_user("regisseur").messages(TEAM)):
        slack.remove_message(channel, channel.messages[one["ts"]])
    with slack.expect("chat.delete message_not_found"):
        night(bot, clock, 2)
    assert reminders(everything(slack)) == []
    assert "kon niet worden" not in json.dumps(everything(slack))
    with session_for(bot.engine, write=False) as session:
        left = session.exec(select(Post).where(Post.withdrawn, Post.state != PostState.SKIPPED)).all()
    assert [one.ref for one in left if one.slack_ts] == []


def test_what_cannot_be_taken_away_is_told_once(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """In an archived channel nothing can be deleted: one message to the coordinator, not one for each."""
    a_year(slack, bot, clock)
    standing = len(reminders(slack.as_user("regisseur").messages(TEAM)))
    assert standing > 1
    fall_asleep(bot, clock, 2)
    slack.space.channels[TEAM].archived = True
    with slack.expect("chat.delete is_archived"):
        night(bot, clock, 2)
    slack.wait_for(lambda: said(slack.as_user("regisseur").dm(), "kon niet worden bijgewerkt"))
    asked = deletions(slack)
    night(bot, clock, 3)
    assert len(said(slack.as_user("regisseur").dm(), "kon niet worden bijgewerkt")) == 1
    assert deletions(slack) == asked
    assert asked >= standing
