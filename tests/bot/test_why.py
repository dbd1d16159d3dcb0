""" "Waarom?": the way to an answer for author, lead and reviewer; nobody else gets any of it."""

from __future__ import annotations

import pytest

from bot.process import Process
from casework import why
from casework.errors import NotForYou
from casework.exceptions import reviewing
from sandbox import PracticeSlack
from tests.bot.steps import LONG_ENOUGH, choose_ground, consent, fields, fresh, invoke, shown, wait_dm
from tests.running import FORM, TEAM, partner_option, report


def asked(slack: PracticeSlack, ref: str, who: str = "zorgcoordinator") -> str:
    """The explanation as somebody reads it who opens the signal and presses the button."""
    person = fresh(slack, who)
    person.slash("/signal", f"toon {ref}", channel=TEAM)
    person.wait_view("signal.show")
    person.press("why.signal", ref)
    return shown(person.wait_view("why.shown"))


def test_the_author_reads_each_row_and_where_each_record_stopped(slack: PracticeSlack, bot: Process) -> None:
    """One partner is covered, the other not: both ways are told, with section, article and source."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    said = asked(slack, ref)
    assert "Iedere ontvanger heeft een rol in deze zaak." in said
    assert "De toestemming dekt dit doel, deze ontvangers en deze gegevens." in said
    assert "De toestemming noemt een van deze ontvangers niet. Dit is eis 14 van 24" in said
    assert "regelboek 5, 5c" in said
    assert "S24; P18" in said
    assert said.count(bot.office.book.version) == 1
    assert said.index("Wat is vastgelegd") < said.index("Stap voor stap"), "what to mend comes first"
    assert str(FORM["details"]) not in said
    assert str(FORM["subject_name"]) not in said


def test_it_is_told_in_the_language_of_who_asks(slack: PracticeSlack, bot: Process) -> None:
    """The same tables, in English."""
    slack.as_user("zorgcoordinator").human.locale = "en-GB"
    ref = report(slack)
    slack.idle()
    said = asked(slack, ref)
    assert "Every recipient has a role in this case." in said
    assert "No consent is recorded." in said
    assert "Iedere ontvanger" not in said


def test_the_reviewer_reads_it_while_it_waits_and_only_then(slack: PracticeSlack, bot: Process) -> None:
    """The named reviewer and who invoked it; none of the tagged, nor a stranger."""
    ref = report(slack)
    invoke(slack, ref, "E07", "Stef", reviewer="U0FG", purpose="kindveiligheid")
    wait_dm(slack, "fg", "X-1")
    huub = fresh(slack, "fg")
    huub.press("exception.show", "X-1", channel=slack.space.im_of(huub.id).id)
    huub.wait_view("exception.show")
    huub.press("why.exception", "X-1")
    said = shown(huub.wait_view("why.shown"))
    assert "Een tweede persoon heeft dit nog niet getoetst." in said
    assert "1:253i" not in said, "it would tell how old the young person is"
    assert LONG_ENOUGH not in said
    for stranger in ("U0AGENT", "U0LEERPL", "U0JONGER"):
        with pytest.raises(NotForYou):
            why.of_exception(bot.office, bot.office.identify(stranger), 1)
        with pytest.raises(NotForYou):
            why.of_signal(bot.office, bot.office.identify(stranger), 1)
    huub.press("exception.approve", "X-1", channel=slack.space.im_of(huub.id).id)
    slack.wait_for(lambda: "Goedgekeurd" in shown(slack.as_user("zorgcoordinator").dm()))
    with pytest.raises(NotForYou):
        why.of_exception(bot.office, bot.office.identify("U0FG"), 1)


def test_who_invoked_a_ground_and_handed_regie_over_is_told_no_more(
    slack: PracticeSlack, bot: Process
) -> None:
    """What was recorded since is for author and lead; one's own reasoning stays readable."""
    ref = report(slack)
    hand_over(slack, "zorgcoordinator", ref, "U0MENTOR")
    form = choose_ground(slack, ref, "E07", "mentor")
    mentor = slack.as_user("mentor")
    done = mentor.submit(
        recipients=[partner_option(form, "Stef")],
        reviewer="U0FG",
        purpose="kindveiligheid",
        informed="yes",
        **{name: LONG_ENOUGH for name in fields(form) if name.startswith("c:")},
    )
    assert done.errors == {}
    number = why.of_exception(bot.office, bot.office.identify("U0MENTOR"), 1).ref
    assert number == "X-1"
    hand_over(slack, "mentor", ref, "U0JONGER")
    objection(slack, ref)
    with pytest.raises(NotForYou):
        why.of_exception(bot.office, bot.office.identify("U0MENTOR"), 1)
    own = reviewing.show(bot.office, bot.office.identify("U0MENTOR"), 1)
    assert set(own.reasons.values()) == {LONG_ENOUGH}


def hand_over(slack: PracticeSlack, who: str, ref: str, lead: str) -> None:
    """Somebody gives regie over the signal to this account."""
    person = fresh(slack, who)
    person.slash("/signal", f"toon {ref}", channel=TEAM)
    person.press("signal.lead", ref, view_id=person.wait_view("signal.show")["id"])
    person.wait_view("signal.lead")
    assert person.submit(lead=lead).errors == {}


def objection(slack: PracticeSlack, ref: str) -> None:
    """The young person says no, and the reporter records it."""
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.refused", ref, channel=TEAM)
    edith.wait_view("consent.refused")
    assert edith.submit(refused_by="jongere").errors == {}
