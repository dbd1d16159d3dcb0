"""Asking, regie, matches and links through Slack: who sees what, and who never hears of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from storage.audit_verify import verify
from storage.engine import session_for
from tests.bot.test_whole_way import consent, note, share
from tests.running import FORM, TEAM, partner_option, report

MDO = "C0MDO"
COORDINATORS = {"U0REGIE", "U0ZORGCO"}


def report_at(slack: PracticeSlack, who: str, channel: str, **changes: object) -> None:
    """Register a signal about Jesse in a partnership's channel, without tagging anybody."""
    person = slack.as_user(who)
    before = len(person.messages(channel))
    person.slash("/signal", channel=channel)
    person.wait_view("signal.new")
    partnership = "1" if channel == TEAM else "2"
    done = person.submit(**{**FORM, "partnership": partnership, **changes})
    assert done.view is not None, done
    ref = json.loads(done.view["private_metadata"])["ref"]
    person.close()
    slack.wait_for(lambda: len(person.messages(channel)) > before)
    slack.wait_for(lambda: f"Details van {ref}" in json.dumps(slack.space.channels[channel].messages))
    dm_says(slack, who, f"Uw signaal {ref}")


def dm_text(person: Person) -> str:
    """Everything in somebody's direct messages, as sent."""
    return json.dumps(person.dm(), ensure_ascii=False)


def dm_says(slack: PracticeSlack, who: str, words: str) -> None:
    """Wait until somebody's direct messages hold these words."""
    slack.wait_for(lambda: words in dm_text(slack.as_user(who)))


def dm_forgets(slack: PracticeSlack, who: str, words: str) -> None:
    """Wait until these words are gone from somebody's direct messages."""
    slack.wait_for(lambda: words not in dm_text(slack.as_user(who)))


def press_in_dm(slack: PracticeSlack, who: str, action: str, value: str) -> Person:
    """Somebody presses a button in their direct messages."""
    person = slack.as_user(who)
    slack.space.stacks[person.id] = []
    room = slack.space.im_of(person.id).id
    slack.wait_for(lambda: all(f'"{word}"' in json.dumps(person.messages(room)) for word in (action, value)))
    person.press(action, value, channel=room)
    return person


@pytest.fixture
def pair(slack: PracticeSlack, bot: Process) -> PracticeSlack:
    """S-1 by Tarik in Zonnebeek and S-2 by Bram at the MDO, about one young person."""
    report_at(slack, "jongerenwerker", TEAM)
    report_at(slack, "mentor", MDO)
    dm_says(slack, "regisseur", "mogelijk over dezelfde jongere")
    dm_says(slack, "zorgcoordinator", "mogelijk over dezelfde jongere")
    return slack


# --- asking ------------------------------------------------------------------------------------------


def test_a_partner_asks_and_the_reporter_gets_the_way_there(slack: PracticeSlack, bot: Process) -> None:
    """From the card: passed on; the reporter records consent and shares from that message's buttons."""
    report(slack)
    tarik, edith = slack.as_user("jongerenwerker"), slack.as_user("zorgcoordinator")
    tarik.press("disclosure.request", "S-1", channel=TEAM)
    told = json.dumps(tarik.wait_view("regie.told"), ensure_ascii=False)
    assert "doorgegeven" in told
    assert "toestemming" not in told
    dm_says(slack, "zorgcoordinator", "vraagt de details van *S-1*")
    assert "Er is nog geen toestemming vastgelegd." in dm_text(edith)
    slack.wait_for(lambda: "vraagt details" in json.dumps(edith.messages(TEAM)))
    press_in_dm(slack, "zorgcoordinator", "consent.record", "S-1").wait_view("consent.record")
    slack.space.stacks[edith.id] = []
    consent(slack, "S-1", "Tarik")
    dm_says(slack, "zorgcoordinator", "Dit mag nu.")
    press_in_dm(slack, "zorgcoordinator", "signal.share", "S-1").wait_view("signal.share")
    share(slack, "S-1")
    dm_says(slack, "zorgcoordinator", "*S-1*: gedeeld")
    slack.wait_for(lambda: "vraagt details" not in json.dumps(edith.messages(TEAM)))
    slack.space.stacks[tarik.id] = []
    tarik.press("disclosure.request", "S-1", channel=TEAM)
    assert "klaar" in json.dumps(tarik.wait_view("regie.told"))
    tarik.press("disclosure.open", "D-1", view_id=tarik.wait_view("regie.told")["id"])
    assert FORM["details"] in json.dumps(tarik.wait_view("disclosure.view"))


