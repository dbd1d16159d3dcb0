"""Shared goals as partners set them, contribute to them, find them again."""

from __future__ import annotations

import pytest

from bot.process import Process
from casework.errors import NotForYou
from casework.goals import contributing, evaluating, setting
from sandbox import PracticeSlack
from storage.goal_tables import Contribution, Goal
from storage.outbox_tables import Post
from tests import meeting
from tests.bot.goal_steps import (
    GOAL,
    THIS,
    audited,
    card,
    contribution_of,
    inputs,
    opened,
    rows,
    set_goal,
    shown,
)
from tests.meeting import refusal, said, settle
from tests.running import TEAM, report

clock, bot = meeting.clock, meeting.bot  # a goal is a matter of days as well


def test_a_goal_is_set_with_what_each_partner_contributes(slack: PracticeSlack, bot: Process) -> None:
    """Field names as wire 1 has them; the channel sees the goal, who is outside it gets a message."""
    slack.space.channels[TEAM].members.discard("U0WIJKTEAM")
    edith = opened(slack)
    fields = inputs(edith.wait_view("goal.new"))
    assert list(fields)[:5] == ["partnership", "why", "goal", "indicator", "evaluate_on"]
    assert all(name.startswith("contribution:") for name in list(fields)[5:])
    assert len(fields) == 5 + 8
    assert fields["evaluate_on"]["initial_date"] == "2027-05-24"
    tarik = contribution_of(bot, "U0JONGER")
    done = edith.submit(**GOAL, **{tarik: "Is er na schooltijd bij het station"})
    assert done.errors == {}
    sheet = shown(edith.wait_view("goal.show"))
    assert "Is er na schooltijd bij het station" in sheet
    assert "trekker: <@U0ZORGCO>" in sheet
    slack.wait_for(lambda: said(edith.messages(TEAM), "Gelukt als"))
    (posted,) = said(edith.messages(TEAM), "Gelukt als")
    assert posted["text"] == f"Gezamenlijk doel {THIS}"
    assert posted["metadata"]["event_payload"]["ref"] == THIS
    assert "<@U0JONGER> (jongerenwerker): Is er na schooltijd bij het station" in shown(posted)
    assert "di 15 december 2026" in shown(posted)
    settle(bot)
    assert said(slack.as_user("jongerenwerker").dm(), "Klopt dat niet?")
    assert said(slack.as_user("wijkteam").dm(), "Wat draagt u vanuit uw functie bij?")
    assert slack.as_user("jeugdagent").dm() == []
    assert edith.dm() == []
    audited(bot)


def test_each_bad_field_has_its_message_and_nothing_is_stored(slack: PracticeSlack, bot: Process) -> None:
    """What identifies somebody is refused where it stands; the form keeps what was typed."""
    report(slack)
    edith = opened(slack)
    tarik = contribution_of(bot, "U0JONGER")
    flaws = {
        "why": ("Bel mij op 06 12345678", "telefoonnummer"),
        "goal": ("Jesse Verzonnen komt weer elke dag op school", "naam van de jongere"),
        "indicator": ("  ", "Vul dit veld in"),
        "evaluate_on": ("2026-11-24", "na vandaag"),
        tarik: ("Gaat langs bij Dorpsstraat 12", "adres"),
    }
    errors = edith.submit(**{**GOAL, **{name: typed for name, (typed, _said) in flaws.items()}}).errors
    assert errors.keys() == flaws.keys()
    for name, (_typed, words) in flaws.items():
        assert words in errors[name]
    later = edith.submit(**{**GOAL, tarik: "", "evaluate_on": "2030-01-01"}).errors
    assert later.keys() == {"evaluate_on"}
    assert "twee jaar" in later["evaluate_on"]
    assert rows(bot, Goal) == []


def test_a_possible_name_is_asked_about_once(slack: PracticeSlack, bot: Process) -> None:
    """The form comes back with all that was typed; sent again it is taken as it is."""
    edith = opened(slack)
    tarik = contribution_of(bot, "U0JONGER")
    asked = edith.submit(**{**GOAL, "goal": "Met Kevin praten wij elke week", tarik: "Belt elke week"}).view
    assert asked is not None
    assert "Staat hier een naam in?" in shown(asked["blocks"][0])
    fields = inputs(asked)
    assert fields["goal"]["initial_value"] == "Met Kevin praten wij elke week"
    assert fields[tarik]["initial_value"] == "Belt elke week"
    assert edith.submit().errors == {}
    assert edith.wait_view("goal.show")
    assert [one.goal for one in rows(bot, Goal)] == ["Met Kevin praten wij elke week"]


