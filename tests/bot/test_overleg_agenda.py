"""What lies on the table of an overleg: its agenda, then its decisions with their action points."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from bot.process import Process
from casework.overleg import attending
from casework.signals import answering
from sandbox import PracticeSlack
from storage.audit_verify import verify
from storage.engine import session_for
from tests import meeting
from tests.bot.steps import consent
from tests.meeting import FIRST, FORM, JumpingClock, at, jump, plan, reminders, said, settle
from tests.running import FORM as REPORTED
from tests.running import TEAM, partner_option, report

clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg


def test_the_agenda_says_what_may_be_discussed_and_to_whom_what_is_missing(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """As the card says it, in one word what may be said; reasons only for the reporter, not who organises."""
    plan(slack, reminders=["agenda"], first_date="2026-12-08")
    ref = report(slack)
    edith, farida, stef = (slack.as_user(who) for who in ("zorgcoordinator", "regisseur", "jeugdagent"))
    shown = {}
    for one in (edith, farida, stef):
        slack.space.stacks[one.id] = []
        one.slash("/overleg", "agenda O-1", channel=TEAM)
        shown[one.id] = json.dumps(one.wait_view("overleg.agenda"), ensure_ascii=False)
        assert ref in shown[one.id]
        assert f"*{ref}* · N2" in shown[one.id]
        assert "School · :lock: *Anoniem*" in shown[one.id]
        assert "> Leerling mist vaak" in shown[one.id]
    assert "nog geen toestemming vastgelegd" in shown[edith.id]
    for one in (farida, stef):
        assert "toestemming" not in shown[one.id].lower()
    jump(bot, clock, at(1, 9, 0))
    slack.wait_for(lambda: reminders(farida.messages(TEAM), "O-1/2026-12-08"))
    called = json.dumps(reminders(farida.messages(TEAM), "O-1/2026-12-08"), ensure_ascii=False)
    assert ":lock: *Anoniem*" in called
    assert "toestemming" not in called.lower()


def test_details_may_be_discussed_when_everyone_at_the_table_knows_them(
    slack: PracticeSlack, bot: Process
) -> None:
    """Only the reporter sits there: nobody is missing. With the jeugdagent as chair somebody is."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/overleg", "nieuw", channel=TEAM)
    form = edith.wait_view("overleg.new")
    mine = partner_option(form, "Edith Zomerdijk")
    alone = {**FORM, "organiser": edith.id, "chair": edith.id, "participants": [mine]}
    assert edith.submit(**alone).errors == {}
    slack.space.stacks[edith.id] = []
    report(slack)
    edith.slash("/overleg", "agenda O-1", channel=TEAM)
    assert ":unlock: *Bespreekbaar*" in json.dumps(edith.wait_view("overleg.agenda"))
    edith.slash("/overleg", "toon O-1/2026-12-01", channel=TEAM)
    edith.wait_view("overleg.show")
    edith.press("overleg.chair", FIRST)
    edith.wait_view("overleg.chair")
    edith.submit(chair="U0AGENT")
    slack.space.stacks[edith.id] = []
    edith.slash("/overleg", "agenda O-1", channel=TEAM)
    assert ":lock: *Anoniem*" in json.dumps(edith.wait_view("overleg.agenda"))


def test_no_role_that_one_can_take_opens_a_reason(slack: PracticeSlack, bot: Process) -> None:
    """A partner plans an overleg of their own, chairs it, says they are away: still only whether it may."""
    ref = report(slack)
    person = slack.as_user("sportclub")
    person.slash("/overleg", "nieuw", channel=TEAM)
    form = person.wait_view("overleg.new")
    asked = partner_option(form, "Tarik")
    own = {**FORM, "organiser": person.id, "chair": person.id, "participants": [asked], "title": "Sportdag"}
    assert person.submit(**own).errors == {}
    slack.space.stacks[person.id] = []
    consent(slack, ref, "Tarik")
    away = bot.office.identify(person.id)
    attending.answer(bot.office, away, 1, date(2026, 12, 1), "overleg.absent", "away")
    slack.space.stacks[person.id] = []
    person.slash("/overleg", "agenda O-1", channel=TEAM)
    shown = json.dumps(person.wait_view("overleg.agenda"), ensure_ascii=False)
    (line,) = [one for one in shown.split('"') if f"*{ref}*" in one]
    assert line.endswith(r":lock: *Anoniem*\n> " + REPORTED["summary"])
    slack.space.stacks[person.id] = []
    person.slash("/overleg", f"toon {FIRST}", channel=TEAM)
    assert "toestemming" not in json.dumps(person.wait_view("overleg.show"), ensure_ascii=False).lower()


