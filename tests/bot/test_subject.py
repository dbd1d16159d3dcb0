"""Capacity and the same help, the way people record them in Slack."""

from __future__ import annotations

import json
from typing import Any

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.steps import note
from tests.running import TEAM, partner_option, report

MDO = "C0MDO"


def fields(view: dict[str, Any] | None) -> set[str]:
    """The inputs of a form."""
    assert view is not None
    return {block["block_id"] for block in view["blocks"] if block["type"] == "input"}


def buttons_of(view: dict[str, Any] | None) -> set[str]:
    """The buttons of a view."""
    assert view is not None
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return {one["action_id"] for row in rows for one in row}


def sheet(slack: PracticeSlack, who: str, ref: str = "S-1") -> Person:
    """Somebody looks at the signal."""
    person = slack.as_user(who)
    slack.space.stacks[person.id] = []
    person.slash("/signal", f"toon {ref}")
    person.wait_view("signal.show")
    return person


def test_from_the_sheet_and_back_again(slack: PracticeSlack, bot: Process) -> None:
    """The form takes the sheet's place; afterwards the sheet is there and consent asks the holders."""
    ref = report(slack, subject_birthdate="14-05-2009")
    edith = sheet(slack, "zorgcoordinator")
    edith.press("subject.capacity", ref)
    form = edith.wait_view("subject.capacity")
    assert fields(form) == {"capacity", "established_by", "established_on"}
    flawed = edith.submit(capacity="wilsonbekwaam")
    assert set(flawed.errors) == {"established_by", "established_on"}
    done = edith.submit(
        capacity="wilsonbekwaam", established_by="N. Verzonnen, arts", established_on="2026-11-02"
    )
    assert done.view is not None
    assert done.view["callback_id"] == "signal.show"
    assert len(slack.space.stacks[edith.id]) == 1
    slack.space.stacks[edith.id] = []
    edith.press("consent.record", ref, channel=TEAM)
    assert {"holders", "given_by"} <= fields(edith.wait_view("consent.record"))
    said = json.dumps([one.args for one in slack.calls])
    assert "Verzonnen" not in said


def test_from_the_consent_form_and_back_again(slack: PracticeSlack, bot: Process) -> None:
    """Behind 'Wijzig'; afterwards the consent form asks what the finding makes necessary."""
    ref = report(slack, subject_birthdate="14-05-2006")
    edith = slack.as_user("zorgcoordinator")
    edith.press("consent.record", ref, channel=TEAM)
    form = edith.wait_view("consent.record")
    assert "given_by" not in fields(form)
    assert "subject.capacity" not in buttons_of(form)
    edith.press("consent.record.more", ref)
    slack.wait_for(lambda: "subject.capacity" in buttons_of(edith.view))
    edith.press("subject.capacity", ref)
    assert "representatives" in fields(edith.wait_view("subject.capacity"))
    done = edith.submit(
        capacity="wilsonbekwaam",
        established_by="N. Verzonnen, gedragswetenschapper",
        established_on="2026-11-02",
        representatives=["curator"],
    )
    assert done.view is not None
    assert done.view["callback_id"] == "consent.record"
    given_by = next(one for one in done.view["blocks"] if one.get("block_id") == "given_by")
    assert [one["value"] for one in given_by["element"]["options"]] == ["curator"]


def test_a_tagged_partner_and_a_stranger_do_not_see_it(slack: PracticeSlack, bot: Process) -> None:
    """The sheet of a tagged partner has no such button, and a colleague outside gets no sheet at all."""
    report(slack, subject_birthdate="14-05-2009")
    assert "subject.capacity" not in buttons_of(sheet(slack, "jongerenwerker").view)
    stranger = slack.as_user("buitenstaander")
    stranger.slash("/signal", "toon S-1")
    assert stranger.wait_view("refusal")["callback_id"] == "refusal"


def test_the_same_help_between_carers(slack: PracticeSlack, bot: Process) -> None:
    """Jeugdhulp ticks the wijkteam; the sheet then says that they may see the details without consent."""
    wende = slack.as_user("jeugdhulp")
    wende.slash("/signal", channel=MDO)
    form = wende.wait_view("signal.new")
    partnership = next(one for one in form["blocks"] if one.get("block_id") == "partnership")
    option = partnership["element"]["options"][0]["value"]
    done = wende.submit(
        partnership=option,
        level="N2",
        place="school",
        summary="Behandeling loopt vast",
        subject_name="Jesse Verzonnen",
        subject_birthdate="14-05-2011",
        details="Vertelde dat hij pakketjes wegbrengt",
        categories=["signaal"],
    )
    assert done.view is not None
    wijkteam = partner_option(done.view, "Marit")
    wende.submit(partners=[wijkteam])
    wende = sheet(slack, "jeugdhulp")
    wende.press("signal.direct", "S-1")
    wende.wait_view("signal.direct")
    shown = wende.submit(directly_involved=[wijkteam]).view
    assert shown is not None
    assert shown["callback_id"] == "signal.show"
    assert "mag de details zien" in json.dumps(shown, ensure_ascii=False)
    wende.press("signal.share", "S-1")
    assert "necessary" in fields(wende.wait_view("signal.share"))
    without = wende.submit(recipients=[wijkteam])
    assert "nodig is voor de hulp" in without.errors["necessary"]
    assert wende.submit(recipients=[wijkteam], necessary=["yes"]).errors == {}
    wende = sheet(slack, "jeugdhulp")
    wende.press("consent.refused", "S-1", channel=MDO)
    wende.wait_view("consent.refused")
    wende.submit(refused_by="jongere")
    wende = sheet(slack, "jeugdhulp")
    wende.press("signal.share", "S-1")
    assert "necessary" not in fields(wende.wait_view("signal.share"))
    refused = wende.submit(recipients=[wijkteam]).view
    assert refused is not None
    assert note(refused)["code"] == "REFUSED"
