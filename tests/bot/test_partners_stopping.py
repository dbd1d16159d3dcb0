"""Who stops as a partner reads no more and hands over; who comes back is somebody new."""

from __future__ import annotations

from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.engine import session_for
from storage.overleg_tables import OverlegParticipant
from tests.bot.steps import consent, fresh, in_channel, read, share
from tests.bot.test_partners import change, row_of, shown
from tests.meeting import plan, refusal, settle
from tests.running import FORM as SIGNAL
from tests.running import TEAM, report


def test_who_stops_reads_no_more_and_hands_over(slack: PracticeSlack, bot: Process) -> None:
    """Uncovered at once, invited no more; what they organised, chaired or led is named to take over."""
    farida = plan(slack, organiser="U0JONGER")
    tarik = slack.as_user("jongerenwerker")
    tarik.slash("/doelen", "nieuw", channel=TEAM)
    tarik.wait_view("goal.new")
    goal = {"why": "Wij zien elkaar te weinig", "goal": "Elke week bellen", "indicator": "Ieder belt"}
    assert tarik.submit(**goal, evaluate_on="2027-03-01").errors == {}
    ref = report(slack)
    consent(slack, ref, "Tarik")
    share(slack, ref)
    assert SIGNAL["details"] in shown(read(slack, "jongerenwerker", "D-1"))
    farida = change(slack, bot, "regisseur", "U0JONGER")
    assert farida.submit(partnerships=[]).errors == {}
    kept = shown(farida.wait_view("partner.kept"))
    assert "hoort niet meer bij Jeugdnetwerk Zonnebeek" in kept
    assert "organiseert Wijkoverleg (O-1)" in kept
    assert "trekt DOEL-1" in kept
    assert "zit Wijkoverleg" not in kept
    farida.press("overleg.change", "O-1")
    assert farida.wait_view("overleg.change")
    slack.wait_for(lambda: "zijn niet meer in te zien" in shown(in_channel(slack)))
    assert "disclosure.open" not in shown(in_channel(slack))
    gone = row_of(bot, "U0JONGER")
    assert not gone.active
    with session_for(bot.engine, write=False) as session:
        invited = session.exec(select(OverlegParticipant.partner_id)).all()
    assert invited
    assert gone.id not in invited
    slack.space.stacks[tarik.id] = []
    tarik.slash("/signal", channel=TEAM)
    assert refusal(tarik) == "NOT_FOR_YOU"


def test_who_comes_back_is_somebody_new(slack: PracticeSlack, bot: Process) -> None:
    """What was shared with the earlier partner ended when they left; the new one is named in no consent."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    share(slack, ref)
    before = row_of(bot, "U0JONGER")
    assert change(slack, bot, "regisseur", "U0JONGER").submit(partnerships=[]).errors == {}
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "nieuw", channel=TEAM)
    farida.wait_view("partner.new")
    same = {"name": before.name, "organisation": before.organisation, "role": before.role}
    assert farida.submit(**same, user="U0JONGER").errors == {}
    settle(bot)
    now = row_of(bot, "U0JONGER")
    assert now.id != before.id
    assert "disclosure.open" not in shown(in_channel(slack))
