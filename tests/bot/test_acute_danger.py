"""Acute danger: without a date of birth, for the second time, and what the third time is told."""

from __future__ import annotations

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from tests.bot.steps import (
    LONG_ENOUGH,
    choose_ground,
    fresh,
    in_channel,
    invoke,
    note,
    read,
    share,
    shown,
    wait_dm,
)
from tests.running import FORM, TEAM, report


def approve(slack: PracticeSlack, ref: str) -> None:
    """The reviewer approves in their direct message."""
    wait_dm(slack, "fg", ref)
    huub = fresh(slack, "fg")
    huub.press("exception.approve", ref, channel=slack.space.im_of(huub.id).id)
    slack.idle()


def take_back(slack: PracticeSlack, ref: str, exception: str) -> None:
    """The zorgcoördinator takes a ground back from the signal's own sheet."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", f"toon {ref}", channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("exception.revoke", exception)
    edith.wait_view("exception.revoked")


def reject(slack: PracticeSlack, ref: str, exception: str) -> None:
    """The reviewer rejects in their direct message, with a reason."""
    wait_dm(slack, "fg", exception)
    huub = fresh(slack, "fg")
    huub.press("exception.reject", exception, channel=slack.space.im_of(huub.id).id)
    huub.wait_view("exception.reject")
    assert huub.submit(reason=LONG_ENOUGH).errors == {}


def lose(bot: Process, ref: str, **lost: object) -> None:
    """The record stands as under earlier rules, or a missed field: not all that it needs is there."""
    with session_for(bot.engine) as session:
        entry = session.get_one(ExceptionEntry, int(ref.removeprefix("X-")))
        for name, value in lost.items():
            setattr(entry, name, value)
        session.add(entry)
        session.commit()


def said_to(slack: PracticeSlack, who: str) -> str:
    """All that stands in somebody's direct messages."""
    return shown(slack.as_user(who).dm())


def test_acute_danger_needs_no_date_of_birth(slack: PracticeSlack, bot: Process) -> None:
    """Row 7a: the refusal leads to it, the form offers it alone, and it opens for who can avert it."""
    ref = report(slack, subject_birthdate="")
    refused = share(slack, ref, "Stef")
    assert refused is not None
    assert note(refused)["code"] == "INCOMPLETE"
    edith = slack.as_user("zorgcoordinator")
    edith.press("exception.record", ref)
    offered = edith.wait_view("exception.ground")
    assert [one["value"] for one in offered["blocks"][1]["element"]["options"]] == ["E01"]
    assert "Zonder geboortedatum" in shown(offered)
    assert "U mag nu delen" in shown(invoke(slack, ref, "E01", "Stef"))
    assert share(slack, ref, "Stef", purpose="kindveiligheid") is None
    assert str(FORM["details"]) in shown(read(slack, "jeugdagent", "D-1"))
    assert str(FORM["details"]) not in shown(in_channel(slack))


def test_the_second_unreviewed_time_is_told_at_once(slack: PracticeSlack, bot: Process) -> None:
    """Coordinator and privacy officer hear that it is the second, until one of the two is reviewed."""
    invoke(slack, report(slack), "E01", "Stef")
    wait_dm(slack, "regisseur", "E01 ingeroepen")
    assert "tweede keer" not in said_to(slack, "regisseur")
    invoke(slack, report(slack, subject_name="Noor Verzonnen"), "E01", "Stef")
    slack.wait_for(lambda: "tweede keer: X-1" in said_to(slack, "regisseur"))
    slack.wait_for(lambda: "tweede keer: X-1" in said_to(slack, "fg"))
    approve(slack, "X-1")
    slack.wait_for(lambda: "tweede keer" not in said_to(slack, "regisseur"))


