"""The runs that show that every reminder comes once: small in tests, in full in `benchmarks.reminders`."""

from __future__ import annotations

import sqlite3
import time

from rules.reminding import KINDS
from tests.exactly_once.ground import Count, Ground
from tests.exactly_once.reaper import Reaper
from tests.postgres import Cluster

JUMPS = (90, 3600, -3600)
IN_THE_AIR = 7.0  # seconds a call takes then: longer than the safety tick, shorter than a call's limit
AHEAD = 6.0  # seconds: longer than the safety tick that finds what another process added
LONG_AGO = -4000.0  # seconds: due whatever the clock says


def rush(field: Ground, posts: int, over: float, processes: int = 4) -> Count:
    """So many posts due within so many seconds, planned ahead like reminders."""
    field.fleet.spawn(processes)
    field.fleet.ready()
    field.want(posts, after=AHEAD, over=over)
    field.finish(over + 120)
    return field.count()


def kills(field: Ground, number: int, *, hurry: bool, processes: int = 4) -> tuple[Count, Reaper]:
    """kill -9 at every kind of moment in turn, while posts keep coming due; a new process for each."""
    field.fleet.spawn(processes)
    field.fleet.ready()
    field.want(number * 5, over=number * 0.8)
    reaper = Reaper(field)
    reaper.reap(number)
    field.finish(240, hurry=hurry)
    return field.count(), reaper


def downtime(field: Ground, each: int) -> tuple[Count, dict[str, int]]:
    """Nothing runs for an hour while posts of every kind come due; also how many were sent by kind."""
    wanted = {kind: field.want(each, kind=kind) for kind in KINDS}
    field.fleet.forward(3600)
    field.fleet.spawn(4)
    field.finish(120)
    arrived = {mark for mark, _ts in field.standing()}
    return field.count(), {kind: len(arrived.intersection(ids)) for kind, ids in wanted.items()}


def lost_answers(field: Ground, posts: int) -> Count:
    """Slack takes messages without saying so, or hangs up before taking them, or fails halfway."""
    field.fleet.spawn(4)
    field.fleet.ready()
    faults = field.slack.faults
    for _ in range(posts // 20):
        faults.add("chat.postMessage", drop="after", times=2)
        faults.add("chat.postMessage", drop="before", times=2)
        faults.add("chat.postMessage", status=503)
        faults.add("chat.postMessage", error="internal_error")
    faults.add("conversations.history", status=429, retry_after=1, times=5)
    faults.add("conversations.history", drop="after", times=5)
    field.want(posts, over=posts / 20)
    field.finish(180)
    return field.count()


def storms(field: Ground, posts: int) -> Count:
    """Slack slows the app down, again and again; three times it asks for ten seconds of silence."""
    field.fleet.spawn(4)
    field.fleet.ready()
    for _ in range(3):
        field.slack.faults.add("chat.postMessage", status=429, retry_after=10, times=8)
        field.slack.faults.add("chat.postMessage", status=429, retry_after=1, times=posts // 10)
    field.want(posts, over=posts / 20)
    field.finish(240)
    return field.count()


def jumping(field: Ground, each: int) -> Count:
    """The clock jumps ninety seconds and an hour ahead while posts are in the air, and back after a kill."""
    field.fleet.spawn(3)
    field.fleet.ready()
    for jump in JUMPS:
        field.slack.faults.add("chat.postMessage", delay=IN_THE_AIR, times=3)
        field.want(each, after=LONG_AGO)
        field.slack.wait_for(lambda: not field.slack.faults.queue, 10)
        if jump < 0:
            field.fleet.kill(field.fleet.alive[0])
            field.fleet.spawn()
        field.fleet.forward(jump)
        time.sleep(IN_THE_AIR)
    field.finish(120, hurry=True)
    return field.count()


def restarts(field: Ground, cluster: Cluster, posts: int) -> Count:
    """PostgreSQL is stopped twice under load: in good order, and as a power cut does."""
    field.fleet.spawn(4)
    field.fleet.ready()
    field.want(posts, over=posts / 16)
    for mode in ("fast", "immediate"):
        time.sleep(3)
        cluster.stop(mode)
        time.sleep(1)
        cluster.start()
    field.finish(180, hurry=True)
    return field.count()


def locked(field: Ground, file: str, posts: int) -> Count:
    """Somebody holds SQLite for longer than a writer waits, while Slack has messages nobody wrote down."""
    field.fleet.spawn(2)
    field.fleet.ready()
    field.want(posts, over=12)
    time.sleep(2)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    time.sleep(8)
    holder.execute("COMMIT")
    holder.close()
    field.finish(180, hurry=True)
    return field.count()
