"""What 2,000 overleggen cost: laying down 60 days of reminders, starting with them, running for an hour.

The bot runs in a process of its own, as it is run for real; its clock goes through an hour in steps of a
minute, with the hourly round and the safety tick at each, while reminders come due.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from benchmarks.databases import databases
from benchmarks.figures import Figure, show
from benchmarks.stage import HOUSE, folder
from bot.logging import configure_logging
from bot.process import Process, build, set_aside_loaded
from bot.settings import load_settings
from casework.overleg.drafting import OverlegDraft
from casework.overleg.materialising import materialise
from casework.overleg.planning import store
from rules.overleggen import OnClosed
from rules.recurring import Frequency
from sandbox import PracticeSlack
from storage.keys import generate
from storage.outbox_tables import Post
from tests.exactly_once.planner import Planner
from tests.running import HOUSE as TESTED

SERIES, PLACES = 2000, 200
MATERIALISE, START, RESIDENT = 1.0, 2.0, 200.0
MIB = 1024.0


class HandClock:
    """A clock that the benchmark moves."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC)

    def now(self) -> datetime:
        """This instant, as far as anybody here knows."""
        return self.time


def fill(process: Process, slack: PracticeSlack) -> None:
    """2,000 series in 200 partnerships, spread over the working day; nothing is laid down yet."""
    office = process.office
    planner = Planner(office, slack, PLACES)
    first = office.today + timedelta(days=1)
    with office.job() as unit:
        for number in range(SERIES):
            minute = number * 7 % 540
            draft = OverlegDraft(
                partnership_id=number % PLACES + 1,
                title=f"Overleg {number}",
                first_day=first + timedelta(days=number % 14),
                starts_at=(datetime(2026, 1, 1, 8) + timedelta(minutes=minute)).time(),  # noqa: DTZ001  # wall time
                minutes=60,
                frequency=list(Frequency)[number % len(Frequency)],
                location=None,
                organiser=planner.host(number % PLACES),
                chair=planner.host(number % PLACES),
                participants=(number % PLACES + 1,),
                reminders=("agenda", "day", "hour", "follow_up"),
                on_closed=OnClosed.SKIP,
            )
            store(unit, draft, zone=office.zone.key, actor="schakel")


def main() -> list[Figure]:
    """The three figures on each database."""
    found: list[Figure] = []
    with folder() as made, databases(made) as urls:
        for name, url in urls.items():
            slack = PracticeSlack.start(
                workspace=TESTED / "sandbox" / "demo" / "workspace.yaml", manifest=HOUSE / "manifest.yml"
            )
            found += measure(slack, name, url)
            slack.stop()
    return found


def measure(slack: PracticeSlack, name: str, url: str) -> list[Figure]:
    """Fill, lay down here, then start and run an hour in a process of its own."""
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": url,
        "SCHAKEL_KEYS": generate(),
    }
    process = build(load_settings(environment, env_file=None))
    fill(process, slack)
    process.listeners.shutdown()
    process.engine.dispose()
    laid = _in_its_own("--lay", environment)
    told = _in_its_own("--hour", environment)
    sent = f"{told['sent']} sent"
    return [
        Figure(
            f"60 days of 2,000 overleggen laid down, {name}",
            MATERIALISE,
            laid["took"],
            "s",
            f"{laid['posts']} posts",
        ),
        Figure(f"start with 2,000 overleggen, {name}", START, told["start"], "s"),
        Figure(
            f"resident after a simulated hour, {name}",
            RESIDENT,
            told["resident"],
            "MiB",
            sent,
        ),
    ]


def _in_its_own(part: str, environment: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  # this module
        [sys.executable, "-m", "benchmarks.planning", part],
        cwd=HOUSE,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def lay() -> None:
    """In its own process, as the bot does first of all: the reminders of 60 days; prints seconds as JSON."""
    process = build(load_settings(os.environ, env_file=None))
    set_aside_loaded()
    began = time.perf_counter()
    materialise(process.office)
    took = time.perf_counter() - began
    with process.office.store.reading() as session:
        posts = session.exec(select(func.count()).select_from(Post)).one()
    process.listeners.shutdown()
    sys.stdout.write(json.dumps({"took": took, "posts": posts}) + "\n")


def hour() -> None:
    """In its own process: start, then an hour of minutes; prints what it took as JSON."""
    configure_logging("json")
    clock = HandClock()
    began = time.perf_counter()
    process = build(load_settings(os.environ, env_file=None), clock)
    set_aside_loaded()
    process.start()
    start = time.perf_counter() - began
    sent = 0
    # A morning on which much is held: two days on, from nine o'clock.
    clock.time = (clock.time + timedelta(days=2)).replace(hour=8, minute=0)
    for minute in range(60):
        clock.time += timedelta(minutes=1)
        if minute % 60 == 0:
            materialise(process.office)
        process.clockwork.tick()
        sent = _rest(process, clock)
    resident = _resident()
    process.stop()
    sys.stdout.write(json.dumps({"start": start, "resident": resident, "sent": sent}) + "\n")


def _rest(process: Process, clock: HandClock) -> int:
    """Let the worker send what is due, for at most two seconds of real time; how many stand by now."""
    until = time.monotonic() + 2
    while True:
        with process.office.store.reading() as session:
            due = select(func.count()).where(
                col(Post.due_at) <= clock.now(), col(Post.shown_rev) == 0, col(Post.state) == "waiting"
            )
            if not session.exec(due).one() or time.monotonic() > until:
                return session.exec(select(func.count()).where(col(Post.shown_rev) > 0)).one()
        time.sleep(0.05)


def _resident() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / MIB


if __name__ == "__main__":
    if "--lay" in sys.argv:
        lay()
    elif "--hour" in sys.argv:
        hour()
    else:
        show(main())
