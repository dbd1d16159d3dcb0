"""Every refusal helps, and says it to whom it is said to; nothing offered is refused when pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.steps import consent, fresh, note, read, share, shown
from tests.running import FORM, TEAM, report


def said(person: Person, text: str) -> None:
    """Wait until this stands in the newest private message."""
    person.slack.wait_for(lambda: person.ephemerals(TEAM) and text in shown(person.ephemerals(TEAM)[-1]))


def offered(view: Mapping[str, Any]) -> list[str]:
    """The names of the buttons in a view."""
    return [
        one["action_id"]
        for block in view["blocks"]
        for one in block.get("elements", [])
        if "action_id" in one
    ]


def test_a_typing_error_is_answered_in_dutch(slack: PracticeSlack, bot: Process) -> None:
    """'liist' is nearest to an English twin, but a Dutch reader is told the Dutch word."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", "liist", channel=TEAM)
    said(edith, "/signal lijst`?")


@pytest.mark.parametrize(
    "command,word,code",
    [
        ("/signal", "toon", "NUMBER_NEEDED"),
        ("/signal", "deel", "NUMBER_NEEDED"),
        ("/overleg", "toon", "OVERLEG_NUMBER_NEEDED"),
        ("/overleg", "wijzig", "OVERLEG_NUMBER_NEEDED"),
    ],
)
def test_a_forgotten_number_is_asked_for(
    slack: PracticeSlack, bot: Process, command: str, word: str, code: str
) -> None:
    """Without a number there is nothing to hide: the answer says what to type."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash(command, word, channel=TEAM)
    refused = edith.wait_view("refusal")
    assert note(refused)["code"] == code
    assert "bijvoorbeeld" in shown(refused)


def test_an_author_hears_that_the_signal_is_their_own(slack: PracticeSlack, bot: Process) -> None:
    """Whoever reported it and presses what is for the others is not told that it does not exist."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    share(slack, ref)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.pickup", ref, channel=TEAM)
    refused = edith.wait_view("refusal")
    assert note(refused)["code"] == "NOT_FOR_YOU"
    assert "hebt u zelf gemeld" in shown(refused)
    assert offered(refused) == ["signal.show"]
    opened = read(slack, "zorgcoordinator", "D-1")
    assert "hebt u zelf gemeld" in shown(opened)
    assert FORM["details"] not in shown(opened)


def test_a_reader_who_is_not_named_can_ask(slack: PracticeSlack, bot: Process) -> None:
    """A tagged partner is spoken to as such, and may ask; who is not tagged has no button that refuses."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    share(slack, ref)
    agent = read(slack, "jeugdagent", "D-1")
    assert note(agent)["code"] == "SCOPE_RECIPIENT"
    assert "niet met u gedeeld" in shown(agent)
    assert offered(agent) == ["disclosure.request"]
    assert offered(read(slack, "leerplicht", "D-1")) == []
    slack.as_user("jeugdagent").press("disclosure.request", ref)
    assert slack.as_user("jeugdagent").wait_view("regie.told")
    slack.wait_for(
        lambda: any("vraagt de details" in shown(one) for one in slack.as_user("zorgcoordinator").dm())
    )
    asked = next(one for one in slack.as_user("zorgcoordinator").dm() if "vraagt de details" in shown(one))
    assert "consent.record" in shown(asked)
    assert "Laat deze ontvanger weg" not in shown(asked)


def test_who_cannot_go_on_is_sent_to_the_reporter(slack: PracticeSlack, bot: Process) -> None:
    """A jeugdagent cannot use consent, nor may he invoke a ground here: no dead button then."""
    ref = report(slack)
    agent = fresh(slack, "jeugdagent")
    agent.press("consent.record", ref, channel=TEAM)
    refused = agent.wait_view("refusal")
    assert note(refused)["code"] == "CONSENT_NOT_USABLE"
    assert note(refused)["hint"] == "ASK_REPORTER"
    assert offered(refused) == []


def test_leaving_one_out_stands_beside_asking(slack: PracticeSlack, bot: Process) -> None:
    """Sharing with somebody the consent does not name can be mended in two ways."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    refused = share(slack, ref, "Tarik", "Stef")
    assert refused is not None
    assert offered(refused) == ["consent.record", "signal.share"]


def test_nobody_is_offered_what_is_refused_at_the_door(slack: PracticeSlack, bot: Process) -> None:
    """The privacy officer reports no signals and plans no overleg: lists and Home offer neither."""
    huub = fresh(slack, "fg")
    huub.slash("/signal", "lijst", channel="C0ALGEMEEN")
    slack.wait_for(lambda: huub.ephemerals("C0ALGEMEEN"))
    assert "signal.new" not in shown(huub.ephemerals("C0ALGEMEEN"))
    huub.slash("/overleg", channel="C0ALGEMEEN")
    slack.wait_for(lambda: len(huub.ephemerals("C0ALGEMEEN")) == 2)
    assert "overleg.new" not in shown(huub.ephemerals("C0ALGEMEEN"))
    home = shown(huub.open_home())
    assert "signal.new" not in home
    assert "overleg.new" not in home


def test_the_question_about_a_name_says_where(slack: PracticeSlack, bot: Process) -> None:
    """A possible name is asked about with the field it stands in and the word, to whoever typed it alone."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    asked = edith.submit(**{**FORM, "summary": "Leerling gaat om met Kevin en mist uren"}).view
    assert asked is not None
    question = asked["blocks"][0]["text"]["text"]
    assert "Wat valt op?" in question
    assert "Kevin" in question


def test_a_kind_of_data_is_never_cut(slack: PracticeSlack, bot: Process) -> None:
    """The categories of the form stand there whole, with the remark between brackets under them."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    form = edith.wait_view("signal.new")
    kinds = next(one for one in form["blocks"] if one["block_id"] == "categories")["element"]["options"]
    assert not any("…" in shown(one) for one in kinds)


def test_the_sheet_says_each_answer_once(slack: PracticeSlack, bot: Process) -> None:
    """Partners with the same answer stand in one line, in the plural, and nobody is to be left out."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", f"toon {ref}", channel=TEAM)
    told = shown(edith.wait_view("signal.show"))
    assert told.count("staan niet in de toestemming") == 1
    assert told.count("– mag de details zien") == 1
    assert "Laat deze ontvanger weg" not in told
