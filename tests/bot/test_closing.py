"""What closes again, and the room that is the recipient: withdrawal, expiry, birthdays, joins, conversion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.process import Process
from casework.errors import NotForYou
from casework.nightly import nightly
from casework.signals import looking
from sandbox import PracticeSlack
from tests.bot.steps import (
    consent,
    dm_texts,
    fields,
    fresh,
    in_channel,
    invoke,
    note,
    read,
    share,
    shown,
    wait_dm,
)
from tests.meeting import settle
from tests.running import FORM, TEAM, partner_option, report

DETAILS = str(FORM["details"])


def small_room(slack: PracticeSlack) -> None:
    """Only reporter, jongerenwerker and wijkteam are left in the channel."""
    keep = {"U0ZORGCO", "U0JONGER", "U0WIJKTEAM", slack.space.app.user}
    slack.space.channels[TEAM].members &= keep


def in_thread(slack: PracticeSlack, ref: str = "") -> str:
    """Report, consent and share in the thread; waits until it stands there."""
    small_room(slack)
    ref = ref or report(slack)
    consent(slack, ref, "Tarik", "Marit")
    assert share(slack, ref, "Tarik", "Marit", mode="thread") is None
    slack.wait_for(lambda: DETAILS in shown(in_channel(slack)), timeout=15)
    return ref


def gone(slack: PracticeSlack) -> Callable[[], bool]:
    """Whether no message anywhere holds the details."""
    return lambda: DETAILS not in shown([one.messages for one in slack.space.channels.values()])


def withdraw(slack: PracticeSlack, ref: str, **values: object) -> dict[str, Any]:
    """The parent takes the yes back; the view that follows."""
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.withdraw", ref, channel=TEAM)
    edith.wait_view("consent.withdraw")
    done = edith.submit(**({"withdrawn_by": "ouder_1"} | values))
    assert done.view is not None, done
    return done.view


def test_details_stand_in_the_thread_when_everyone_may_read_them(slack: PracticeSlack, bot: Process) -> None:
    """Three in the room: the author, and two partners named in the consent."""
    in_thread(slack)
    message = next(one for one in in_channel(slack) if DETAILS in shown(one))
    assert message["text"] == "Details van S-1"
    assert message["thread_ts"]


def test_one_uncovered_member_keeps_it_out_of_the_thread(slack: PracticeSlack, bot: Process) -> None:
    """The refusal offers sharing on demand, and nothing is posted."""
    ref = report(slack)
    consent(slack, ref, "Tarik", "Marit")
    refused = share(slack, ref, "Tarik", "Marit", mode="thread")
    assert refused is not None
    assert note(refused)["hint"] == "SHARE_ON_DEMAND"
    assert "Deel op aanvraag" in shown(refused)
    slack.idle()
    assert gone(slack)()


@pytest.mark.parametrize("category", ["gezondheid", "strafrecht", "derden"])
def test_sensitive_kinds_never_stand_in_a_thread(slack: PracticeSlack, bot: Process, category: str) -> None:
    """K6, K7 and K9 only on demand (P26)."""
    small_room(slack)
    ref = report(slack, categories=[category])
    refused = share(slack, ref, "Tarik", mode="thread", categories=["identiteit", category])
    assert refused is not None
    assert note(refused)["code"] == "THREAD_CATEGORY"


def test_a_withdrawal_takes_details_out_of_the_thread_and_tells_the_readers(
    slack: PracticeSlack, bot: Process
) -> None:
    """From that second on demand refuses as well, and nothing says who took it back."""
    ref = in_thread(slack)
    assert share(slack, ref, "Tarik") is None
    assert DETAILS in shown(read(slack, "jongerenwerker", "D-2"))
    slack.space.stacks.clear()
    assert withdraw(slack, ref)["callback_id"] == "consent.closed"
    slack.wait_for(gone(slack), timeout=15)
    for who in ("jongerenwerker", "wijkteam"):
        wait_dm(slack, who, "niet verder gebruiken")
    said = shown(in_channel(slack)).lower()
    assert "ouder" not in said
    assert "ingetrokken" not in said
    refused = share(slack, ref, "Tarik")
    assert refused is not None
    assert (note(refused)["code"], note(refused)["decision"]) == ("WITHDRAWN", "NEEDS_EXCEPTION")
    assert "Is er een andere grond?" in shown(refused)


def test_a_withdrawal_before_the_consent_is_no_withdrawal(slack: PracticeSlack, bot: Process) -> None:
    """A day on which there was no yes yet gets a message at the field."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.withdraw", ref, channel=TEAM)
    edith.wait_view("consent.withdraw")
    assert set(edith.submit(withdrawn_by="ouder_1", withdrawn_on="2020-01-01").errors) == {"withdrawn_on"}


