"""A mistyped record is put right in Slack: by author or recorder, never by anybody else."""

from __future__ import annotations

import json
from typing import Any

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.test_whole_way import consent
from tests.running import FORM, TEAM, partner_option, report


def press(person: Person, action: str) -> None:
    """Press the first button of this name in the view on top."""
    assert person.view is not None
    rows = [block["elements"] for block in person.view["blocks"] if block["type"] == "actions"]
    person.press(action, next(one["value"] for row in rows for one in row if one["action_id"] == action))


def records(slack: PracticeSlack, who: str) -> Person:
    """Somebody opens the list of what was recorded."""
    person = slack.as_user(who)
    slack.space.stacks[person.id] = []
    person.slash("/signal", "toon S-1")
    person.wait_view("signal.show")
    person.press("consent.records", "S-1")
    person.wait_view("consent.records")
    return person


def shown(view: dict[str, Any] | None) -> str:
    """A view as text."""
    return json.dumps(view, ensure_ascii=False)


def initial(view: dict[str, Any], name: str) -> dict[str, Any]:
    """The element of a field."""
    block = next(one for one in view["blocks"] if one.get("block_id") == name)
    element = block["element"]
    assert isinstance(element, dict)
    return element


def test_the_wrong_partner_is_replaced(slack: PracticeSlack, bot: Process) -> None:
    """The form stands as it was recorded; after it the first partner is no longer covered."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    edith = records(slack, "zorgcoordinator")
    assert "zei ja op" in shown(edith.view)
    press(edith, "consent.correct")
    form = edith.wait_view("consent.record")
    assert [one["value"] for one in initial(form, "given_by")["initial_options"]] == ["ouder_1"]
    assert initial(form, "youth_voice")["initial_option"]["value"] == "instemmend"
    offered = [one["value"] for one in initial(form, "recipients")["options"]]
    others = [one for one in offered if one != partner_option(form, "Tarik")]
    done = edith.submit(recipients=others[:1])
    assert done.errors == {}
    assert done.view is not None
    assert done.view["callback_id"] == "consent.recorded"
    edith = records(slack, "zorgcoordinator")
    said = shown(edith.view).count("zei ja op")
    assert (said, "U0JONGER" in shown(edith.view)) == (1, False)


def test_a_record_lapses_and_the_list_is_empty(slack: PracticeSlack, bot: Process) -> None:
    """Pressed and confirmed: it counts no more."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    edith = records(slack, "zorgcoordinator")
    press(edith, "consent.void")
    slack.wait_for(lambda: "niets vastgelegd" in shown(edith.view))


def test_a_refusal_of_today_is_corrected_in_its_own_form(slack: PracticeSlack, bot: Process) -> None:
    """The recorder chose the wrong parent; nothing about it reaches the channel."""
    ref = report(slack)
    edith = slack.as_user("zorgcoordinator")
    edith.press("consent.refused", ref, channel=TEAM)
    edith.wait_view("consent.refused")
    edith.submit(refused_by="ouder_1")
    edith = records(slack, "zorgcoordinator")
    press(edith, "consent.correct")
    form = edith.wait_view("consent.refused")
    assert initial(form, "refused_by")["initial_option"]["value"] == "ouder_1"
    assert edith.submit(refused_by="ouder_2").errors == {}
    said = shown(records(slack, "zorgcoordinator").view)
    assert "ouder 2" in said
    assert "ouder 1" not in said
    slack.idle()
    channel = json.dumps(list(slack.space.channels[TEAM].messages.values()), ensure_ascii=False)
    assert "ouder" not in channel


def test_a_partner_who_recorded_nothing_and_a_stranger_see_no_list(
    slack: PracticeSlack, bot: Process
) -> None:
    """The sheet of a tagged partner has no such button; a made-up number is answered as always."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    tarik = slack.as_user("jongerenwerker")
    tarik.slash("/signal", "toon S-1")
    assert "consent.records" not in shown(tarik.wait_view("signal.show"))
    stranger = slack.as_user("buitenstaander")
    stranger.slash("/signal", "toon S-1")
    assert stranger.wait_view("refusal")["callback_id"] == "refusal"


def test_an_author_puts_a_detail_right(slack: PracticeSlack, bot: Process) -> None:
    """Read back, corrected, and back in the list with the new text; nobody else has the button."""
    report(slack)
    tarik = slack.as_user("jongerenwerker")
    tarik.slash("/signal", "toon S-1")
    assert "detail.own" not in shown(tarik.wait_view("signal.show"))
    edith = slack.as_user("zorgcoordinator")
    slack.space.stacks[edith.id] = []
    edith.slash("/signal", "toon S-1")
    edith.wait_view("signal.show")
    edith.press("detail.own", "S-1")
    edith.wait_view("detail.own")
    press(edith, "detail.correct")
    form = edith.wait_view("detail.correct")
    assert initial(form, "details")["initial_value"] == FORM["details"]
    assert "details" in edith.submit(details="Zijn BSN is 999990019").errors
    done = edith.submit(details="Vertelde dat hij pakketjes gezien heeft")
    assert done.view is not None
    assert done.view["callback_id"] == "detail.own"
    assert "pakketjes gezien heeft" in shown(done.view)