def test_the_channel_and_the_asker_never_hear_what_is_missing(slack: PracticeSlack, bot: Process) -> None:
    """Pressing from the direct message, twice: one question; nothing about consent outside the reporter's."""
    report(slack)
    for _ in range(2):
        press_in_dm(slack, "jongerenwerker", "disclosure.request", "S-1").wait_view("regie.told")
    dm_says(slack, "zorgcoordinator", "vraagt de details")
    slack.idle()
    assert dm_text(slack.as_user("zorgcoordinator")).count("vraagt de details van *S-1*") == 1
    elsewhere = json.dumps([slack.space.channels[TEAM].messages, slack.as_user("jongerenwerker").dm()])
    assert "toestemming vastgelegd" not in elsewhere
    assert "ouder" not in elsewhere


def test_declined_with_one_press(slack: PracticeSlack, bot: Process) -> None:
    """The partner hears that it is not now, without a reason; the question is gone from the card."""
    report(slack)
    press_in_dm(slack, "jongerenwerker", "disclosure.request", "S-1")
    dm_says(slack, "zorgcoordinator", "vraagt de details")
    press_in_dm(slack, "zorgcoordinator", "disclosure.decline", "R-1")
    dm_says(slack, "jongerenwerker", "worden nu niet met u gedeeld")
    dm_says(slack, "zorgcoordinator", "*S-1*: niet gedeeld")
    slack.wait_for(lambda: "vraagt details" not in json.dumps(slack.space.channels[TEAM].messages))


def test_what_was_declined_and_shared_later_is_said_so_in_both_messages(
    slack: PracticeSlack, bot: Process
) -> None:
    """Neither the one who asked nor the one who declined reads on that it is not shared."""
    report(slack)
    press_in_dm(slack, "jongerenwerker", "disclosure.request", "S-1")
    dm_says(slack, "zorgcoordinator", "vraagt de details")
    press_in_dm(slack, "zorgcoordinator", "disclosure.decline", "R-1")
    dm_says(slack, "jongerenwerker", "worden nu niet met u gedeeld")
    slack.space.stacks.clear()
    consent(slack, "S-1", "Tarik")
    share(slack, "S-1")
    dm_says(slack, "jongerenwerker", "zijn later toch met u gedeeld")
    dm_forgets(slack, "jongerenwerker", "worden nu niet met u gedeeld")
    dm_says(slack, "zorgcoordinator", "*S-1*: gedeeld")
    dm_forgets(slack, "zorgcoordinator", "*S-1*: niet gedeeld")


def test_who_is_not_tagged_cannot_ask(slack: PracticeSlack, bot: Process) -> None:
    """Somebody in the channel who was not tagged gets the answer of a number that does not exist."""
    report(slack)
    for who in ("leerplicht", "regisseur", "zorgcoordinator"):
        person = slack.as_user(who)
        slack.space.stacks[person.id] = []
        person.press("disclosure.request", "S-1", channel=TEAM)
        assert note(person.wait_view("refusal"))["code"] == "NOT_FOR_YOU"


# --- who leads ----------------------------------------------------------------------------------------


