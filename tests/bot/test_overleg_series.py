"""Changing a whole series, the way a host does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.directory import import_directory
from bot.process import Process
from casework.overleg.materialising import materialise
from sandbox import PracticeSlack
from storage.directory_tables import Partner, Partnership
from storage.engine import session_for
from storage.overleg_tables import Overleg
from tests import meeting
from tests.meeting import JumpingClock, at, jump, plan, refusal, reminders, said, settle
from tests.running import TEAM

BACK = """partnerships:
  - {name: Jeugdnetwerk Zonnebeek, kind: wijkoverleg, channel: C0ZONNEBEEK, coordinator: U0REGIE}
"""

clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg


def test_a_host_changes_the_whole_series(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The form shows what stands; the reminder that stood is corrected, and the next says the new time."""
    farida = plan(slack)
    jump(bot, clock, at(30, 9, 0, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    farida.slash("/overleg", "toon O-1", channel=TEAM)
    farida.wait_view("overleg.show")
    farida.press("overleg.change", "O-1")
    form = farida.wait_view("overleg.change")
    fields = {one["block_id"]: one["element"] for one in form["blocks"] if one["type"] == "input"}
    assert list(fields) == ["time", "location", "organiser", "chair", "until"]
    assert fields["time"]["initial_time"] == "10:00"
    assert fields["chair"]["initial_user"] == "U0AGENT"
    assert farida.submit(until="2026-11-25").response_action == "errors"
    changed = farida.submit(time="11:00", location="Wijkcentrum De Brug", until="2027-06-30")
    assert changed.response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "*Wijkoverleg* is gewijzigd"))
    slack.wait_for(lambda: said(reminders(farida.messages(TEAM)), "11:00"))
    assert said(farida.messages(TEAM), "tot en met")
    jump(bot, clock, at(1, 9, 0))
    slack.wait_for(lambda: said(reminders(farida.messages(TEAM)), "begint om 11:00"))
    shown = json.dumps(reminders(farida.messages(TEAM)), ensure_ascii=False)
    assert "10:00–11:00" not in shown
    assert "Wijkcentrum De Brug" in shown


def test_two_hosts_with_the_form_open_do_not_undo_each_other(slack: PracticeSlack, bot: Process) -> None:
    """Each changes one field; what the other changed meanwhile stays."""
    plan(slack)
    hosts = [slack.as_user(name) for name in ("regisseur", "jeugdagent")]
    for one in hosts:
        one.slash("/overleg", "wijzig O-1", channel=TEAM)
        one.wait_view("overleg.change")
    farida, samira = hosts
    assert farida.submit(time="11:00").response_action is None
    assert samira.submit(until="2027-06-30").response_action is None
    with session_for(bot.engine, write=False) as session:
        row = session.exec(select(Overleg)).one()
    assert (f"{row.starts_at:%H:%M}", str(row.last_day)) == ("11:00", "2027-06-30")


def test_only_a_host_sees_how_to_change_a_series(slack: PracticeSlack, bot: Process) -> None:
    """A partner finds no button for it; that the act is refused too is the use case's own test."""
    plan(slack)
    tarik = slack.as_user("jongerenwerker")
    tarik.slash("/overleg", "toon O-1", channel=TEAM)
    assert "overleg.change" not in json.dumps(tarik.wait_view("overleg.show"))


@pytest.mark.parametrize("typed", ["wijzig O-1", "change o1", "wijzig O-1/2026-12-01"])
def test_the_form_opens_by_word_too(slack: PracticeSlack, bot: Process, typed: str) -> None:
    """In Dutch and in English; a single time stands for the series it belongs to."""
    farida = plan(slack)
    farida.slash("/overleg", typed, channel=TEAM)
    form = farida.wait_view("overleg.change")
    assert json.loads(form["private_metadata"])["ref"] == "O-1"
    assert farida.submit(time="11:30").response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "*Wijkoverleg* is gewijzigd"))


def test_a_cancelled_series_is_not_changed(slack: PracticeSlack, bot: Process) -> None:
    """The word is refused as the button would be; the help names it."""
    farida = plan(slack)
    farida.slash("/overleg", "hulp", channel=TEAM)
    slack.wait_for(lambda: said(farida.ephemerals(TEAM), "`/overleg wijzig O-1` – de hele reeks wijzigen"))
    farida.slash("/overleg", "annuleer O-1", channel=TEAM)
    slack.wait_for(lambda: said(farida.messages(TEAM), "geen enkele keer gaat meer door"))
    farida.slash("/overleg", "wijzig O-1", channel=TEAM)
    assert refusal(farida) == "OVERLEG_CANCELLED"


def test_a_partnership_that_is_back_goes_on(
    slack: PracticeSlack, bot: Process, clock: JumpingClock, tmp_path: Path
) -> None:
    """By import, and again: the reminder that stood is true again, one message says so, a chair is chosen."""
    farida, path = plan(slack), tmp_path / "back.yaml"
    path.write_text(BACK, encoding="utf-8")
    jump(bot, clock, at(30, 9, 0, month=11))
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    for name in ("chair", "nobody"):
        with session_for(bot.engine) as session:
            session.get_one(Partnership, 1).active = False
            for one in session.exec(select(Partner).where(Partner.user_id == "U0AGENT")):
                one.active = name != "chair"
            session.commit()
        materialise(bot.office)
        slack.wait_for(lambda: said(reminders(farida.messages(TEAM)), "geannuleerd"))
        settle(bot)
        assert not said(farida.messages(TEAM), "gaat weer door")
        for _ in range(2):
            import_directory(
                path, bot.engine, bot.office.store.vault, bot.office.book, now=bot.office.clock.now()
            )
        bot.worker.wake()
        slack.wait_for(lambda: said(farida.messages(TEAM), "*Wijkoverleg* gaat weer door"))
        settle(bot)
        assert len(said(farida.messages(TEAM), "gaat weer door")) == 1
        assert not said(farida.messages(TEAM), "geannuleerd")
        assert len(reminders(farida.messages(TEAM))) == 1
        if name == "chair":
            (told,) = said(farida.dm(), "U neemt dat waar")
            assert "Organisator en voorzitter: <@U0REGIE>" in json.dumps(told, ensure_ascii=False)
            farida.press("overleg.change", "O-1")
            assert farida.wait_view("overleg.change")
            assert farida.submit(chair="U0JONGER").response_action is None
            settle(bot)
    assert said(farida.messages(TEAM), "voorzitter: <@U0JONGER>")
    jump(bot, clock, at(1, 8, 0))
    slack.wait_for(lambda: len(reminders(farida.messages(TEAM))) == 2)
