"""People read Schakel in the language of their own Slack; the channel keeps the deployment's."""

from __future__ import annotations

import json

from bot.process import Process
from sandbox import PracticeSlack
from tests.running import FORM, TEAM, report

ENGLISH = "en-GB"


def speaks(slack: PracticeSlack, who: str, locale: str) -> None:
    """This person set Slack to another language."""
    slack.as_user(who).human.locale = locale


def test_home_is_in_the_readers_language_at_once(slack: PracticeSlack, bot: Process) -> None:
    """An English reader finds English the first time; a Dutch colleague Dutch; a German one too."""
    speaks(slack, "jongerenwerker", ENGLISH)
    speaks(slack, "jeugdagent", "de-DE")
    shown = {}
    for who in ("jongerenwerker", "jeugdagent", "zorgcoordinator"):
        person = slack.as_user(who)
        person.open_home()
        slack.wait_for(lambda: person.home is not None)  # noqa: B023  # waited for inside the loop
        shown[who] = json.dumps(person.home, ensure_ascii=False)
    assert "Report a signal" in shown["jongerenwerker"]
    assert "Signaal melden" in shown["jeugdagent"]
    assert "Signaal melden" in shown["zorgcoordinator"]


def test_a_direct_message_is_in_the_readers_language_and_the_card_is_not(
    slack: PracticeSlack, bot: Process
) -> None:
    """The tagged partner reads English, the channel stays Dutch, and so does the Dutch author's message."""
    speaks(slack, "jongerenwerker", ENGLISH)
    report(slack)
    slack.wait_for(lambda: slack.as_user("jongerenwerker").dm() and slack.as_user("zorgcoordinator").dm())
    told = json.dumps(slack.as_user("jongerenwerker").dm(), ensure_ascii=False)
    own = json.dumps(slack.as_user("zorgcoordinator").dm(), ensure_ascii=False)
    card = json.dumps(list(slack.space.channels[TEAM].messages.values()), ensure_ascii=False)
    assert ("I'll take this" in told, "Ik pak dit op" in told) == (True, False)
    assert "Betrek partners" in own
    assert ("Ik pak dit op" in card, "I'll take this" in card) == (True, False)


def test_a_refusal_and_a_flaw_are_in_the_readers_language(slack: PracticeSlack, bot: Process) -> None:
    """After a first command the locale is known; a submitted form asks Slack nothing at all."""
    speaks(slack, "zorgcoordinator", ENGLISH)
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", "toon S-99", channel=TEAM)
    slack.wait_for(lambda: any(one.method == "users.info" for one in slack.calls))
    slack.idle()
    slack.space.stacks[edith.id] = []
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    slack.idle()
    before = len(slack.calls)
    done = edith.submit(**{**FORM, "subject_birthdate": "31-02-2011"})
    assert [one.method for one in slack.calls[before:]] == []
    assert "does not exist" in done.errors["subject_birthdate"]
    slack.space.stacks[edith.id] = []
    edith.slash("/signal", "toon S-99", channel=TEAM)
    assert "not for you" in json.dumps(edith.wait_view("refusal")).lower()


def test_slack_is_asked_once_a_day(slack: PracticeSlack, bot: Process) -> None:
    """However often somebody opens Home."""
    edith = slack.as_user("zorgcoordinator")
    for _ in range(3):
        edith.open_home()
        slack.idle()
    assert [one.method for one in slack.calls].count("users.info") == 1


def test_a_home_with_a_list_of_what_lacks_asks_slack_once_in_a_while(
    slack: PracticeSlack, bot: Process
) -> None:
    """A beheerder opens Home again and again: channels and coordinators are asked about the first time."""
    kim = slack.as_user("beheerder")

    def asked() -> int:
        return len([one for one in slack.calls if one.method in ("conversations.info", "users.info")])

    kim.open_home()
    slack.wait_for(lambda: "Inrichten" in json.dumps(kim.home))
    first, drawn = asked(), [one.method for one in slack.calls].count("views.publish")
    for _ in range(3):
        kim.open_home()
    slack.wait_for(lambda: [one.method for one in slack.calls].count("views.publish") == drawn + 3)
    assert asked() == first


def test_a_slack_that_does_not_answer_changes_nothing(slack: PracticeSlack, bot: Process) -> None:
    """Without users.info everybody reads the deployment's language, and Home still opens."""
    slack.faults.add("users.info", error="internal_error")
    edith = slack.as_user("zorgcoordinator")
    edith.open_home()
    slack.wait_for(lambda: edith.home is not None)
    assert "Signaal melden" in json.dumps(edith.home)