def test_the_refusal_names_what_is_missing_and_nothing_else(slack: PracticeSlack, bot: Process) -> None:
    """Purpose, recipients and kinds were filled in: only the date of birth is missing."""
    refused = share(slack, report(slack, subject_birthdate=""), "Stef", purpose="kindveiligheid")
    assert refused is not None
    assert note(refused)["code"] == "INCOMPLETE"
    assert "De geboortedatum van de jongere ontbreekt nog." in shown(refused)
    assert "soort gegevens" not in shown(refused)


def test_the_third_time_is_refused_with_the_way_on(slack: PracticeSlack, bot: Process) -> None:
    """Form, answer and sharing name what waits and who can review it; a review opens it at once."""
    for name in ("Noor Verzonnen", "Sam Bedacht"):
        invoke(slack, report(slack, subject_name=name), "E01", "Stef")
    third = report(slack)
    form = choose_ground(slack, third, "E01")
    assert "X-1 (bij <@U0FG>), X-2 (bij <@U0FG>)" in shown(form)
    view = invoke(slack, third, "E01", "Stef")
    assert "Bel 112" in shown(view)
    assert "X-1 (bij <@U0FG>)" in shown(view)
    refused = share(slack, third, "Stef", purpose="kindveiligheid")
    assert refused is not None
    assert (note(refused)["code"], note(refused)["hint"]) == ("EXC_REVIEW", "REVIEW_EARLIER")
    assert "Vraag de beoordelaar" in shown(refused)
    wait_dm(slack, "regisseur", "E01 wordt tegengehouden")
    approve(slack, "X-2")
    assert share(slack, third, "Stef", purpose="kindveiligheid") is None


def test_what_was_taken_back_blocks_nobody_and_what_stands_is_reviewed(
    slack: PracticeSlack, bot: Process
) -> None:
    """Two taken back by mistake do not count; of what stands the reviewer still approves."""
    ref = report(slack)
    for exception, name in (("X-1", "Stef"), ("X-2", "Tarik")):
        invoke(slack, ref, "E01", name)
        take_back(slack, ref, exception)
    assert "U mag nu delen" in shown(invoke(slack, ref, "E01", "Stef"))
    assert share(slack, ref, "Stef", purpose="kindveiligheid") is None
    assert "tweede keer" not in said_to(slack, "regisseur")
    approve(slack, "X-3")
    slack.wait_for(lambda: "Goedgekeurd" in said_to(slack, "zorgcoordinator"))


@pytest.mark.parametrize("end", ["taken back", "rejected", "without a condition", "without who was told"])
def test_elsewhere_too_what_was_no_use_blocks_nobody(end: str, slack: PracticeSlack, bot: Process) -> None:
    """Two in other cases, revoked or never complete: this is no third time, and nobody hears that it is."""
    for number, name in enumerate(("Noor Verzonnen", "Sam Bedacht"), 1):
        ref, exception = report(slack, subject_name=name), f"X-{number}"
        invoke(slack, ref, "E01", "Stef")
        match end:
            case "taken back":
                take_back(slack, ref, exception)
            case "rejected":
                reject(slack, ref, exception)
            case "without a condition":
                lose(bot, exception, conditions=["g_doel", "g_minimaal", "c_concreet_gevaar"])
            case _:
                lose(bot, exception, informed=False)
    third = report(slack)
    form = choose_ground(slack, third, "E01")
    assert "X-1" not in shown(form)
    assert "X-2" not in shown(form)
    assert "U mag nu delen" in shown(invoke(slack, third, "E01", "Stef"))
    assert share(slack, third, "Stef", purpose="kindveiligheid") is None
    wait_dm(slack, "regisseur", "E01 ingeroepen")
    slack.idle()
    for who in ("regisseur", "fg"):
        assert "tweede keer" not in said_to(slack, who)
    assert "wordt tegengehouden" not in said_to(slack, "regisseur")
    approve(slack, "X-3")
    slack.wait_for(lambda: "Goedgekeurd" in said_to(slack, "zorgcoordinator"))