def test_a_newcomer_empties_the_thread(slack: PracticeSlack, bot: Process) -> None:
    """Somebody nobody consented to joins: the message becomes a notice at once."""
    in_thread(slack)
    slack.as_user("zorgcoordinator").invite(TEAM, "jeugdagent")
    slack.wait_for(gone(slack), timeout=15)
    assert "staan hier niet meer" in shown(in_channel(slack))


@pytest.mark.parametrize("kind", ["public", "pending", "shared"])
def test_a_converted_channel_empties_the_thread(slack: PracticeSlack, bot: Process, kind: str) -> None:
    """Public, or about to be shared with another workspace, under whatever id."""
    in_thread(slack)
    slack.idle()
    with slack.expect("channel_not_found"):  # a look that was on its way, by the old id
        slack.as_user("zorgcoordinator").convert(TEAM, kind)
        slack.wait_for(gone(slack), timeout=15)
        slack.idle()


@pytest.mark.parametrize("kind", ["single_guest", "guest"])
def test_a_member_who_becomes_a_guest(slack: PracticeSlack, bot: Process, kind: str) -> None:
    """A guest of one channel never receives; one of several who is a partner still may (P25)."""
    in_thread(slack)
    slack.change_kind("jongerenwerker", kind)
    if kind == "single_guest":
        slack.wait_for(gone(slack), timeout=15)
    else:
        slack.idle()
        assert not gone(slack)()


def test_a_single_channel_guest_opens_nothing_on_demand(slack: PracticeSlack, bot: Process) -> None:
    """Whatever the consent says (P25)."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    assert share(slack, ref) is None
    slack.change_kind("jongerenwerker", "single_guest")
    assert note(read(slack, "jongerenwerker", "D-1"))["code"] == "RECIPIENT_NOT_INVOLVED"


def test_an_expired_consent_empties_the_thread_by_itself(slack: PracticeSlack, bot: Process) -> None:
    """Nobody does anything; the day after the last day the message is a notice."""
    small_room(slack)
    ref = report(slack)
    last = (datetime.now(bot.office.zone).date() + timedelta(days=2)).isoformat()
    edith = fresh(slack, "zorgcoordinator")
    edith.press("consent.record", ref, channel=TEAM)
    edith.press("consent.record.more", view_id=edith.wait_view("consent.record")["id"])
    slack.wait_for(lambda: "until" in fields(edith.view or {"blocks": []}))
    view = edith.view
    assert view is not None
    values = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "recipients": [partner_option(view, "Tarik"), partner_option(view, "Marit")],
        "statements": ["conversation"],
        "until": last,
    }
    assert edith.submit(**values).errors == {}
    assert share(slack, ref, "Tarik", "Marit", mode="thread") is None
    slack.wait_for(lambda: DETAILS in shown(in_channel(slack)), timeout=15)
    settle(bot)
    slack.clock.advance(timedelta(days=3).total_seconds())
    bot.worker.wake()
    slack.wait_for(gone(slack), timeout=15)


def test_at_night_readers_hear_that_a_consent_expired(slack: PracticeSlack, bot: Process) -> None:
    """On demand it refuses by itself; the nightly look ends it and tells who could read it."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    assert share(slack, ref) is None
    read(slack, "jongerenwerker", "D-1")
    settle(bot)
    slack.clock.advance(timedelta(days=184).total_seconds())
    assert not any("niet verder gebruiken" in one for one in dm_texts(slack, "jongerenwerker"))
    nightly(bot.office, Path("unused"))["sharing"]()
    slack.wait_for(
        lambda: any("niet verder gebruiken" in one for one in dm_texts(slack, "jongerenwerker")), timeout=15
    )
    slack.wait_for(lambda: "staan klaar" not in shown(in_channel(slack)), timeout=15)