def test_regie_is_handed_over_from_the_sheet(slack: PracticeSlack, bot: Process) -> None:
    """The form says who leads; a stranger is refused at the field; the new lead gets a message."""
    report(slack)
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", "toon S-1", channel=TEAM)
    edith.press("signal.lead", "S-1", view_id=edith.wait_view("signal.show")["id"])
    assert "<@U0ZORGCO>" in json.dumps(edith.wait_view("signal.lead"))
    assert "Kies een actieve partner" in edith.submit(lead="U0BUITEN").errors["lead"]
    assert edith.submit(lead="U0MENTOR").errors == {}
    dm_says(slack, "mentor", "U hebt nu de regie over *S-1*")
    slack.wait_for(lambda: "Regie: <@U0MENTOR>" in json.dumps(edith.messages(TEAM)))
    press_in_dm(slack, "mentor", "signal.lead", "S-1").wait_view("signal.lead")
    slack.as_user("mentor").submit(lead="U0REGIE")
    dm_says(slack, "mentor", "ligt nu bij <@U0REGIE>")
    dm_says(slack, "regisseur", "U hebt nu de regie over *S-1*")


# --- matches and links --------------------------------------------------------------------------------


def test_a_link_from_the_match_to_both_agreeing(pair: PracticeSlack, bot: Process) -> None:
    """One coordinator links, the other agrees; both see it on the sheet and can take it back."""
    slack = pair
    farida = press_in_dm(slack, "regisseur", "signal.link", "S-1 S-2")
    assert "zodra ook de andere coördinator akkoord is" in str(farida.wait_view("regie.told"))
    dm_says(slack, "zorgcoordinator", "<@U0REGIE> wil *S-1* en *S-2* koppelen")
    press_in_dm(slack, "zorgcoordinator", "link.agree", "S-1 S-2")
    dm_says(slack, "regisseur", "*S-1* en *S-2* zijn gekoppeld")
    slack.space.stacks[farida.id] = []
    farida.slash("/signal", "toon S-1", channel=TEAM)
    sheet = farida.wait_view("signal.show")
    assert "Gekoppeld aan *S-2*" in json.dumps(sheet)
    farida.press("link.undo", "S-1 S-2", view_id=sheet["id"])
    dm_says(slack, "zorgcoordinator", "zijn niet gekoppeld")
    with session_for(bot.engine, write=False) as session:
        assert verify(session, bot.office.store.vault.audit_key).ok


def test_home_lists_what_waits_for_a_coordinator(pair: PracticeSlack, bot: Process) -> None:
    """The match, with its buttons; for the reporters there is nothing of it."""
    slack = pair
    home = json.dumps(slack.as_user("regisseur").open_home())
    assert "Wacht op u" in home
    assert "signal.link" in home
    slack.as_user("regisseur").press("match.dismiss", "S-1 S-2")
    slack.wait_for(lambda: "volgens u niet dezelfde" in dm_text(slack.as_user("regisseur")))
    assert "Wacht op u" not in json.dumps(slack.as_user("regisseur").open_home())
    for who in ("jongerenwerker", "mentor"):
        home = json.dumps(slack.as_user(who).open_home())
        assert "Wacht op u" not in home
        assert "S-" in home


def test_the_command_says_how_and_refuses_alike(pair: PracticeSlack, bot: Process) -> None:
    """Without two numbers the usage; a number one may not see is refused like one that is not there."""
    slack = pair
    tarik = slack.as_user("jongerenwerker")
    tarik.slash("/signal", "koppel S-1", channel=TEAM)
    slack.wait_for(lambda: tarik.ephemerals(TEAM))
    assert "/signal koppel S-1 S-2" in tarik.ephemerals(TEAM)[-1]["text"]
    seen = []
    for numbers in ("S-1 S-2", "S-1 S-99"):
        slack.space.stacks[tarik.id] = []
        tarik.slash("/signal", f"link {numbers}", channel=TEAM)
        view = tarik.wait_view("refusal")
        seen.append((view["blocks"][0]["text"], view["private_metadata"]))
    assert seen[0] == seen[1]


