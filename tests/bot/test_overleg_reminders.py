"""The reminders of an overleg: once, in time, along with whatever changes about it."""

from __future__ import annotations

import json
from datetime import timedelta

from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import Overleg
from tests import meeting
from tests.meeting import FIRST, JumpingClock, at, jump, plan, refusal, reminders, said, settle
from tests.running import TEAM

clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg


def test_reminders_come_once_to_the_channel_the_hosts_and_who_is_not_in_the_channel(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """The day reminder: one in the channel, one each to organiser, chair and the invitee outside it."""
    slack.space.channels[TEAM].members.discard("U0WIJKTEAM")
    plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    people = [slack.as_user(who) for who in ("regisseur", "jeugdagent", "wijkteam")]
    slack.wait_for(lambda: all(reminders(one.dm()) for one in people), timeout=15)
    slack.wait_for(lambda: reminders(people[0].messages(TEAM)))
    settle(bot)
    assert [len(reminders(one.dm())) for one in people] == [1, 1, 1]
    assert len(reminders(people[0].messages(TEAM))) == 1
    assert reminders(slack.as_user("jongerenwerker").dm()) == []
    jump(bot, clock, at(30, 9, 10, month=11))
    settle(bot)
    assert len(reminders(people[0].messages(TEAM))) == 1


def test_a_reminder_that_would_be_too_late_is_skipped_and_in_the_audit(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Half an hour after an hour reminder was due nobody gets it any more; the day's was sent in time."""
    farida = plan(slack)
    jump(bot, clock, at(30, 20, 59, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    jump(bot, clock, at(1, 8, 21))

    def skipped() -> list[AuditRow]:
        with session_for(bot.engine, write=False) as session:
            found = select(AuditRow).where(AuditRow.act == "post.skip", AuditRow.ref == FIRST)
            return [row for row in session.exec(found).all() if row.facts["kind"] == "overleg.hour"]

    assert slack.wait_for(skipped)[0].code == "too_late"
    assert len(reminders(farida.messages(TEAM))) == 1


def test_presence_is_one_press_with_a_live_count(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Who comes, who does not and whom they send stands under the reminder; a later answer replaces one."""
    farida = plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    tarik, stef = slack.as_user("jongerenwerker"), slack.as_user("jeugdagent")
    tarik.press("overleg.present", FIRST, channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "1 aanwezig: <@U0JONGER>"))
    stef.press("overleg.absent", FIRST, channel=TEAM)
    stef.wait_view("overleg.deputy")
    assert stef.submit(user="U0BUITEN").errors["user"].startswith("Kies iemand die bij deze samenwerking")
    assert stef.submit(user="U0MENTOR").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "<@U0AGENT> (stuurt <@U0MENTOR>)"))
    slack.wait_for(lambda: said(slack.as_user("mentor").dm(), "vraagt u om te komen"))
    stef.press("overleg.present", FIRST, channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "2 aanwezig"))
    slack.wait_for(lambda: said(slack.as_user("mentor").dm(), "hoeft niet meer in te vallen"))
    settle(bot)
    assert not said(farida.messages(TEAM), "afwezig")


def test_a_move_takes_the_reminders_along(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Moved after the day reminder: that one says so, and a new one comes before the new day, not the old."""
    farida = plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    farida.slash("/overleg", "verzet O-1/2026-12-01", channel=TEAM)
    farida.wait_view("overleg.move")
    assert farida.submit(date="2026-12-03", time="14:30").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "is verzet naar *do 3 december 2026, 14:30–15:30*"))
    slack.wait_for(lambda: said(farida.messages(TEAM), "is nu op do 3 december 2026"))
    jump(bot, clock, at(1, 8, 0))
    settle(bot)
    assert len(reminders(farida.messages(TEAM))) == 1
    jump(bot, clock, at(2, 13, 30))
    slack.wait_for(lambda: len(reminders(farida.messages(TEAM))) == 2)
    jump(bot, clock, at(3, 12, 30))
    slack.wait_for(lambda: len(reminders(farida.messages(TEAM))) == 3)
    assert "begint om 14:30" in json.dumps(reminders(farida.messages(TEAM))[-1])


def test_a_skipped_time_is_told_and_not_reminded_of(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Skipped by command; the next one goes on."""
    farida = plan(slack)
    farida.slash("/overleg", "overslaan O-1", channel=TEAM)
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "valt uit. Iedereen krijgt bericht."))
    slack.wait_for(lambda: said(farida.messages(TEAM), "van di 1 december 2026: valt uit"))
    jump(bot, clock, at(30, 9, 0, month=11))
    jump(bot, clock, at(1, 8, 0))
    settle(bot)
    assert reminders(farida.messages(TEAM)) == []
    jump(bot, clock, at(14, 9, 0))
    slack.wait_for(lambda: reminders(farida.messages(TEAM), "O-1/2026-12-15"))


def test_a_cancelled_series_reminds_nobody(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The channel hears it once; nothing follows."""
    farida = plan(slack)
    farida.slash("/overleg", "annuleer O-1", channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "geen enkele keer gaat meer door"))
    jump(bot, clock, at(30, 9, 0, month=11))
    jump(bot, clock, at(1, 8, 0))
    settle(bot)
    assert reminders(farida.messages(TEAM)) == []
    farida.slash("/overleg", "agenda O-1", channel=TEAM)
    assert refusal(farida) == "OVERLEG_CANCELLED"
    with session_for(bot.engine, write=False) as session:
        left = session.exec(select(Post).where(Post.state == PostState.WAITING)).all()
        assert [one.kind for one in left] == []


def test_another_chair_for_one_time(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The chair of that one time is named, gets the reminder, and may move it; the series keeps its own."""
    farida = plan(slack)
    farida.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
    farida.wait_view("overleg.show")
    farida.press("overleg.chair", FIRST)
    farida.wait_view("overleg.chair")
    assert farida.submit(chair="U0BUITEN").response_action == "errors"
    assert farida.submit(chair="U0JONGER").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "<@U0JONGER> zit voor"))
    jump(bot, clock, at(30, 9, 0, month=11))
    tarik = slack.as_user("jongerenwerker")
    slack.wait_for(lambda: reminders(tarik.dm()))
    assert "voorzitter: <@U0JONGER> (deze keer)" in json.dumps(reminders(tarik.dm())[0], ensure_ascii=False)
    settle(bot)
    assert reminders(slack.as_user("jeugdagent").dm()) == []
    tarik.slash("/overleg", "verzet O-1/2026-12-01", channel=TEAM)
    assert tarik.wait_view("overleg.move")
    with session_for(bot.engine, write=False) as session:
        assert session.get_one(Overleg, 1).chair == "U0AGENT"


def test_an_hour_of_downtime_neither_loses_nor_doubles(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Stopped before the hour reminder was due and started a quarter later: it comes, once."""
    farida = plan(slack, reminders=["hour"])
    settle(bot)
    bot.worker.stop()
    jump(bot, clock, at(1, 8, 0) + timedelta(minutes=15))
    bot.worker.start()
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    settle(bot)
    assert len(reminders(farida.messages(TEAM))) == 1
