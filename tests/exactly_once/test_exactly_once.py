"""Every reminder comes once: real processes, real databases, and a count of what stands in Slack."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox import PracticeSlack
from tests.exactly_once.ground import Ground, ground
from tests.exactly_once.reaper import Reaper
from tests.postgres import temporary_cluster

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def field(slack: PracticeSlack, database_url: str, tmp_path: Path) -> Iterator[Ground]:
    """A ground on SQLite and on PostgreSQL in turn."""
    with ground(slack, database_url, tmp_path) as made:
        yield made
    slack.trouble[:] = [one for one in slack.trouble if not one.startswith("unacknowledged")]


def test_four_processes_send_everything_once(field: Ground) -> None:
    """Four processes, three hundred posts due within six seconds."""
    field.fleet.spawn(4)
    field.fleet.ready()
    field.want(300, over=6)
    field.finish(90)
    count = field.count()
    assert count.exactly_once, count
    assert count.sent == 300


def test_kills_lose_and_double_nothing(field: Ground) -> None:
    """kill -9 at every kind of moment, four times each."""
    field.fleet.spawn(3)
    field.fleet.ready()
    field.want(150, over=20)
    reaper = Reaper(field)
    reaper.reap(20)
    field.finish(150, hurry=True)
    count = field.count()
    assert count.exactly_once, (count, reaper.kills)
    assert count.sent == count.wanted
    assert len(reaper.kills) == 5, reaper.kills


LIMITS = {
    "agenda": timedelta(hours=24),
    "day": timedelta(hours=12),
    "hour": timedelta(minutes=20),
    "quarter": timedelta(minutes=5),
    "follow_up": timedelta(hours=48),
}


def test_after_an_hour_of_downtime_late_is_a_decision(field: Ground) -> None:
    """Agenda, day and follow-up still go, once; hour and quarter are skipped, and the audit says so."""
    wanted = {kind: field.want(10, not_after=limit) for kind, limit in LIMITS.items()}
    field.fleet.forward(3600)
    field.fleet.spawn(4)
    field.finish(60)
    arrived = {mark for mark, _ts in field.standing()}
    sent = {kind: len(arrived.intersection(ids)) for kind, ids in wanted.items()}
    assert sent == {"agenda": 10, "day": 10, "hour": 0, "quarter": 0, "follow_up": 10}
    count = field.count()
    assert count.exactly_once, count
    assert count.audited == 20


def test_lost_answers_and_storms_of_429_double_nothing(field: Ground) -> None:
    """Slack takes messages without saying so, hangs up before taking them, and slows the app down."""
    field.fleet.spawn(4)
    field.fleet.ready()
    faults = field.slack.faults
    for _ in range(5):
        faults.add("chat.postMessage", drop="after", times=3)
        faults.add("chat.postMessage", status=429, retry_after=1, times=8)
        faults.add("chat.postMessage", drop="before", times=2)
        faults.add("chat.postMessage", status=503, times=2)
        faults.add("chat.postMessage", error="internal_error", times=2)
    faults.add("conversations.history", status=429, retry_after=1, times=5)
    faults.add("conversations.history", drop="after", times=5)
    field.want(120, over=6)
    field.finish(120)
    count = field.count()
    assert count.exactly_once, count
    assert count.sent == 120


def test_a_clock_that_jumps_doubles_nothing(field: Ground) -> None:
    """Ninety seconds and an hour ahead while posts are in the air, back again after a kill."""
    field.fleet.spawn(3)
    field.fleet.ready()
    slow = field.slack.faults
    for jump in (90, 3600, -3600, -90):
        slow.add("chat.postMessage", delay=1.5, times=3)
        field.want(30, after=-4000)  # due whatever the clock says
        time.sleep(1)
        if jump == -3600:
            field.fleet.kill(field.fleet.alive[0])
            field.fleet.spawn()
        field.fleet.forward(jump)
    field.finish(120, hurry=True)
    count = field.count()
    assert count.exactly_once, count
    assert count.sent == 120


def test_stopping_leaves_nothing_in_the_air(field: Ground) -> None:
    """SIGTERM while Slack is slow: every process finishes the work in hand and nobody need look for it."""
    field.fleet.spawn(3)
    field.fleet.ready()
    field.slack.faults.add("chat.postMessage", delay=0.7, times=100)
    field.want(90, over=1)
    field.slack.wait_for(lambda: len(list(field.standing())) > 5, 20)
    field.fleet.stop()
    assert field.owners() == []
    field.slack.faults.queue.clear()
    field.fleet.spawn(1)
    field.finish(60)
    count = field.count()
    assert count.exactly_once, count
    assert count.sent == 90
    assert [one for one in field.slack.calls if one.method == "conversations.history"] == []


@pytest.mark.postgres
def test_a_restart_of_the_database_under_load_loses_nothing(slack: PracticeSlack, tmp_path: Path) -> None:
    """PostgreSQL is stopped twice while four processes send: in good order, and as a power cut does."""
    with temporary_cluster() as cluster, ground(slack, cluster.new_database(), tmp_path) as field:
        field.fleet.spawn(4)
        field.fleet.ready()
        field.want(160, over=10)
        for mode in ("fast", "immediate"):
            time.sleep(3)
            cluster.stop(mode)
            time.sleep(1)
            cluster.start()
        field.finish(120, hurry=True)
        count = field.count()
        assert count.exactly_once, count
        assert count.sent == 160


def test_a_locked_database_under_load_loses_nothing(
    slack: PracticeSlack, sqlite_url: str, tmp_path: Path
) -> None:
    """Somebody holds SQLite for longer than a writer waits, while Slack has messages nobody wrote down."""
    with ground(slack, sqlite_url, tmp_path) as field:
        field.fleet.spawn(2)
        field.fleet.ready()
        field.want(80, over=12)
        time.sleep(2)
        holder = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        time.sleep(8)
        holder.execute("COMMIT")
        holder.close()
        field.finish(120, hurry=True)
        count = field.count()
        assert count.exactly_once, count
        assert count.sent == 80
