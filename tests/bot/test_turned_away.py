"""Whoever is turned away hears what they can do, and the reporter hears who takes a signal up."""

from __future__ import annotations

import json

from bot.commands.directory import import_directory
from bot.demo.running import NEWCOMER
from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import fresh, wait_dm
from tests.running import TEAM, report


def test_a_stranger_hears_what_to_do(slack: PracticeSlack, bot: Process) -> None:
    """112, who keeps the list, advice without a name; the beheerder is not sent to the beheerder."""
    for who, told, untold in (
        ("buitenstaander", "Vraag <@U0BEHEER> om u toe te voegen", "bestaat niet"),
        ("beheerder", "/partners nieuw", "Vraag <@U0BEHEER>"),
        ("fg", "andere taak", "bestaat niet"),
    ):
        person = slack.as_user(who)
        person.slash("/signal", channel="C0ALGEMEEN")
        shown = json.dumps(person.wait_view("refusal"), ensure_ascii=False)
        assert told in shown
        assert "bel 112" in shown
        assert "anoniem" in shown
        assert untold not in shown


def test_whoever_sees_the_card_hears_whom_to_ask(slack: PracticeSlack, bot: Process) -> None:
    """A member of the partnership or its coordinator who was not asked, and one who was but does not lead."""
    report(slack)
    for who, act, told in (
        ("sportclub", "signal.pickup", "Laat het <@U0ZORGCO> weten"),
        ("regisseur", "signal.pickup", "U bent bij S-1 niet gevraagd"),
        ("jongerenwerker", "signal.share", "voor wie de regie over S-1 heeft"),
    ):
        person = slack.as_user(who)
        person.press(act, "S-1", channel=TEAM)
        shown = json.dumps(person.wait_view("refusal"), ensure_ascii=False)
        assert told in shown
        assert "bestaat niet" not in shown


def test_the_reporter_hears_at_once_who_takes_it_up(slack: PracticeSlack, bot: Process) -> None:
    """One message, with how to reach them; another answer is told in it, and both see what was said."""
    report(slack)
    wait_dm(slack, "jongerenwerker", "betrokken bij signaal S-1")
    tarik, edith = fresh(slack, "jongerenwerker"), slack.as_user("zorgcoordinator")
    own = slack.space.im_of(tarik.id).id
    tarik.press("signal.pickup", "S-1", channel=own)
    wait_dm(slack, "zorgcoordinator", "Antwoord op S-1")
    told = json.dumps(edith.dm(), ensure_ascii=False)
    assert "<@U0JONGER> (jongerenwerker) pakt *S-1* op" in told
    assert "Stuur een bericht aan <@U0JONGER>" in told
    slack.wait_for(lambda: "U pakt dit op" in json.dumps(tarik.dm(), ensure_ascii=False))
    tarik.press("signal.not_mine", "S-1", channel=own)
    slack.wait_for(lambda: "antwoordde op *S-1* iets anders" in json.dumps(edith.dm(), ensure_ascii=False))
    slack.wait_for(lambda: "Dit is niet voor u" in json.dumps(tarik.dm(), ensure_ascii=False))
    assert len([one for one in edith.dm() if one["text"] == "Antwoord op S-1"]) == 1


def test_the_first_answer_is_in_the_persons_language(slack: PracticeSlack, bot: Process) -> None:
    """Somebody whose Slack speaks English, and whom Schakel never met."""
    slack.space.human("buitenstaander").locale = "en-GB"
    olga = slack.as_user("buitenstaander")
    olga.slash("/signaal", channel="C0ALGEMEEN")
    shown = json.dumps(olga.wait_view("refusal"), ensure_ascii=False)
    assert "You are not in the list of partners yet" in shown
    assert "call 112" in shown


def test_the_demo_has_somebody_who_reads_english(slack: PracticeSlack, bot: Process) -> None:
    """Grace sits in the partnership; her Home and her first form are English."""
    import_directory(NEWCOMER, bot.engine, bot.office.store.vault, bot.office.book)
    grace = slack.as_user("nieuwkomer")
    grace.slash("/signal", channel="C0ALGEMEEN")
    form = json.dumps(grace.wait_view("signal.new"), ensure_ascii=False)
    assert "Report a signal" in form
    assert "Hoe ernstig" not in form
    home = json.dumps(grace.open_home(), ensure_ascii=False)
    assert "signaal" not in home.lower()


def test_home_is_each_persons_own(slack: PracticeSlack, bot: Process) -> None:
    """Their tasks with where these begin, and nothing that would refuse them."""
    for who, told, untold in (
        ("beheerder", "U bent beheerder", "Signaal melden"),
        ("beheerder", "Partner toevoegen", "Er staat niets gepland"),
        ("fg", "Wie las wat", "doel te evalueren"),
        ("regisseur", "U coördineert Jeugdnetwerk Zonnebeek", "U bent beheerder"),
        ("fg", "U bent privacyfunctionaris", "Mag ik dit delen?"),
        ("regisseur", "U bent beoordelaar", "Bevoegdheid geven"),
        ("jongerenwerker", "wat ieder van u ziet", "Uw taken"),
        ("sportclub", "Signaal melden", "Uw taken"),
        ("buitenstaander", "Vraag <@U0BEHEER>", "Signaal melden"),
    ):
        shown = json.dumps(slack.as_user(who).open_home(), ensure_ascii=False)
        assert told in shown, who
        assert untold not in shown, who
