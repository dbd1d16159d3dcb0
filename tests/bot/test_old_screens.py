"""A screen that stands open while somebody else acts: its next press does nothing old, and shows what is."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.steps import fresh, note, shown
from tests.bot.test_nothing_old import SUMMARY, erased, in_form, sheet
from tests.meeting import FIRST, plan, settle
from tests.running import TEAM, report


def opened(slack: PracticeSlack) -> Person:
    """S-1, with its sheet open before the jongerenwerker, who was asked."""
    report(slack)
    return sheet(slack, "jongerenwerker")


def stack(slack: PracticeSlack, person: Person) -> str:
    """All that stands open on somebody's screen, also below."""
    return shown(slack.space.stacks[person.id])


def test_a_signal_that_was_closed_is_not_taken_up_from_an_old_sheet(
    slack: PracticeSlack, bot: Process
) -> None:
    """The answer says that it is closed; the sheet below says so too, without what could be done before."""
    tarik = opened(slack)
    in_form("zorgcoordinator", "signal.close", "signal.close", outcome="er is nu elke week contact")(slack)
    assert "signal.pickup" in shown(tarik.view)
    tarik.press("signal.pickup", "S-1")
    assert note(tarik.wait_view("refusal"))["code"] == "SIGNAL_CLOSED"
    slack.wait_for(lambda: "*Afgesloten:*" in stack(slack, tarik))
    settle(bot)
    assert "signal.pickup" not in stack(slack, tarik)
    assert "pakt dit op" not in shown(slack.as_user("zorgcoordinator").messages(TEAM))


def test_of_what_was_erased_nothing_stays_on_an_old_screen(slack: PracticeSlack, bot: Process) -> None:
    """The answer takes the place of the sheet: its reader may not see it any more."""
    tarik = opened(slack)
    erased(slack)
    assert SUMMARY in stack(slack, tarik)
    tarik.press("signal.pickup", "S-1")
    assert note(tarik.wait_view("refusal"))["code"] == "NOT_FOR_YOU"
    slack.wait_for(lambda: SUMMARY not in stack(slack, tarik))
    assert len(slack.space.stacks[tarik.id]) == 1


def test_a_time_that_was_skipped_is_not_agreed_to_on_an_old_sheet(slack: PracticeSlack, bot: Process) -> None:
    """The chair looks on while the organiser skips it, and says that they come: too late, and seen so."""
    plan(slack)
    stef = fresh(slack, "jeugdagent")
    stef.slash("/overleg", "toon O-1", channel=TEAM)
    stef.wait_view("overleg.show")
    farida = fresh(slack, "regisseur")
    farida.slash("/overleg", "toon O-1", channel=TEAM)
    farida.wait_view("overleg.show")
    farida.press("overleg.skip", FIRST)
    slack.wait_for(lambda: "Toch houden" in shown(farida.view))
    assert "Toch houden" not in shown(stef.view)
    stef.press("overleg.present", FIRST)
    stef.wait_view("refusal")
    slack.wait_for(lambda: "Toch houden" in stack(slack, stef))
    settle(bot)
    assert "overleg.present" not in stack(slack, stef)


def test_a_form_on_an_old_screen_does_not_undo_what_was_sent_since(
    slack: PracticeSlack, bot: Process
) -> None:
    """The same person on two devices: what was sent first stands, and the second is told."""
    report(slack)
    edith = sheet(slack, "zorgcoordinator")
    edith.press("signal.close", "S-1")
    old = edith.wait_view("signal.close")
    in_form("zorgcoordinator", "signal.close", "signal.close", outcome="er is nu elke week contact")(slack)
    slack.space.stacks[edith.id] = [old]
    done = edith.submit(outcome="iets heel anders")
    settle(bot)
    assert "iets heel anders" not in shown(edith.messages(TEAM))
    assert "elke week contact" in shown(edith.messages(TEAM))
    assert done.errors or note(done.view or {"private_metadata": "{}"}).get("code") == "SIGNAL_CLOSED"
