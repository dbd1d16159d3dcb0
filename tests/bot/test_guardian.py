"""In Slack: the institution that is the guardian records its decision, and its colleague hears so."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.repositories import directory, organisations
from tests.bot.steps import fields, fresh, shown, wait_dm
from tests.running import TEAM, partner_option, report

INSTITUTION = {"U0WIJKTEAM": "nidos", "U0JEUGDH": "gi"}


def employ(bot: Process) -> None:
    """Marit works for the guardian of lone refugees, and so does Wende."""
    with session_for(bot.engine) as session:
        for account, role in INSTITUTION.items():
            row = directory.partner_of_user(session, account)
            assert isinstance(row, Partner)
            row.role = role
            organisations.belong(session, row, "Nidos Zonnebeek")
        session.commit()


def test_an_institution_decides_with_a_colleague(slack: PracticeSlack, bot: Process) -> None:
    """Refused at the field without a colleague; with one it counts, and the colleague reads a number only."""
    employ(bot)
    ref = report(slack, "wijkteam", subject_birthdate="14-05-2017")
    marit = fresh(slack, "wijkteam")
    marit.press("consent.record", ref, channel=TEAM)
    form = marit.wait_view("consent.record")
    assert "second" in fields(form)
    typed = {
        "holders": ["voogd"],
        "gezag_verified": "yes",
        "given_by": ["voogd"],
        "recipients": [partner_option(form, "Edith")],
        "categories": ["identiteit", "signaal"],
        "statements": ["conversation"],
    }
    assert set(marit.submit(**typed).errors) == {"second"}
    done = marit.submit(**typed, second=partner_option(form, "Wende"))
    assert done.errors == {}
    assert "U mag nu delen" in shown(done.view)
    wait_dm(slack, "jeugdhulp", f"U besliste mee bij {ref}")
    said = shown(slack.as_user("jeugdhulp").dm())
    assert "als voogd instemt" in said
    assert "Jesse" not in said
    marit = fresh(slack, "wijkteam")
    marit.slash("/signal", f"toon {ref}", channel=TEAM)
    marit.wait_view("signal.show")
    marit.press("consent.records", ref)
    assert "Samen besloten met" in shown(marit.wait_view("consent.records"))


def test_nobody_else_is_asked_who_decided_along(slack: PracticeSlack, bot: Process) -> None:
    """A school's form has no such field."""
    ref = report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.record", ref, channel=TEAM)
    assert "second" not in fields(edith.wait_view("consent.record"))