def test_a_closed_signal_takes_its_match_away(pair: PracticeSlack, bot: Process) -> None:
    """The message about the pair disappears from both coordinators' conversations."""
    slack = pair
    bram = slack.as_user("mentor")
    bram.slash("/signal", "sluit S-2", channel=MDO)
    bram.wait_view("signal.close")
    bram.submit(outcome="Besproken en opgelost")
    for who in ("regisseur", "zorgcoordinator"):
        dm_forgets(slack, who, "dezelfde jongere")


def test_nothing_of_a_match_or_link_reaches_anybody_else(pair: PracticeSlack, bot: Process) -> None:
    """Every call of the bot, to whomever, over a whole life of a match: the other number is nowhere."""
    slack = pair
    press_in_dm(slack, "regisseur", "signal.link", "S-1 S-2").wait_view("regie.told")
    dm_says(slack, "zorgcoordinator", "wil *S-1* en *S-2* koppelen")
    press_in_dm(slack, "zorgcoordinator", "link.agree", "S-1 S-2")
    dm_says(slack, "regisseur", "zijn gekoppeld")
    for who, channel, number in (("jongerenwerker", TEAM, "S-1"), ("mentor", MDO, "S-2")):
        person = slack.as_user(who)
        person.slash("/signal", f"toon {number}", channel=channel)
        person.wait_view("signal.show")
        slack.space.stacks[person.id] = []
        person.slash("/signal", "lijst", channel=channel)
        person.open_home()
    bram = slack.as_user("mentor")
    bram.slash("/signal", "sluit S-2", channel=MDO)
    bram.wait_view("signal.close")
    bram.submit(outcome="Besproken en opgelost")
    slack.wait_for(lambda: "is afgesloten" in json.dumps(bram.messages(MDO)))
    slack.idle()
    heard = {"U0REGIE": 0, "U0ZORGCO": 0}
    may_name = {TEAM: {"S-1"}, "U0JONGER": {"S-1"}, MDO: {"S-2"}, "U0MENTOR": {"S-2"}}
    for receiver, said in spoken(slack):
        named = set(re.findall(r"S-\d+", said))
        if receiver in COORDINATORS:
            heard[receiver] += {"S-1", "S-2"} <= named
            continue
        assert named <= may_name[receiver], (receiver, said)
        assert "koppel" not in said.replace("/signal koppel", "").lower(), (receiver, said)
        assert "dezelfde jongere" not in said, (receiver, said)
    assert min(heard.values()) >= 2


def spoken(slack: PracticeSlack) -> Iterator[tuple[str, str]]:
    """Every outbound call with a receiver: a channel, or the user of a direct message or view."""
    for call in slack.calls:
        args: dict[str, Any] = dict(call.args)
        receiver = args.get("channel") or args.get("user_id")
        if trigger := args.get("trigger_id"):
            receiver = slack.space.triggers[trigger].user
        if receiver is None:
            continue
        place = slack.space.channels.get(receiver)
        yield (place.user if place and place.user else receiver), json.dumps(args, ensure_ascii=False)
    for user, message in slack.space.ephemerals:
        yield user, json.dumps(message, ensure_ascii=False)


def test_partners_of_both_still_choose_by_name(slack: PracticeSlack, bot: Process) -> None:
    """The share form of a signal about which somebody asked offers the asker."""
    report(slack)
    press_in_dm(slack, "jongerenwerker", "disclosure.request", "S-1")
    dm_says(slack, "zorgcoordinator", "vraagt de details")
    edith = slack.as_user("zorgcoordinator")
    edith.press("signal.show", "S-1", channel=TEAM)
    edith.press("signal.share", "S-1", view_id=edith.wait_view("signal.show")["id"])
    assert partner_option(edith.wait_view("signal.share"), "Tarik")
