"""Shared goals the whole way: set, contributed to, on the agenda, reminded of, evaluated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.process import Process
from casework.errors import NotForYou
from casework.goals import contributing, evaluating, setting
from sandbox import PracticeSlack
from sandbox.people import Person
from storage.audit_verify import verify
from storage.engine import session_for
from storage.goal_tables import Contribution, Evaluation, Goal
from storage.tables import Partner, Post
from tests.meeting import JumpingClock, at, jump, plan, refusal, said, settle
from tests.running import TEAM, report, running_bot

GOAL = {
    "why": "Wij zien dezelfde jongeren rond het station, ieder een stukje",
    "goal": "Elk signaal krijgt binnen een week een antwoord van een partner",
    "indicator": "Bij negen van de tien signalen reageert iemand binnen zeven dagen",
    "evaluate_on": "2026-12-15",
}
THIS = "DOEL-1"


@pytest.fixture
def clock() -> JumpingClock:
    """Half past ten on Tuesday 24 November 2026."""
    return JumpingClock()


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path, clock: JumpingClock) -> Iterator[Process]:
    """A bot on SQLite with a clock that jumps."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", clock) as process:
        yield process


def opened(slack: PracticeSlack, who: str = "zorgcoordinator") -> Person:
    """Somebody with the form of a new goal before them."""
    person = slack.as_user(who)
    person.slash("/doelen", "nieuw", channel=TEAM)
    person.wait_view("goal.new")
    return person


def set_goal(slack: PracticeSlack, who: str = "zorgcoordinator", **changes: str) -> Person:
    """A goal set the way a person does it, with its card in the channel."""
    person = opened(slack, who)
    done = person.submit(**{**GOAL, **changes})
    assert done.errors == {}, done.errors
    assert person.wait_view("goal.show")
    slack.wait_for(lambda: said(person.messages(TEAM), "Gelukt als"))
    slack.space.stacks[person.id] = []
    return person


def inputs(view: dict[str, Any]) -> dict[str, Any]:
    """The fields of an open form by name."""
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def shown(thing: object) -> str:
    """All that stands in it, as one text."""
    return json.dumps(thing, ensure_ascii=False)


def card(person: Person) -> str:
    """The card of the goal in the channel as it stands now."""
    return shown(said(person.messages(TEAM), "Gelukt als")[0])


def calls(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages that call to look back."""
    return [one for one in messages if one["text"] == f"Evaluatie van {THIS}"]


def rows(bot: Process, kind: type) -> list[Any]:
    """Every row of a table."""
    with session_for(bot.engine, write=False) as session:
        return list(session.exec(select(kind)).all())


def contribution_of(bot: Process, user: str) -> str:
    """The name of the field for this account's partner."""
    with session_for(bot.engine, write=False) as session:
        found = session.exec(select(Partner).where(Partner.user_id == user)).one()
        return f"contribution:{found.id}"


def audited(bot: Process) -> None:
    """The audit chain holds."""
    with session_for(bot.engine, write=False) as session:
        assert verify(session, bot.office.store.vault.audit_key).ok


def test_a_goal_is_set_with_what_each_partner_contributes(slack: PracticeSlack, bot: Process) -> None:
    """Field names as design 8 has them; the channel sees the goal, who is outside it gets a message."""
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
    heard = lambda: (len(calls(edith.messages(TEAM))), len(calls(edith.dm())), len(calls(farida.dm())))  # noqa: E731
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
        assert heard() == wanted, moment
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
