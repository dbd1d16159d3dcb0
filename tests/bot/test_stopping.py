"""The process stops when it is told to, whatever one of its threads is doing at that moment."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from zoneinfo import ZoneInfo

import psycopg
import pytest

from bot import clock as clocks
from bot.clock import Clockwork
from bot.stopping import STOP_SECONDS
from sandbox import PracticeSlack
from storage import outbox
from storage.engine import session_for
from storage.keys import generate
from tests.running import HOUSE, TEAM, running_bot

SOON = timedelta(seconds=3)  # within a tick, so that the scheduler is asked for a wake-up of its own


class Held:
    """A clock that the thread of a tick stays in, once it is asked to, until it is let go."""

    def __init__(self) -> None:
        self.asked, self.inside, self.go = Event(), Event(), Event()

    def now(self) -> datetime:
        """This instant, when it is given."""
        if self.asked.is_set() and threading.current_thread() is not threading.main_thread():
            self.inside.set()
            self.go.wait(120)
        return datetime.now(UTC)


def test_the_clock_stops_in_the_middle_of_a_tick(
    slack: PracticeSlack, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tick that is about to plan a wake-up while the clock stops keeps nobody waiting for it."""
    monkeypatch.setattr(clocks, "TICK_SECONDS", 2)
    held = Held()
    with running_bot(slack, database_url) as bot:
        bot.worker.stop()
        with session_for(bot.engine) as session:
            soon = datetime.now(UTC) + SOON
            outbox.enqueue(session, kind="k", target="C1", due_at=soon)
            session.commit()
        clockwork = Clockwork(
            engine=bot.engine, clock=held, wake=lambda: None, zone=ZoneInfo("Europe/Amsterdam")
        )
        clockwork.start()
        held.asked.set()
        assert held.inside.wait(60)
        stopping = Thread(target=clockwork.stop, daemon=True)
        stopping.start()
        time.sleep(0.2)  # it waits for the tick by now
        held.go.set()
        stopping.join(60)
        assert not stopping.is_alive()


def test_whatever_does_not_end_is_left_behind(slack: PracticeSlack, tmp_path: Path) -> None:
    """A listener that hangs for good: the rest is finished and closed, in time, and the stop says so."""
    for_good = Event()
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as bot:
        bot.listeners.submit(for_good.wait)
        began = time.monotonic()
        try:
            assert not bot.stop()
            assert time.monotonic() - began < STOP_SECONDS + 60
            assert not bot.transport.stands()
        finally:
            for_good.set()


def test_a_quiet_process_stops_at_once(slack: PracticeSlack, tmp_path: Path) -> None:
    """Nothing in hand: nobody waits for the limit."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as bot:
        began = time.monotonic()
        assert bot.stop()
        assert time.monotonic() - began < STOP_SECONDS


def test_a_database_that_no_longer_answers_keeps_no_process(slack: PracticeSlack, database_url: str) -> None:
    """`schakel run` whose every thread waits for a database that has gone silent ends within ten seconds."""
    given = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "SCHAKEL_KEYS": generate(),
        "PYTHONPATH": str(HOUSE),
        "PYTHONFAULTHANDLER": "1",
    }
    command = [sys.executable, "-m", "bot", "run"]
    process = subprocess.Popen(  # noqa: S603  # our own module
        command, cwd=HOUSE, env=os.environ | given, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert any("Schakel draait." in line for line in process.stdout)
        with silent(database_url):
            time.sleep(1)
            slack.as_user("zorgcoordinator").slash("/signal", "lijst", channel=TEAM)
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS + 60)
            process.send_signal(signal.SIGABRT)  # says where every thread is, when there still is any
            assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    slack.trouble.clear()  # whoever pressed meanwhile got no answer, as after any kill


@contextmanager
def silent(database_url: str) -> Iterator[None]:
    """The database answers nothing: its servers stand still, or somebody else keeps writing."""
    if database_url.startswith("sqlite"):
        holder = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            holder.close()
        return
    with psycopg.connect(database_url.replace("+psycopg", "")) as looking:
        found = looking.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    pids = [int(one[0]) for one in found]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
