"""In Slack a beheerder gives and takes grants from Home; who is none gets the answer of a stranger."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import fresh, wait_dm
from tests.running import TEAM


def test_a_beheerder_gives_and_takes_in_slack(slack: PracticeSlack, bot: Process) -> None:
    """From Home; the person hears it, and the last beheerder stays."""
    kim = fresh(slack, "beheerder")
    kim.open_home()
    kim.press("grant.give", "give")
    assert "U0FG" in str(kim.wait_view("grant.give"))
    assert kim.submit(user="U0WIJKTEAM", grant="reviewer").errors == {}
    wait_dm(slack, "wijkteam", "Bevoegdheden van Schakel")
    assert bot.office.identify("U0WIJKTEAM").grants == {"reviewer"}
    kim = fresh(slack, "beheerder")
    kim.open_home()
    kim.press("grant.take", "take")
    kim.wait_view("grant.take")
    assert "laatste beheerder" in kim.submit(user="U0BEHEER", grant="beheerder").errors["user"]
    assert kim.submit(user="U0WIJKTEAM", grant="reviewer").errors == {}
    assert bot.office.identify("U0WIJKTEAM").grants == frozenset()


def test_nobody_else_is_offered_it(slack: PracticeSlack, bot: Process) -> None:
    """Neither on Home nor under `/partners`; a beheerder finds it there too."""
    farida, kim = fresh(slack, "regisseur"), fresh(slack, "beheerder")
    for person in (farida, kim):
        person.slash("/partners", channel=TEAM if person is farida else "C0ALGEMEEN")
    slack.wait_for(lambda: "grant.give" in str(kim.ephemerals("C0ALGEMEEN")))
    slack.wait_for(lambda: "partner.new" in str(farida.ephemerals(TEAM)))
    assert "grant.give" not in str(farida.ephemerals(TEAM))
    assert bot.office.identify("U0REGIE").grants == {"reviewer"}
