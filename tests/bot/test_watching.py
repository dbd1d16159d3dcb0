"""What happened while Schakel was away or could not ask: hidden in doubt, ended on certainty, not missed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.engine import session_for
from storage.keys import generate
from storage.signal_tables import Disclosure
from tests.bot.steps import consent, dm_texts, fresh, in_channel, looked_around, share, shown, wait_dm
from tests.bot.test_closing import DETAILS, gone, in_thread, small_room
from tests.meeting import settle
from tests.running import TEAM, partner_option, report, running_bot

LOOKS = {"conversations.info", "conversations.members", "users.info", "users.list"}


def ended(bot: Process) -> list[str | None]:
    """Why each disclosure ended, None where it goes on."""
    with session_for(bot.engine, write=False) as session:
        return list(session.exec(select(Disclosure.ended_code).order_by(Disclosure.id)).all())  # type: ignore[arg-type]  # a column


def looks(slack: PracticeSlack, since: int) -> Counter[str]:
    """The calls since then that ask who reads along."""
    return Counter(one.method for one in slack.calls[since:] if one.method in LOOKS)


@pytest.mark.parametrize("happening", ["invited", "opened", "shared", "deactivated", "guest"])
def test_what_happened_while_the_bot_was_down(slack: PracticeSlack, tmp_path: Path, happening: str) -> None:
    """The details are gone at the start, whoever came in or whatever became of the channel."""
    url, keys = f"sqlite:///{tmp_path}/schakel.db", generate()
    with running_bot(slack, url, keys=keys) as bot:
        in_thread(slack)
        settle(bot)
    edith = slack.as_user("zorgcoordinator")
    match happening:
        case "invited":
            edith.invite(TEAM, "sportclub")
        case "opened":
            edith.convert(TEAM, "public")
        case "shared":
            edith.convert(TEAM, "shared", keeps_id=True)
        case "deactivated":
            slack.deactivate("jongerenwerker")
        case "guest":
            slack.change_kind("jongerenwerker", "single_guest")
    assert not gone(slack)()
    with (
        slack.expect("user_disabled"),
        running_bot(slack, url, keys=keys) as bot,
    ):  # one of the readers is gone
        slack.wait_for(gone(slack), timeout=15)
        assert ended(bot) in (["CHANNEL_NOT_CLOSED"], ["RECIPIENT_NOT_INVOLVED"])
        wait_dm(slack, "wijkteam", "niet verder gebruiken")


def test_a_channel_with_another_id_is_followed(slack: PracticeSlack, tmp_path: Path) -> None:
    """It was shared while the bot was away, and nobody said how it is called now: our own card says so."""
    url, keys = f"sqlite:///{tmp_path}/schakel.db", generate()
    with running_bot(slack, url, keys=keys) as bot:
        in_thread(slack)
        settle(bot)
    moved = slack.as_user("zorgcoordinator").convert(TEAM, "shared").id
    assert moved != TEAM
    with slack.expect("channel_not_found"), running_bot(slack, url, keys=keys) as bot:
        slack.wait_for(lambda: DETAILS not in str(slack.space.channels[moved].messages), timeout=20)
        assert ended(bot) == ["CHANNEL_NOT_CLOSED"]
        wait_dm(slack, "jongerenwerker", "niet verder gebruiken")


def test_a_channel_that_cannot_be_found_is_a_doubt(slack: PracticeSlack, tmp_path: Path) -> None:
    """Schakel was put out of it meanwhile: nothing ends, and somebody hears that details stand there."""
    url, keys = f"sqlite:///{tmp_path}/schakel.db", generate()
    with running_bot(slack, url, keys=keys) as bot:
        in_thread(slack)
        settle(bot)
    moved = slack.as_user("zorgcoordinator").convert(TEAM, "shared")
    moved.members.discard("U0SCHAKEL")
    with slack.expect("channel_not_found"), running_bot(slack, url, keys=keys) as bot:
        wait_dm(slack, "zorgcoordinator", "niet bijgewerkt")
        assert ended(bot) == [None]
        assert not [one for one in dm_texts(slack, "jongerenwerker") if "niet verder" in one]


def test_what_happened_while_the_connection_was_cut(slack: PracticeSlack, bot: Process) -> None:
    """Slack told nobody that somebody came in; the next connection looks around."""
    in_thread(slack)
    settle(bot)
    slack.space.channels[TEAM].members.add("U0SPORT")  # no event: there was no connection
    slack.disconnect()
    slack.wait_for(gone(slack), timeout=20)


def test_a_thread_in_which_nothing_changed_is_left_alone(slack: PracticeSlack, bot: Process) -> None:
    """A round asks who is there, once for the channel, and touches no message."""
    ref = in_thread(slack)
    assert share(slack, ref, "Tarik", "Marit", mode="thread") is None
    slack.wait_for(lambda: sum(DETAILS in shown(one) for one in in_channel(slack)) == 2, timeout=15)
    settle(bot)
    slack.idle()
    before = len(slack.calls)
    bot.watch.soon()
    slack.wait_for(lambda: looks(slack, before)["users.info"] == 3, timeout=15)
    slack.idle()
    found = looks(slack, before)
    assert (found["conversations.info"], found["conversations.members"], found["users.info"]) == (1, 1, 3)
    assert not [one for one in slack.calls[before:] if one.method.startswith("chat.")]
    assert ended(bot) == [None, None]


def test_a_new_picture_or_status_changes_nothing(slack: PracticeSlack, bot: Process) -> None:
    """Of somebody else, of a reader, and of a guest: no call, no word."""
    in_thread(slack)
    settle(bot)
    bot.watch.stop()  # no round of its own comes in between
    slack.idle()
    before = len(slack.calls)
    for who in ("fg", "fg", "jongerenwerker", "zorgcoordinator", "sportclub"):
        slack._tell(slack.space.human(who))
    slack.idle()
    bot.listeners.submit(lambda: None).result()
    report(slack, summary="Een ander signaal, dat na de profielen kwam")
    settle(bot)
    assert looks(slack, before)["conversations.members"] == 0
    assert not gone(slack)()


@pytest.mark.parametrize("method", ["users.info", "conversations.members", "conversations.info"])
@pytest.mark.parametrize("error", ["ratelimited", "internal_error"])
def test_a_doubt_hides_and_does_not_end(slack: PracticeSlack, bot: Process, method: str, error: str) -> None:
    """Slack does not answer once: the details are hidden and come back; nobody is told to stop."""
    in_thread(slack)
    settle(bot)
    bot.watch.stop()  # no round of its own gets that answer
    slack.faults.add(method, error=error, times=1)
    with bot.office.job() as unit:
        unit.redraw("D-1")
    slack.wait_for(lambda: "even verborgen" in shown(in_channel(slack)), timeout=15)
    assert gone(slack)()
    assert ended(bot) == [None]
    slack.clock.advance(30)
    bot.worker.wake()
    slack.wait_for(lambda: not gone(slack)(), timeout=15)
    assert ended(bot) == [None]
    assert not [one for one in dm_texts(slack, "jongerenwerker") if "niet verder" in one]


def test_a_doubt_before_the_first_time_only_waits(slack: PracticeSlack, bot: Process) -> None:
    """What was never shown appears when Slack answers again."""
    small_room(slack)
    ref = report(slack)
    consent(slack, ref, "Tarik", "Marit")
    edith, before = fresh(slack, "zorgcoordinator"), len(slack.calls)
    edith.press("signal.share", ref, channel=TEAM)
    form = edith.wait_view("signal.share")
    slack.wait_for(lambda: looked_around(slack, before))
    slack.faults.add("conversations.members", error="internal_error", times=2)
    named = [partner_option(form, one) for one in ("Tarik", "Marit")]
    assert edith.submit(recipients=named, mode="thread").errors == {}
    for _ in range(4):
        slack.idle()
        slack.clock.advance(20)
        bot.worker.wake()
    slack.wait_for(lambda: not gone(slack)(), timeout=15)
    assert ended(bot) == [None]


def test_what_cannot_be_judged_does_not_stand(slack: PracticeSlack, bot: Process) -> None:
    """A damaged row: nobody can say who may read this, so nobody does, and the other thread stays."""
    in_thread(slack)
    settle(bot)
    with bot.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE item SET birth_date = x'0102030405060708091011' WHERE kind = 'identity'"
        )
    with bot.office.job() as unit:
        unit.redraw("D-1")
    slack.wait_for(gone(slack), timeout=15)
    assert ended(bot) == [None]
