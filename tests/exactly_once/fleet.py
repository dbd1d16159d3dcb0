"""Bot processes of one deployment: started, killed, stopped, and given another time of day."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sandbox import PracticeSlack
from sandbox.patience import slow
from storage.keys import generate
from tests.exactly_once.nursery import THIS
from tests.running import HOUSE


class Fleet:
    """The processes that share one database and one practice Slack; a context that leaves none behind."""

    def __init__(self, slack: PracticeSlack, database_url: str, folder: Path) -> None:
        self.alive: list[int] = []
        self._folder = folder
        self._clock = folder / "clock"
        self.environment = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database_url,
            "SCHAKEL_KEYS": generate(),
        }
        self.shift(0)

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.exactly_once.nursery", str(self._clock)]
        self._nursery = subprocess.Popen(  # noqa: S603  # our own module
            command,
            cwd=HOUSE,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *error: object) -> None:
        for pid in list(self.alive):
            self.kill(pid)
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.close()
        self._nursery.wait(60)
        self._nursery.stdout.close()

    # --- time ---------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The time as the processes see it."""
        return datetime.now(UTC) + timedelta(seconds=float(self._clock.read_text()))

    def shift(self, seconds: float) -> None:
        """Have every process live this many seconds ahead of the machine, from now on."""
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.replace(self._clock)  # at once, or a process would read half a number

    def forward(self, seconds: float) -> None:
        """Let the clock of every process jump ahead by so much, or back."""
        self.shift(float(self._clock.read_text()) + seconds)

    # --- life and death -----------------------------------------------------------------------

    def spawn(self, count: int = 1, *, release: str = THIS) -> list[int]:
        """Start so many processes; returns their ids at once. `release` is a folder of other migrations."""
        made = []
        for _ in range(count):
            assert self._nursery.stdin is not None
            assert self._nursery.stdout is not None
            self._nursery.stdin.write(f"{release}\n")
            self._nursery.stdin.flush()
            made.append(int(self._nursery.stdout.readline()))
        self.alive += made
        return made

    def ready(self, within: float = 60) -> None:
        """Wait until every process is connected and at work."""
        until = time.monotonic() + within * slow()
        while not all((self._folder / f"ready-{pid}").exists() for pid in self.alive):
            if time.monotonic() > until:
                raise AssertionError(f"the processes do not start: {self._logs()}")
            time.sleep(0.02)

    def kill(self, pid: int) -> bool:
        """kill -9; False when it was dead already."""
        if pid not in self.alive:
            return False
        self.alive.remove(pid)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return True
        return False

    def stop(self, within: float = 15) -> None:
        """SIGTERM to all, and wait until they have finished the work in hand."""
        for pid in self.alive:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + within * slow()
        for pid in self.alive:
            while _lives(pid):
                if time.monotonic() > until:
                    raise AssertionError(f"process {pid} does not stop: {self._whereabouts(pid)}")
                time.sleep(0.02)
        self.alive.clear()

    def end(self, pid: int, within: float) -> float:
        """SIGTERM to this one; the seconds that it took to end."""
        began = time.monotonic()
        os.kill(pid, signal.SIGTERM)
        self.gone([pid], within)
        return time.monotonic() - began

    def gone(self, pids: list[int], within: float) -> None:
        """Wait until these have ended of themselves."""
        until = time.monotonic() + within
        for pid in pids:
            while _lives(pid):
                if time.monotonic() > until:
                    raise AssertionError(f"process {pid} goes on: {self._whereabouts(pid)}")
                time.sleep(0.05)
            self.alive.remove(pid)

    def _whereabouts(self, pid: int) -> str:
        """Where each of its threads is, with the last lines of its log before."""
        os.kill(pid, signal.SIGUSR1)
        time.sleep(1)
        return (self._folder / f"bot-{pid}.log").read_text()[-8000:]

    def _logs(self) -> str:
        return "\n".join(one.read_text()[-2000:] for one in self._folder.glob("bot-*.log"))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
