""" "Waarom?": the way to an answer for author, lead and reviewer; nobody else gets any of it."""

from __future__ import annotations

import pytest

from bot.process import Process
from casework import why
from casework.errors import NotForYou
from sandbox import PracticeSlack
from tests.bot.steps import LONG_ENOUGH, consent, fresh, invoke, shown, wait_dm
from tests.running import FORM, TEAM, report


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
    assert "De toestemming noemt een van deze ontvangers niet. Van de 24 eisen waren er" in said
    assert "regelboek 5, 5c" in said
    assert "S24; P18" in said
    assert bot.office.book.version in said
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
