"""Shared goals as the days go by: on the agenda, reminded of, evaluated."""

from __future__ import annotations

from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.goal_tables import Contribution, Evaluation
from tests import meeting
from tests.bot.goal_steps import GOAL, THIS, audited, calls, card, inputs, opened, rows, set_goal, shown
from tests.meeting import JumpingClock, at, jump, plan, refusal, said, settle
from tests.running import TEAM

clock, bot = meeting.clock, meeting.bot  # a goal is a matter of days as well


def test_goals_stand_on_the_agenda(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """The agenda names each standing goal; one to be evaluated by then is marked as to be done now."""
    farida = plan(slack, reminders=["agenda", "day"])
    set_goal(slack)
    set_goal_two = opened(slack, "jongerenwerker")
    assert set_goal_two.submit(
        **{**GOAL, "goal": "Elke jongere kent één van ons", "evaluate_on": "2026-12-01"}
    )
    settle(bot)
    farida.slash("/overleg", "agenda O-1", channel=TEAM)
    agenda = shown(farida.wait_view("overleg.agenda"))
    assert "Gezamenlijke doelen" in agenda
    assert f"*{THIS}* {GOAL['goal']} – evaluatie di 15 december 2026" in agenda
    assert "*DOEL-2* Elke jongere kent één van ons – :mag: *nu evalueren*" in agenda
    called = said(farida.messages(TEAM), "Wat zetten we op de agenda?")
    assert "Elke jongere kent één van ons" in shown(called)


def test_the_day_to_look_back_is_reminded_of_once(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Two weeks ahead the lead, on the day the channel too, a week later also the coordinator."""
    edith, farida = set_goal(slack), slack.as_user("regisseur")
    for moment, wanted in (
        (at(1, 7, 59), (0, 0, 0)),
        (at(1, 8, 1), (0, 1, 0)),
        (at(15, 7, 59), (0, 1, 0)),
        (at(15, 8, 1), (1, 2, 0)),
        (at(22, 8, 1), (1, 3, 1)),
        (at(28, 8, 1), (1, 3, 1)),
    ):
        jump(bot, clock, moment)
        settle(bot)
        heard = tuple(len(calls(one)) for one in (edith.messages(TEAM), edith.dm(), farida.dm()))
        assert heard == wanted, moment
    assert "dat is nog niet vastgelegd" in shown(calls(farida.dm()))


def test_a_day_that_was_changed_is_not_reminded_of(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """The old day passes in silence, the new one is called; back to the old one works too."""
    edith = set_goal(slack)
    for day in ("2027-01-12", "2026-12-15", "2027-01-12"):
        edith.slash("/doelen", f"toon {THIS}", channel=TEAM)
        edith.wait_view("goal.show")
        edith.press("goal.change", THIS)
        edith.wait_view("goal.change")
        assert edith.submit(evaluate_on=day).errors == {}
        slack.space.stacks[edith.id] = []
    jump(bot, clock, at(15, 8, 1))
    settle(bot)
    assert calls(edith.messages(TEAM)) == []
    jump(bot, clock, at(12, 8, 1, month=1).replace(year=2027))
    settle(bot)
    assert len(calls(edith.messages(TEAM))) == 1


def test_a_lead_that_left_is_replaced_by_the_coordinator(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Nobody is written to who is gone; the coordinator hears on the day itself, and the goal says so."""
    edith, farida = set_goal(slack), slack.as_user("regisseur")
    with session_for(bot.engine, write=True) as session:
        session.exec(select(Partner).where(Partner.user_id == "U0ZORGCO")).one().active = False
        session.commit()
    jump(bot, clock, at(15, 8, 1))
    settle(bot)
    assert len(calls(edith.messages(TEAM))) == 1
    assert calls(edith.dm()) == []
    assert len(calls(farida.dm())) == 1


def test_a_goal_is_evaluated_and_taken_up_again(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """It goes on until another day, then it is reached; reached by mistake, it stands again."""
    edith = set_goal(slack)
    jump(bot, clock, at(15, 8, 1))
    slack.wait_for(lambda: calls(edith.dm()))
    edith.press("goal.evaluate", THIS)
    form = inputs(edith.wait_view("goal.evaluate"))
    assert list(form) == ["finding", "learned", "evaluate_on"]
    assert form["evaluate_on"]["initial_date"] == "2027-06-15"
    flaws = edith.submit(finding="continue", learned="", evaluate_on=None).errors
    assert flaws.keys() == {"evaluate_on"}
    learned = "Vaste belmomenten helpen"
    assert edith.submit(finding="continue", learned=learned, evaluate_on="2027-03-01").errors == {}
    slack.wait_for(lambda: "ma 1 maart 2027" in card(edith))
    slack.wait_for(lambda: "kijkt u samen terug op ma 1 maart 2027" in shown(calls(edith.messages(TEAM))))
    edith.slash("/doelen", f"toon {THIS}", channel=TEAM)
    assert learned in shown(edith.wait_view("goal.show"))
    edith.press("goal.evaluate", THIS)
    edith.wait_view("goal.evaluate")
    edith.submit(finding="reached")
    slack.wait_for(lambda: ":white_check_mark: bereikt" in card(edith))
    assert "goal.contribute" not in card(edith)
    assert [one.finding for one in rows(bot, Evaluation)] == ["continue", "reached"]
    stef = slack.as_user("jeugdagent")
    edith.slash("/doelen", channel=TEAM)
    slack.wait_for(lambda: said(edith.ephemerals(TEAM), "Er is nog geen gezamenlijk doel"))
    edith.slash("/doelen", f"toon {THIS}", channel=TEAM)
    edith.wait_view("goal.show")
    edith.press("goal.reopen", THIS)
    slack.wait_for(lambda: "goal.contribute" in card(edith))
    assert "goal.evaluate" in shown(edith.wait_view("goal.show"))
    stef.press("goal.contribute", THIS, channel=TEAM)
    assert stef.wait_view("goal.contribute")
    audited(bot)


def test_what_is_rounded_off_cannot_be_changed(slack: PracticeSlack, bot: Process) -> None:
    """A form that stood open while the goal ended is answered with a readable refusal."""
    edith, stef = set_goal(slack), slack.as_user("jeugdagent")
    stef.press("goal.contribute", THIS, channel=TEAM)
    stef.wait_view("goal.contribute")
    edith.slash("/doelen", f"toon {THIS}", channel=TEAM)
    edith.wait_view("goal.show")
    edith.press("goal.evaluate", THIS)
    edith.wait_view("goal.evaluate")
    edith.submit(finding="stop")
    stef.submit(contribution="Loopt mee")
    assert refusal(stef) == "GOAL_ENDED"
    assert "goal.show" in shown(stef.wait_view("refusal"))
    assert rows(bot, Contribution) == []
