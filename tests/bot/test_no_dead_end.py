"""Every button that is offered leads somewhere, however deep a person already is."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import fresh
from tests.running import TEAM, partner_option, report


def test_sharing_goes_on_from_a_third_modal(slack: PracticeSlack, bot: Process) -> None:
    """Refused, consented on top of that, completed on top of that: then 'Deel nu' still opens the form."""
    ref = report(slack, categories=["gezondheid"])
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", f"deel {ref}", channel=TEAM)
    edith.submit(recipients=[partner_option(edith.wait_view("signal.share"), "Tarik")])
    edith.press("consent.record", ref)
    form = edith.wait_view("consent.record")
    asked: dict[str, object] = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "recipients": [partner_option(form, "Tarik")],
        "statements": ["conversation"],
    }
    edith.submit(**asked)
    edith.press("consent.record", ref)
    edith.wait_view("consent.record")
    edith.submit(statements=["conversation", "explicit"])
    assert len(slack.space.stacks[edith.id]) == 3
    edith.press("signal.share", ref)
    assert edith.wait_view("signal.share")["callback_id"] == "signal.share"


def test_a_ground_is_recorded_from_a_third_modal(slack: PracticeSlack, bot: Process) -> None:
    """A no at the third modal offers another ground, and choosing one still opens its form."""
    ref = report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", f"deel {ref}", channel=TEAM)
    tarik = partner_option(edith.wait_view("signal.share"), "Tarik")
    edith.submit(recipients=[tarik])
    edith.press("consent.record", ref)
    edith.wait_view("consent.record")
    asked: dict[str, object] = {"holders": ["ouder_1"], "gezag_verified": "yes", "given_by": ["ouder_1"]}
    edith.submit(**asked, recipients=[tarik], youth_voice="bezwaar", statements=["conversation"])
    edith.press("exception.record", ref)
    edith.wait_view("exception.ground")
    assert len(slack.space.stacks[edith.id]) == 3
    assert edith.submit(ground="E01").errors == {}
    assert edith.wait_view("exception.record")["callback_id"] == "exception.record"
