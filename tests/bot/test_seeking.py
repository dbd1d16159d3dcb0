"""In Slack: the other parent cannot be found; the refusal says what was tried and leads past them."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import fresh, note, shown
from tests.running import TEAM, partner_option, report


def test_a_parent_who_cannot_be_found_is_not_asked_for_ever(slack: PracticeSlack, bot: Process) -> None:
    """From the record to the attempts, and from the refusal to another ground; in dates and words."""
    ref = report(slack, "wijkteam", subject_birthdate="14-05-2017")
    marit = fresh(slack, "wijkteam")
    marit.press("consent.record", ref, channel=TEAM)
    form = marit.wait_view("consent.record")
    done = marit.submit(
        holders=["ouder_1", "ouder_2"],
        gezag_verified="yes",
        given_by=["ouder_1"],
        recipients=[partner_option(form, "Edith")],
        categories=["identiteit", "signaal"],
        statements=["conversation", "ap_indicaties"],
    )
    assert "Niet te bereiken?" in shown(done.view)
    marit.press("consent.unreached", ref)
    marit.wait_view("consent.unreached")
    assert set(marit.submit(tried_on="2019-02-30", way="telefoon").errors) == {"tried_on"}
    kept = marit.submit(tried_on="2026-01-12", way="telefoon")
    assert "*Ouder 2* is niet bereikt: gebeld (12 januari 2026)." in shown(kept.view)
    marit = fresh(slack, "wijkteam")
    marit.press("signal.share", ref, channel=TEAM)
    form = marit.wait_view("signal.share")
    refused = marit.submit(recipients=[partner_option(form, "Edith")]).view
    assert refused is not None
    assert (note(refused)["code"], note(refused)["hint"]) == ("MISSING_CONSENTER", "OTHER_WAYS")
    assert "gebeld (12 januari 2026)" in shown(refused)
    assert all(word in shown(refused) for word in ("E14", "1:253a BW", "Nog een poging"))
    assert "Vraag ook de andere ouder" not in shown(refused)
    marit.press("exception.record", ref)
    assert "E14" in shown(marit.wait_view("exception.ground"))
    marit = fresh(slack, "wijkteam")
    marit.slash("/signal", f"toon {ref}", channel=TEAM)
    sheet = shown(marit.wait_view("signal.show"))
    assert "gebeld (12 januari 2026)" in sheet
    assert "Vraag ook de andere ouder" not in sheet