def test_the_sixteenth_birthday_closes_what_parents_allowed(slack: PracticeSlack, bot: Process) -> None:
    """LAPSED_16 from local midnight, without any job (P6)."""
    tomorrow = datetime.now(bot.office.zone).date() + timedelta(days=1)
    born = tomorrow.replace(year=tomorrow.year - 16).strftime("%d-%m-%Y")
    ref = report(slack, subject_birthdate=born)
    consent(slack, ref, "Tarik")
    assert share(slack, ref) is None
    assert DETAILS in shown(read(slack, "jongerenwerker", "D-1"))
    settle(bot)
    slack.clock.advance(timedelta(days=1, hours=2).total_seconds())
    refused = share(slack, ref, "Tarik")
    assert refused is not None
    assert note(refused)["code"] == "LAPSED_16"
    assert note(read(slack, "jongerenwerker", "D-1"))["code"] == "DISCLOSURE_ENDED"


def test_telling_outside_slack_is_written_down(slack: PracticeSlack, bot: Process) -> None:
    """The same decision, no message; after a withdrawal the receiver is told to stop."""
    ref = report(slack)
    consent(slack, ref, "Tarik")
    told = share(slack, ref, "Tarik", mode="outside")
    assert told is not None
    assert told["callback_id"] == "disclosure.outside"
    refused = share(slack, ref, "Stef", mode="outside")
    assert refused is not None
    assert note(refused)["code"] == "SCOPE_RECIPIENT"
    withdraw(slack, ref)
    wait_dm(slack, "jongerenwerker", "niet verder gebruiken")


def test_an_upheld_objection_erases_everything(slack: PracticeSlack, bot: Process) -> None:
    """The privacy officer erases: details, messages and the offer go, readers are told, nobody else may."""
    ref = in_thread(slack)
    mentor = fresh(slack, "mentor")
    mentor.slash("/signal", f"wissen {ref}", channel="C0MDO")
    assert note(mentor.wait_view("refusal"))["code"] == "NOT_FOR_YOU"
    huub = fresh(slack, "fg")
    huub.slash("/signal", f"wissen {ref}", channel="C0ALGEMEEN")
    huub.wait_view("signal.erase")
    assert huub.submit(why="bezwaar").response_action is None
    slack.wait_for(gone(slack), timeout=15)
    wait_dm(slack, "wijkteam", "niet verder gebruiken")
    slack.wait_for(lambda: str(FORM["summary"]) not in shown(in_channel(slack)), timeout=15)
    with pytest.raises(NotForYou):
        looking.card(bot.office, 1)


def test_an_exception_in_the_thread_ends_with_its_clock(slack: PracticeSlack, bot: Process) -> None:
    """E01 holds 24 hours; after that the thread holds a notice, without anybody's act."""
    small_room(slack)
    ref = report(slack)
    invoke(slack, ref, "E01", "Tarik", "Marit")
    assert share(slack, ref, "Tarik", "Marit", mode="thread", purpose="kindveiligheid") is None
    slack.wait_for(lambda: DETAILS in shown(in_channel(slack)), timeout=15)
    settle(bot)
    slack.clock.advance(timedelta(hours=25).total_seconds())
    bot.worker.wake()
    slack.wait_for(gone(slack), timeout=15)
