"""Every reminder comes once: real processes, real databases, and a count of what stands in Slack.

Small, to be played at every change; `python -m benchmarks.reminders` plays every run in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import PracticeSlack
from tests.exactly_once import runs
from tests.exactly_once.ground import Ground, ground
from tests.postgres import running_cluster

pytestmark = [pytest.mark.slow(seconds=20, together="exactly_once"), pytest.mark.timeout(1600)]


@pytest.fixture
def played(slack: PracticeSlack) -> Iterator[PracticeSlack]:
    """A practice Slack that takes a killed process for what it is: nobody answers what it was sent."""
    yield slack
    slack.trouble[:] = [one for one in slack.trouble if not one.startswith("unacknowledged")]


@pytest.fixture
def field(played: PracticeSlack, database_url: str, tmp_path: Path) -> Iterator[Ground]:
    """A ground on SQLite and on PostgreSQL in turn."""
    with ground(played, database_url, tmp_path) as made:
        yield made


def test_four_processes_send_everything_once(field: Ground) -> None:
    """Three hundred reminders due within six seconds."""
    count = runs.rush(field, 300, over=6)
    assert count.exactly_once, count
    assert count.sent == 300


def test_kills_lose_and_double_nothing(field: Ground) -> None:
    """kill -9 at every kind of moment, three times each; also while an overleg is moved."""
    count, reaper = runs.kills(field, 20, hurry=True)
    assert count.exactly_once, (count, reaper.kills)
    assert count.sent == count.wanted
    assert len(reaper.kills) == 6, reaper.kills


def test_after_an_hour_of_downtime_late_is_a_decision(field: Ground) -> None:
    """Agenda, day and follow-up still go, once; hour and quarter are skipped, and the audit says so."""
    count, sent = runs.downtime(field, 10)
    assert sent == {"agenda": 10, "day": 10, "hour": 0, "quarter": 0, "follow_up": 10}
    assert count.exactly_once, count
    assert count.audited == 20


def test_lost_answers_double_nothing(field: Ground) -> None:
    """What Slack may have taken is looked for, also while the history cannot be asked."""
    count = runs.lost_answers(field, 100)
    assert count.exactly_once, count
    assert count.sent == 100


def test_storms_of_429_lose_nothing(field: Ground) -> None:
    """Slack is given the silence it asks for, and then everything comes."""
    count = runs.storms(field, 100)
    assert count.exactly_once, count
    assert count.sent == 100


def test_a_clock_that_jumps_doubles_nothing(field: Ground) -> None:
    """Every lease runs out at once, or seems to last for an hour more."""
    count = runs.jumping(field, 30)
    assert count.exactly_once, count
    assert count.sent == 90


def test_stopping_leaves_nothing_in_the_air(field: Ground) -> None:
    """SIGTERM while Slack is slow: every process finishes the work in hand and nobody need look for it."""
    field.fleet.spawn(3)
    field.fleet.ready()
    field.slack.faults.add("chat.postMessage", delay=0.7, times=100)
    field.want(60, over=1)
    field.slack.wait_for(lambda: len(list(field.standing())) > 5, 20)
    field.fleet.stop()
    assert field.owners() == []
    field.slack.faults.queue.clear()
    field.fleet.spawn(1)
    field.finish(60)
    count = field.count()
    assert count.exactly_once, count
    assert count.sent == 60
    assert [one for one in field.slack.calls if one.method == "conversations.history"] == []


@pytest.mark.postgres
def test_a_restart_of_the_database_under_load_loses_nothing(played: PracticeSlack, tmp_path: Path) -> None:
    """Answers that came while the database was away are kept and written down afterwards."""
    with running_cluster() as cluster, ground(played, cluster.new_database(), tmp_path) as field:
        count = runs.restarts(field, cluster, 160)
    assert count.exactly_once, count
    assert count.sent == 160


def test_a_locked_database_under_load_loses_nothing(
    played: PracticeSlack, sqlite_url: str, tmp_path: Path
) -> None:
    """The same on SQLite, with a writer that does not let go."""
    with ground(played, sqlite_url, tmp_path) as field:
        count = runs.locked(field, sqlite_url.removeprefix("sqlite:///"), 80)
    assert count.exactly_once, count
    assert count.sent == 80
