"""The reporter is reminded once, after three working days, of partners who let nothing be heard."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.process import Process
from rules.moments import ZONE
from sandbox import PracticeSlack
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.signal_tables import Tag
from tests.running import TEAM, report, running_bot

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)


class HandClock:
    """A clock that a test moves and that goes on from there: Slack's pace of a message a second needs it."""

    def __init__(self) -> None:
        self.set(MONDAY)

    def set(self, moment: datetime) -> None:
        """It is this instant now."""
        self._at, self._since = moment, time.monotonic()

    def now(self) -> datetime:
        """The instant the test set, and what passed since."""
        return self._at + timedelta(seconds=time.monotonic() - self._since)


class Days:
    """A bot whose days a test lets pass."""

    def __init__(self, slack: PracticeSlack, process: Process, clock: HandClock) -> None:
        self.slack, self.process, self.clock = slack, process, clock

    def until(self, moment: datetime) -> None:
        """Go to this instant and have the worker look."""
        self.clock.set(moment)
        self.process.worker.wake()

    def nudge(self) -> Post:
        """The only nudge."""
        with session_for(self.process.engine, write=False) as session:
            return session.exec(select(Post).where(Post.kind == "signal.nudge")).one()

    def answered(self) -> set[str | None]:
        """The accounts that answered the only signal."""
        with session_for(self.process.engine, write=False) as session:
            found = select(Partner.user_id).join(Tag, col(Tag.partner_id) == Partner.id)
            return set(session.exec(found.where(col(Tag.reaction).is_not(None))))

    def told(self) -> list[str]:
        """The nudges that stand in the reporter's direct messages."""
        dm = self.slack.as_user("zorgcoordinator").dm()
        texts = (json.dumps(one, ensure_ascii=False) for one in dm)
        return [one for one in texts if "werkdagen" in one or "inmiddels gereageerd" in one]


@pytest.fixture
def days(slack: PracticeSlack, tmp_path: Path) -> Iterator[Days]:
    """A bot on a Monday morning."""
    clock = HandClock()
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", clock) as process:
        yield Days(slack, process, clock)


def react(days: Days, who: str, act: str) -> None:
    """A tagged partner presses a button under the card, and the answer has been stored."""
    person = days.slack.as_user(who)
    person.press(act, "S-1", channel=TEAM)
    days.slack.wait_for(lambda: person.id in days.answered())


def test_silence_is_told_after_three_working_days_and_once(days: Days) -> None:
    """Not a minute early; who answered is not named; afterwards never again."""
    report(days.slack)
    react(days, "jongerenwerker", "signal.pickup")
    assert timedelta() <= days.nudge().due_at - (MONDAY + timedelta(days=3)) < MINUTE
    days.until(MONDAY + timedelta(days=3) - MINUTE)
    days.process.worker.run_once()
    assert days.told() == []
    days.until(MONDAY + timedelta(days=3) + MINUTE)
    days.slack.wait_for(days.told, timeout=15)
    (told,) = days.told()
    answered = days.slack.as_user("jongerenwerker").id
    assert f"<@{answered}>" not in told
    silent = [who for who in _tagged(days) if who != answered]
    assert silent
    assert all(f"<@{who}>" in told for who in silent)
    days.until(MONDAY + timedelta(days=30))
    days.process.worker.run_once()
    assert len(days.told()) == 1


def test_a_late_answer_changes_what_was_told(days: Days) -> None:
    """The reminder that stands does not keep naming people who answered after all."""
    report(days.slack)
    days.until(MONDAY + timedelta(days=3) + MINUTE)
    days.slack.wait_for(days.told, timeout=15)
    for who in _tagged(days):
        react(days, who, "signal.not_mine")
    days.slack.wait_for(lambda: any("inmiddels gereageerd" in one for one in days.told()))


@pytest.mark.parametrize("act", ["signal.pickup", "signal.call", "signal.not_mine"])
def test_an_answer_of_any_kind_is_no_silence(days: Days, act: str) -> None:
    """When everybody answered there is nothing to say."""
    report(days.slack)
    for who in _tagged(days):
        react(days, who, act)
    days.until(MONDAY + timedelta(days=3) + MINUTE)
    days.slack.wait_for(lambda: days.nudge().state == PostState.SKIPPED, timeout=15)
    assert days.told() == []


def test_a_closed_signal_asks_nothing(days: Days) -> None:
    """Closed before the third day: nobody is reminded."""
    report(days.slack)
    edith = days.slack.as_user("zorgcoordinator")
    days.slack.space.stacks[edith.id] = []
    edith.press("signal.close", "S-1", channel=days.slack.space.im_of(edith.id).id)
    edith.wait_view("signal.close")
    assert edith.submit(outcome="Gesprek gevoerd, hulp loopt").errors == {}
    days.until(MONDAY + timedelta(days=3) + MINUTE)
    days.slack.wait_for(lambda: days.nudge().state == PostState.SKIPPED, timeout=15)
    assert days.told() == []


def _tagged(days: Days) -> list[str]:
    """The accounts of everybody tagged on the only signal."""
    with session_for(days.process.engine, write=False) as session:
        found = select(Partner.user_id).join(Tag, col(Tag.partner_id) == Partner.id)
        return [user for user in session.exec(found) if user is not None]
