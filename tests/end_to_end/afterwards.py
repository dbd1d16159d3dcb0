"""The same practice Slack some weeks on: what was asked, answered, linked, opened and held."""

from __future__ import annotations

from datetime import timedelta

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.goal_steps import set_goal
from tests.bot.steps import consent, fresh, invoke
from tests.bot.test_exceptions import judge
from tests.bot.test_grounds_opened import agree, ask
from tests.bot.test_regie import MDO, dm_says, press_in_dm, report_at
from tests.meeting import FIRST, JumpingClock, at, jump, plan, said, settle
from tests.running import TEAM, partner_option, report

SAM = {"subject_name": "Sam Verzonnen", "subject_birthdate": "02-02-2012"}
ANYWHERE = "C0ALGEMEEN"
# What is found by typing alone.
TYPED = [
    ("fg", ANYWHERE, "/signal rechten S-1"),
    ("fg", ANYWHERE, "/signal inzage S-1"),
    ("zorgcoordinator", TEAM, "/signal toon S-1"),
    ("zorgcoordinator", TEAM, "/doelen toon DOEL-1"),
    ("zorgcoordinator", TEAM, "/delen"),
    ("jeugdhulp", MDO, "/signal toon S-5"),
    ("regisseur", TEAM, "/overleg toon O-1"),
    ("regisseur", TEAM, "/overleg agenda O-1"),
    ("regisseur", TEAM, "/signal rapport"),
    ("fg", ANYWHERE, "/signal wissen S-4"),
]


def afterwards(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Two matches, a link asked for, rights, grounds, a name in the channel, an overleg, goals."""
    report(slack)
    consent(slack, "S-1", "Tarik")
    invoke(slack, "S-1", "E07", "Stef", reviewer="U0REGIE")
    judge(slack, "regisseur", "exception.approve", "X-1")
    report_at(slack, "mentor", MDO)
    dm_says(slack, "regisseur", "mogelijk over dezelfde jongere")
    press_in_dm(slack, "regisseur", "signal.link", "S-1 S-2")
    report(slack, **SAM)
    report_at(slack, "mentor", MDO, **SAM)
    _the_same_help(slack)
    _ask_rights(slack)
    assert ask(slack, "E15") == {}
    agree(slack)
    assert ask(slack, "E10") == {}
    slack.as_user("jongerenwerker").post(TEAM, "Heeft iemand Jesse Verzonnen nog gezien?")
    slack.as_user("leerplicht").press("offer.make", "S-1", channel=TEAM)
    farida = plan(slack, reminders=["agenda", "follow_up"])
    for _ in range(2):
        set_goal(slack)
    _look_back(fresh(slack, "zorgcoordinator"))
    settle(bot)
    jump(bot, clock, at(1, 10, 0))
    _hold(slack, farida)
    jump(bot, clock, clock.now() + timedelta(days=14))
    settle(bot)


def _the_same_help(slack: PracticeSlack) -> None:
    wende = fresh(slack, "jeugdhulp")
    wende.slash("/signal", channel=MDO)
    form = wende.wait_view("signal.new")
    chosen = next(one for one in form["blocks"] if one.get("block_id") == "partnership")
    done = wende.submit(
        partnership=chosen["element"]["options"][0]["value"],
        level="N2",
        place="school",
        summary="Behandeling loopt vast",
        subject_name="Noor Verzonnen",
        subject_birthdate="14-05-2011",
        details="Vertelde dat hij pakketjes wegbrengt",
        categories=["signaal"],
    )
    assert done.view is not None
    wende.submit(partners=[partner_option(done.view, "Marit")])


def _ask_rights(slack: PracticeSlack) -> None:
    """A copy of S-1, which waits for the coordinator, and an objection to S-3."""
    for asked in ("S-1 access", "S-3 object"):
        huub = fresh(slack, "fg")
        huub.slash("/signal", f"rechten {asked.split()[0]}")
        huub.wait_view("rights.show")
        huub.press("rights.ask", asked)
        huub.wait_view("rights.ask")
        assert huub.submit(asker="ouder").errors == {}


def _look_back(edith: Person) -> None:
    edith.slash("/doelen", "toon DOEL-1", channel=TEAM)
    edith.wait_view("goal.show")
    edith.press("goal.evaluate", "DOEL-1")
    edith.wait_view("goal.evaluate")
    edith.submit(finding="reached")


def _hold(slack: PracticeSlack, farida: Person) -> None:
    """What was decided about S-1, and who does what by when."""
    slack.wait_for(lambda: said(farida.dm(), "is afgelopen"))
    slack.space.stacks[farida.id] = []
    farida.press("overleg.outcome", FIRST, channel=slack.space.im_of(farida.id).id)
    farida.wait_view("overleg.outcome")
    done = farida.submit(
        decisions="S-1: school belt oma over het vervoer",
        action_text="Mentor spreekt af met het wijkteam",
        action_owner="U0MENTOR",
        action_due="2026-12-10",
    )
    assert done.errors == {}
    slack.space.stacks[farida.id] = []
