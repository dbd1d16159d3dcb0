"""A practice Slack in which something waits for everybody: what the pressing test walks through."""

from __future__ import annotations

from datetime import timedelta

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.goal_steps import set_goal
from tests.bot.steps import consent, fresh, invoke, share
from tests.bot.test_regie import report_at
from tests.meeting import JumpingClock, jump, plan, settle
from tests.running import TEAM, partner_option, report

# Who received goes first: what others press next may close it.
PEOPLE = [
    "jongerenwerker",
    "zorgcoordinator",
    "mentor",
    "jeugdagent",
    "regisseur",
    "sportclub",
    "fg",
    "beheerder",
    "buitenstaander",
]


def crowd(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Signals, consent, grounds, acute danger, questions, an offer, a link, an overleg, a goal."""
    report(slack)
    consent(slack, "S-1", "Tarik")
    share(slack, "S-1", "Tarik")
    invoke(slack, "S-1", "E07", "Stef", reviewer="U0REGIE")
    report_at(slack, "mentor", "C0MDO")
    report(slack, "jongerenwerker", subject_name="", subject_birthdate="", details="", categories=[])
    _hurry(slack)
    _ask(slack)
    fresh(slack, "leerplicht").press("offer.make", "S-1", channel=TEAM)
    _name_oneself(slack)
    plan(slack)
    set_goal(slack)
    settle(bot)
    jump(bot, clock, clock.now() + timedelta(days=6, hours=1))
    settle(bot)
    jump(bot, clock, clock.now() + timedelta(days=1))
    settle(bot)


def _hurry(slack: PracticeSlack) -> None:
    """Edith shares with Stef because of acute danger, with all that may wait left for later."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.press("share.acute", "new")
    form = edith.wait_view("share.acute")
    why = "Hij loopt nu met een mes naar het plein; u bent er het eerst."
    edith.submit(recipients=[partner_option(form, "Stef")], reason=why, informed="not_safe")
    edith.wait_view("share.acute.shared")


def _ask(slack: PracticeSlack) -> None:
    asking = fresh(slack, "wijkteam")
    asking.press("disclosure.request", "S-1", channel=TEAM)
    asking.wait_view()


def _name_oneself(slack: PracticeSlack) -> None:
    """Tarik records that a parent said yes to him too: it waits for the reporter."""
    tarik = fresh(slack, "wijkteam")
    tarik.press("consent.record", "S-1", channel=TEAM)
    form = tarik.wait_view("consent.record")
    asked = {block["block_id"] for block in form["blocks"] if block["type"] == "input"}
    values: dict[str, object] = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "recipients": [partner_option(form, "Marit")],
        "categories": ["identiteit", "signaal"],
        "statements": ["conversation", "consequences_explained"],
    }
    tarik.submit(**{name: one for name, one in values.items() if name in asked})