def test_another_partnership_brings_its_own_partners(slack: PracticeSlack, bot: Process) -> None:
    """The texts stay, the fields of the partners are those of the chosen partnership."""
    edith = opened(slack)
    before = inputs(edith.wait_view("goal.new"))
    mdo = next(one for one in before["partnership"]["options"] if "MDO" in one["text"]["text"])
    edith.fill(why="Wij werken met dezelfde leerlingen", partnership=mdo["value"])
    wende = contribution_of(bot, "U0JEUGDH")
    slack.wait_for(lambda: wende in inputs(edith.wait_view("goal.new")))
    fields = inputs(edith.wait_view("goal.new"))
    assert contribution_of(bot, "U0AGENT") not in fields
    assert fields["why"]["initial_value"] == "Wij werken met dezelfde leerlingen"
    typed = {name: text for name, text in GOAL.items() if name != "why"}
    assert edith.submit(**typed, **{wende: "Denkt mee over hulp"}).errors == {}
    slack.wait_for(lambda: said(edith.messages("C0MDO"), "Denkt mee over hulp"))
    assert said(edith.messages(TEAM), "Denkt mee over hulp") == []
    assert [one.why for one in rows(bot, Goal)] == ["Wij werken met dezelfde leerlingen"]


def test_a_partner_says_what_it_contributes(slack: PracticeSlack, bot: Process) -> None:
    """One press on the card, one field; the card shows it, and empty takes it away again."""
    edith = set_goal(slack)
    stef = slack.as_user("jeugdagent")
    stef.press("goal.contribute", THIS, channel=TEAM)
    form = stef.wait_view("goal.contribute")
    assert list(inputs(form)) == ["contribution"]
    assert GOAL["goal"] in shown(form)
    flawed = stef.submit(contribution="Bereikbaar op stef@politie.example")
    assert "e-mailadres" in flawed.errors["contribution"]
    assert stef.submit(contribution="Loopt twee keer per week mee").errors == {}
    slack.wait_for(lambda: "(jeugdagent): Loopt twee keer per week mee" in card(edith))
    stef.press("goal.contribute", THIS, channel=TEAM)
    assert inputs(stef.wait_view("goal.contribute"))["contribution"]["initial_value"].startswith("Loopt")
    stef.submit(contribution="")
    slack.wait_for(lambda: "Loopt twee keer per week mee" not in card(edith))
    assert rows(bot, Contribution) == []


@pytest.mark.parametrize("who", ["buitenstaander", "jeugdhulp"])
def test_a_stranger_learns_nothing(slack: PracticeSlack, bot: Process, who: str) -> None:
    """Who does not sit in the partnership gets the answer of a goal that does not exist."""
    set_goal(slack)
    stranger = slack.as_user(who)
    for words in (f"toon {THIS}", "toon DOEL-99"):
        stranger.slash("/doelen", words)
        assert refusal(stranger) == "NOT_FOR_YOU"
        assert GOAL["goal"] not in shown(stranger.stack)
        slack.space.stacks[stranger.id] = []
    stranger.slash("/doelen")
    slack.idle()
    assert GOAL["goal"] not in shown(stranger.stack) + shown(stranger.dm())


@pytest.mark.parametrize("user,refused", [("U0BUITEN", 4), ("U0JEUGDH", 4), ("U0AGENT", 3), ("U0REGIE", 0)])
def test_the_use_cases_refuse_who_it_is_not_for(
    slack: PracticeSlack, bot: Process, user: str, refused: int
) -> None:
    """Whatever button a stranger could make up: contributing is for members, the rest for lead and regie."""
    set_goal(slack)
    office, person = bot.office, bot.office.identify(user)
    acts = (
        lambda: contributing.own(office, person, 1),
        lambda: setting.changeable(office, person, 1),
        lambda: evaluating.to_evaluate(office, person, 1),
        lambda: evaluating.reopen(office, person, 1, ""),
    )
    found = 0
    for act in acts:
        try:
            act()
        except NotForYou:
            found += 1
    assert found == refused


