"""Every reminder once, in full: `python -m benchmarks.reminders [run…]` prints the table of the runs.

Real bot processes on SQLite and on PostgreSQL 15, counted at the practice Slack; without names every run is
played, which takes about half an hour. p50 and p99 are from due to standing in Slack, leases of the killed
included; load is that of the machine over the last minute. What is sent are reminders of overleggen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import text

from bot.logging import configure_logging
from sandbox import PracticeSlack
from storage import leasing, outbox, settling
from storage.engine import make_engine, session_for
from storage.migrating import migrate
from tests.exactly_once import runs
from tests.exactly_once.ground import Count, Ground, ground
from tests.postgres import Cluster, running_cluster
from tests.running import HOUSE

WORKSPACE = HOUSE / "sandbox" / "demo" / "workspace.yaml"
# As a server comes: what is committed is on the disk.
DURABLE = "listen_addresses= max_connections=200"
POSTS, KILLS, CLAIMS = 2000, 200, 20_000
HEAD = (
    "run",
    "database",
    "processes",
    "kills",
    "wanted",
    "sent",
    "lost",
    "doubled",
    "skipped",
    "p50",
    "p99",
    "load",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A database of one run."""

    name: str
    url: str
    cluster: Cluster | None

    @contextmanager
    def field(self, conversations: int = 200) -> Iterator[Ground]:
        """A new ground, with a practice Slack of its own."""
        slack = PracticeSlack.start(workspace=WORKSPACE, manifest=HOUSE / "manifest.yml")
        with (
            tempfile.TemporaryDirectory() as folder,
            ground(slack, self.url, Path(folder), conversations) as made,
        ):
            yield made
        slack.stop()


def row(run: str, place: Place, processes: int, killed: int, count: Count, *, late: bool = True) -> None:
    """One line of the table; lateness means nothing where the clock was moved."""
    times = (f"{count.p50:.2f} s", f"{count.p99:.2f} s") if late else ("-", "-")
    told = (
        count.wanted,
        count.sent,
        count.lost,
        count.doubled,
        count.skipped,
        *times,
        f"{os.getloadavg()[0]:.1f}",
    )
    line(run, place.name, processes, killed, *told)
    assert count.exactly_once, count


def line(*cells: object) -> None:
    """One line, in columns."""
    widths = (28, 10, 9, 5, 6, 5, 4, 7, 7, 8, 8, 4)
    print("  ".join(f"{cell!s:<{width}}" for cell, width in zip(cells, widths, strict=True)), flush=True)


def two_thousand(place: Place) -> None:
    """2,000 posts due in one minute."""
    with place.field() as field:
        row("2,000 due in a minute", place, 4, 0, runs.rush(field, POSTS, over=60))


def hundred(place: Place) -> None:
    """100 posts in a minute, as on a busy day: due to sent."""
    with place.field(20) as field:
        row("100 in a minute", place, 1, 0, runs.rush(field, 100, over=60, processes=1))


def killing(place: Place) -> None:
    """200 times kill -9."""
    with place.field() as field:
        count, reaper = runs.kills(field, KILLS, hurry=False)
        row("kill -9", place, 4, reaper.kills.total(), count)
        for moment, times in sorted(reaper.kills.items()):
            print(f"    {times} x {moment}")


def downtime(place: Place) -> None:
    """An hour in which nothing runs."""
    with place.field() as field:
        count, sent = runs.downtime(field, 400)
        row("an hour of downtime", place, 4, 0, count, late=False)
        print(f"    sent {sent}; {count.audited} skipped in the audit")


def lost_answers(place: Place) -> None:
    """Answers that never come."""
    with place.field() as field:
        row("dropped answers", place, 4, 0, runs.lost_answers(field, 500))


def storms(place: Place) -> None:
    """429 again and again."""
    with place.field() as field:
        row("429 storms", place, 4, 0, runs.storms(field, 500))


def jumping(place: Place) -> None:
    """A clock that jumps."""
    with place.field() as field:
        row("a clock that jumps", place, 3, 1, runs.jumping(field, 200), late=False)


def database(place: Place) -> None:
    """A restart of PostgreSQL, or a SQLite that somebody holds."""
    with place.field() as field:
        if place.cluster is None:
            count = runs.locked(field, place.url.removeprefix("sqlite:///"), 200)
            row("database locked for 8 s", place, 2, 0, count, late=False)
        else:
            row("database restarts twice", place, 4, 0, runs.restarts(field, place.cluster, 500), late=False)


def claims(place: Place) -> None:
    """Claims a second without Slack's rate, and with what is written down after each; not of one file."""
    if place.cluster is None:
        return
    engine = make_engine(place.url)
    migrate(engine)
    now = datetime.now(UTC)
    for settle in (False, True):
        with session_for(engine) as session:
            for number in range(CLAIMS):
                outbox.enqueue(session, kind="delivery.alarm", target=f"C{settle}{number}", due_at=now)
            session.commit()
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE post"))  # what autovacuum does within the minute
        with ProcessPoolExecutor(4, mp_context=get_context("forkserver")) as pool:
            list(pool.map(drain, [place.url] * 4, [False] * 4, [0] * 4))  # everybody is awake
            began = time.perf_counter()
            taken = sum(pool.map(drain, [place.url] * 4, [settle] * 4, [CLAIMS] * 4))
            took = time.perf_counter() - began
        assert taken == CLAIMS, taken
        what = "claimed and settled" if settle else "claimed"
        print(f"{what} a second, {place.name}, 4 processes: {taken / took:.0f}", flush=True)
    engine.dispose()


def drain(url: str, settle: bool, most: int) -> int:
    """Claim until nothing is due; how many this process got."""
    engine = make_engine(url)
    owner, taken = f"drain-{time.monotonic_ns()}", 0
    while taken < most:
        now = datetime.now(UTC)
        with session_for(engine) as session:
            found = leasing.claim(session, now=now, owner=owner, lease=timedelta(minutes=10))
            session.commit()
        if not found:
            break
        taken += len(found)
        for one in found if settle else ():
            with session_for(engine) as session:
                settling.settle_shown(session, one, now=now, channel=one.post.target, ts="1.0")
                session.commit()
    engine.dispose()
    return taken


RUNS: dict[str, Callable[[Place], None]] = {
    "rush": two_thousand,
    "hundred": hundred,
    "kills": killing,
    "downtime": downtime,
    "answers": lost_answers,
    "storms": storms,
    "clock": jumping,
    "database": database,
    "claims": claims,
}


def main(*names: str) -> None:
    """Play the named runs, or all, on both databases."""
    configure_logging()
    line(*HEAD)
    with running_cluster(DURABLE) as cluster, tempfile.TemporaryDirectory() as folder:
        for name in names or RUNS:
            RUNS[name](Place("SQLite", f"sqlite:///{folder}/{name}.db", None))
            RUNS[name](Place("PostgreSQL", cluster.new_database(), cluster))


if __name__ == "__main__":
    main(*sys.argv[1:])
