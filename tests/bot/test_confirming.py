"""In Slack: a partner who names themselves waits for the reporter, as does a new account."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import dm_texts, fresh, share, wait_dm
from tests.meeting import settle
from tests.running import TEAM, partner_option, report


def dm_with(slack: PracticeSlack, who: str, words: str) -> str:
    """All of the messages to somebody that say this, as text."""
    return str([one for one in slack.as_user(who).dm() if words in str(one)])


def test_a_partner_who_names_themselves_waits_for_the_reporter(slack: PracticeSlack, bot: Process) -> None:
    """The reporter gets the stub and two buttons; one press and it counts."""
    ref = report(slack)
    tarik = slack.as_user("jongerenwerker")
    tarik.press("consent.record", ref, channel=TEAM)
    form = tarik.wait_view("consent.record")
    done = tarik.submit(
        holders=["ouder_1"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        youth_voice="instemmend",
        recipients=[partner_option(form, "Tarik")],
        categories=["identiteit", "signaal"],
        statements=["conversation"],
    )
    assert done.errors == {}
    wait_dm(slack, "zorgcoordinator", f"Bevestig een ontvanger bij {ref}")
    assert ref in dm_with(slack, "zorgcoordinator", "noemt daarin zichzelf")
    denied = share(slack, ref, "Tarik", categories=["identiteit", "signaal"])
    assert denied is not None
    assert denied["callback_id"] == "refusal"
    edith = fresh(slack, "zorgcoordinator")
    (asked,) = [one for one in edith.dm() if "consent.confirm" in str(one)]
    row = next(one for one in asked["blocks"] if one["type"] == "actions")
    edith.press("consent.confirm", row["elements"][0]["value"], channel=asked.get("channel"))
    wait_dm(slack, "jongerenwerker", f"Uw vastlegging bij {ref}")
    assert share(slack, ref, "Tarik", categories=["identiteit", "signaal"]) is None
    settle(bot)
    assert any("D-1" in str(one) or ref in str(one) for one in dm_texts(slack, "jongerenwerker"))