def test_the_most_urgent_stands_first_and_changes_with_its_words(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """Whatever was reported first; the agenda in the channel follows the card, and forgets what is over."""
    farida = plan(slack, reminders=["agenda"], first_date="2026-12-08")
    for level, summary in (("N1", "Hangt veel rond"), ("N3", "Wordt opgehaald door ouderen")):
        report(slack, level=level, summary=summary)
        slack.space.stacks["U0ZORGCO"] = []

    def called() -> str:
        return json.dumps(reminders(farida.messages(TEAM), "O-1/2026-12-08"), ensure_ascii=False)

    jump(bot, clock, at(1, 9, 0))
    slack.wait_for(lambda: "opgehaald" in called())
    assert called().index("opgehaald") < called().index("Hangt veel")
    edith = slack.as_user("zorgcoordinator")
    edith.press("signal.correct", "S-2", channel=slack.space.im_of(edith.id).id)
    edith.wait_view("signal.correct")
    assert edith.submit(summary="Wordt vaak opgewacht").errors == {}
    slack.wait_for(lambda: "opgewacht" in called() and "opgehaald" not in called())
    answering.close(bot.office, bot.office.identify(edith.id), 2, "er is hulp", "closing")
    slack.wait_for(lambda: "opgewacht" not in called())


def test_own_items_stand_on_the_agenda(slack: PracticeSlack, bot: Process, clock: JumpingClock) -> None:
    """Checked text; a possible name is asked about once; the call in the channel follows."""
    farida = plan(slack, reminders=["agenda"])
    slack.wait_for(lambda: reminders(farida.messages(TEAM)))
    tarik = slack.as_user("jongerenwerker")
    tarik.press("overleg.item", FIRST, channel=TEAM)
    tarik.wait_view("overleg.item")
    assert "telefoonnummer" in tarik.submit(item="Bel 06-12345678").errors["item"]
    asked = tarik.submit(item="Overlast bij de flat van Kwispelaar")
    assert asked.view is not None
    assert asked.view["callback_id"] == "overleg.item"
    assert tarik.submit().response_action is None
    slack.wait_for(lambda: said(farida.messages(TEAM), "Overlast bij de flat van Kwispelaar – <@U0JONGER>"))


def test_decisions_are_sealed_and_actions_return(
    slack: PracticeSlack, bot: Process, clock: JumpingClock, tmp_path: Path
) -> None:
    """The decision is in no call, message or file; its author reads it back, another is told to wait."""
    farida = plan(slack, reminders=["follow_up"])
    ref = report(slack)
    jump(bot, clock, at(1, 10, 0))
    slack.wait_for(lambda: said(farida.dm(), "is afgelopen"))
    mentor = slack.as_user("mentor")
    slack.wait_for(lambda: said(mentor.messages(TEAM), "is afgelopen"))
    mentor.press("overleg.outcome", FIRST, channel=TEAM)
    told = json.dumps(mentor.wait_view("refusal"), ensure_ascii=False)
    assert "organiseert of voorzit: <@U0REGIE>" in told
    slack.space.stacks[mentor.id] = []
    farida.press("overleg.outcome", FIRST, channel=slack.space.im_of(farida.id).id)
    form = farida.wait_view("overleg.outcome")
    assert [one["block_id"] for one in form["blocks"] if one["type"] == "input"] == [
        "decisions",
        "action_text",
        "action_owner",
        "action_due",
    ]
    secret = "School belt oma over het vervoer"
    done = farida.submit(
        decisions=f"{ref}: {secret}",
        action_text="Mentor spreekt af met het wijkteam",
        action_owner="U0MENTOR",
        action_due="2026-12-10",
    )
    assert done.view is not None
    assert done.view["callback_id"] == "overleg.recorded", done
    slack.wait_for(lambda: said(mentor.dm(), "*A-1* · Mentor spreekt af"))
    slack.wait_for(lambda: said(farida.messages(TEAM), "Besluiten vastgelegd bij S-1"))
    settle(bot)
    outbound = json.dumps([one.args for one in slack.calls], ensure_ascii=False)
    assert secret not in outbound
    assert all(secret.encode() not in one.read_bytes() for one in tmp_path.iterdir())
    slack.space.stacks[farida.id] = []
    farida.press("overleg.decisions", FIRST, channel=TEAM)
    assert secret in json.dumps(farida.wait_view("overleg.decisions"))
    stef = slack.as_user("jeugdagent")
    stef.press("overleg.decisions", FIRST, channel=TEAM)
    refused = json.dumps(stef.wait_view("overleg.decisions"), ensure_ascii=False)
    assert "nu niet met u te delen" in refused
    assert secret not in refused
    slack.space.stacks[stef.id] = []
    stef.slash("/overleg", "agenda O-1", channel=TEAM)
    assert "Mentor spreekt af" in json.dumps(stef.wait_view("overleg.agenda"))
    jump(bot, clock, at(10, 8, 0))
    slack.wait_for(lambda: said(mentor.dm(), "nog open?"))
    mentor.press("action.done", "A-1", channel=slack.space.im_of(mentor.id).id)
    slack.wait_for(lambda: len(said(mentor.dm(), "*A-1* is gedaan")) >= 2)
    with session_for(bot.engine, write=False) as session:
        assert verify(session, bot.office.store.vault.audit_key).ok


def test_acute_danger_goes_before_a_higher_level(
    slack: PracticeSlack, bot: Process, clock: JumpingClock
) -> None:
    """On the agenda, in the list, and on Home before where one begins; until it is closed."""
    farida = plan(slack, reminders=["agenda"], first_date="2026-12-08")
    edith = slack.as_user("zorgcoordinator")
    for level, modifiers, summary in (("N3", [], "Wordt opgehaald"), ("N1", ["M1"], "Dreigt op het plein")):
        report(slack, level=level, modifiers=modifiers, summary=summary)
        slack.space.stacks[edith.id] = []
    jump(bot, clock, at(1, 9, 0))

    def called() -> str:
        return json.dumps(reminders(farida.messages(TEAM), "O-1/2026-12-08"), ensure_ascii=False)

    slack.wait_for(lambda: "op het plein" in called() and "opgehaald" in called())
    assert called().index("ACUUT GEVAAR") < called().index("op het plein") < called().index("opgehaald")
    edith.slash("/signal", "lijst", channel=TEAM)
    slack.wait_for(lambda: edith.ephemerals(TEAM))
    listed = json.dumps(edith.ephemerals(TEAM)[-1])
    assert listed.index("op het plein") < listed.index("opgehaald")
    home = json.dumps(edith.open_home())
    assert home.index("op het plein") < home.index("Ziet u iets") < home.index("opgehaald")
    answering.close(bot.office, bot.office.identify(farida.id), 2, "er is hulp", "closing")
    slack.wait_for(lambda: "op het plein" not in called())
