"""Whoever took part hears what came of a signal, in a message of their own, once."""

from __future__ import annotations

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import dm_texts, fresh, in_channel, shown, wait_dm
from tests.running import FORM, TEAM, report

OUTCOME = "De jongerenwerker sprak de jongere; er is nu elke week contact"
HOW = "Er is hulp of begeleiding gekomen"


def word(slack: PracticeSlack, who: str, ref: str = "S-1") -> str:
    """The messages in which somebody hears how it ended."""
    return shown([one for one in slack.as_user(who).dm() if one["text"] == f"Hoe het afliep met {ref}"])


def answer(slack: PracticeSlack, who: str, act: str, ref: str = "S-1") -> None:
    """A tagged partner presses on their own message, which then says so."""
    person = fresh(slack, who)
    wait_dm(slack, who, ref)
    person.press(act, ref, channel=slack.space.im_of(person.id).id)
    slack.wait_for(lambda: "Toch anders?" in shown(person.dm()))


def close(slack: PracticeSlack, who: str, **values: object) -> dict[str, object]:
    """Somebody closes S-1; the errors at the fields."""
    person = fresh(slack, who)
    person.slash("/signal", "sluit S-1", channel=TEAM)
    person.wait_view("signal.close")
    return dict(person.submit(**{"outcome": OUTCOME, **values}).errors)


def test_who_took_part_hears_what_came_of_it(slack: PracticeSlack, bot: Process) -> None:
    """Two who answered hear it; who was silent or had no part in it sees the card alone."""
    ref = report(slack)
    answer(slack, "jongerenwerker", "signal.pickup")
    answer(slack, "jeugdagent", "signal.not_mine")
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", f"sluit {ref}", channel=TEAM)
    form = shown(edith.wait_view("signal.close"))
    assert "<@U0JONGER>" in form
    assert "<@U0AGENT>" not in form
    assert edith.submit(outcome=OUTCOME, result="helped").errors == {}
    wait_dm(slack, "jongerenwerker", "Hoe het afliep met S-1")
    told = word(slack, "jongerenwerker")
    for part in (OUTCOME, HOW, "<@U0ZORGCO>", "U pakte dit op", FORM["summary"]):
        assert part in told
    slack.idle()
    for who in ("jeugdagent", "mentor", "zorgcoordinator"):
        assert word(slack, who) == "[]"
    card = shown(in_channel(slack))
    assert OUTCOME in card
    assert HOW in card
    assert len([one for one in dm_texts(slack, "jongerenwerker") if "Hoe het afliep" in one]) == 1


def test_a_reporter_hears_it_from_who_leads(slack: PracticeSlack, bot: Process) -> None:
    """The lead closes; whoever once reported it hears how it ended."""
    ref = report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", f"toon {ref}", channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("signal.lead", ref)
    edith.wait_view("signal.lead")
    assert edith.submit(lead="U0JONGER").errors == {}
    wait_dm(slack, "jongerenwerker", f"Regie over {ref}")
    assert close(slack, "jongerenwerker", result="no_concern") == {}
    wait_dm(slack, "zorgcoordinator", "Hoe het afliep met S-1")
    told = word(slack, "zorgcoordinator")
    assert "U hebt dit gemeld." in told
    assert "Het bleek mee te vallen" in told
    assert word(slack, "jongerenwerker") == "[]"


def test_the_word_back_holds_no_name(slack: PracticeSlack, bot: Process) -> None:
    """The sentence is checked like every text that all may read; nothing is sent before it passes."""
    report(slack)
    answer(slack, "jongerenwerker", "signal.call")
    assert "outcome" in close(slack, "zorgcoordinator", outcome="Jesse heeft hulp")
    slack.idle()
    assert word(slack, "jongerenwerker") == "[]"