def test_only_the_lead_and_the_coordinator_change_it(slack: PracticeSlack, bot: Process) -> None:
    """Another member reads the goal without those buttons; the coordinator hands it to another lead."""
    edith = set_goal(slack)
    stef = slack.as_user("jeugdagent")
    stef.slash("/doelen", f"toon {THIS}", channel=TEAM)
    assert "goal.change" not in shown(stef.wait_view("goal.show"))
    farida = slack.as_user("regisseur")
    farida.slash("/doelen", "toon doel1", channel=TEAM)
    farida.wait_view("goal.show")
    farida.press("goal.change", THIS)
    form = inputs(farida.wait_view("goal.change"))
    assert form["lead"]["initial_user"] == "U0ZORGCO"
    assert form["why"]["initial_value"] == GOAL["why"]
    outside = farida.submit(lead="U0BUITEN").errors
    assert outside["lead"].startswith("Kies iemand die bij deze samenwerking hoort")
    overlap = "School en jongerenwerk bellen allebei de ouders"
    assert farida.submit(lead="U0AGENT", overlap=overlap).errors == {}
    slack.wait_for(lambda: "trekker: <@U0AGENT>" in card(edith))
    edith.slash("/doelen", f"toon {THIS}", channel=TEAM)
    sheet = shown(edith.wait_view("goal.show"))
    assert overlap in sheet
    assert "goal.change" not in sheet


def test_what_a_partner_fills_in_meanwhile_is_kept(slack: PracticeSlack, bot: Process) -> None:
    """Only what was changed in a form is stored, also after a question: others were at work meanwhile."""
    edith, stef, farida = set_goal(slack), slack.as_user("jeugdagent"), slack.as_user("regisseur")
    farida.slash("/doelen", f"toon {THIS}", channel=TEAM)
    farida.wait_view("goal.show")
    farida.press("goal.change", THIS)
    farida.wait_view("goal.change")
    stef.press("goal.contribute", THIS, channel=TEAM)
    stef.wait_view("goal.contribute")
    assert stef.submit(contribution="Loopt twee keer per week mee").errors == {}
    assert farida.submit(evaluate_on="2027-02-01", lead="U0AGENT").errors == {}
    slack.wait_for(lambda: "ma 1 februari 2027" in card(edith))
    slack.space.stacks[farida.id] = []
    farida.slash("/doelen", f"toon {THIS}", channel=TEAM)
    farida.wait_view("goal.show")
    farida.press("goal.change", THIS)
    farida.wait_view("goal.change")
    stef.press("goal.contribute", THIS, channel=TEAM)
    stef.wait_view("goal.contribute")
    assert stef.submit(contribution="Loopt elke dag mee").errors == {}
    asked = farida.submit(why="Met Kevin praten wij elke week").view
    assert asked is not None
    assert "Staat hier een naam in?" in shown(asked["blocks"][0])
    assert farida.submit().errors == {}
    slack.wait_for(lambda: "Kevin" in card(edith))
    assert [one.text for one in rows(bot, Contribution)] == ["Loopt elke dag mee"]
    (goal,) = rows(bot, Goal)
    assert (goal.lead, goal.evaluate_on.isoformat()) == ("U0AGENT", "2027-02-01")


def test_the_list_the_help_and_home(slack: PracticeSlack, bot: Process) -> None:
    """Empty it says how to begin; a typing error gets the nearest word; Home has the twin."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/doelen", channel=TEAM)
    slack.wait_for(lambda: said(edith.ephemerals(TEAM), "Waarom werkt u samen"))
    set_goal(slack)
    edith.slash("/doelen", "list", channel=TEAM)
    slack.wait_for(lambda: said(edith.ephemerals(TEAM), "0 van 8 partners dragen bij"))
    edith.slash("/doelen", "niew", channel=TEAM)
    slack.wait_for(lambda: said(edith.ephemerals(TEAM), "Bedoelt u `/doelen nieuw`?"))
    edith.slash("/doelen", "help", channel=TEAM)
    slack.wait_for(lambda: said(edith.ephemerals(TEAM), "`/doelen toon DOEL-1`"))
    home = edith.open_home()
    assert GOAL["goal"] in shown(home)
    edith.press("goal.list", "list")
    assert THIS in shown(edith.wait_view("goal.list"))
    huub = slack.as_user("fg")
    huub.slash("/doelen", channel="C0ALGEMEEN")
    slack.wait_for(lambda: huub.ephemerals("C0ALGEMEEN"))
    assert "goal.new" not in shown(huub.ephemerals("C0ALGEMEEN"))


def test_a_goal_is_posted_once(slack: PracticeSlack, bot: Process) -> None:
    """One card, one message each, one reminder per moment and conversation, however often it changes."""
    edith, stef = set_goal(slack), slack.as_user("jeugdagent")
    for text in ("Loopt mee", "Loopt vaker mee", "Loopt elke dag mee"):
        stef.press("goal.contribute", THIS, channel=TEAM)
        stef.wait_view("goal.contribute")
        stef.submit(contribution=text)
    settle(bot)
    assert len(said(edith.messages(TEAM), "Gelukt als")) == 1
    keys = [one.dedupe for one in rows(bot, Post) if one.ref == THIS]
    assert len(keys) == len(set(keys)) == 1 + 7 + 2 + 3 + 2
