"""`python -m tests.exactly_once.nursery CLOCK`: brings bot processes into the world within milliseconds.

It imports the bot once and forks a process for every line on its input, answering with the process id. A line
may name a folder of migrations: then it is of the release that these belong to.
Each one is what `schakel run` makes, by the same composition root from the same environment, except that
its clock can be shifted: it adds the seconds in the file CLOCK to the machine's time.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from bot.logging import configure_logging
from bot.process import build
from bot.settings import load_settings
from bot.stopping import wait_for_the_end
from storage import migrating

THIS = "this"


class ShiftedClock:
    """The machine's time and as many seconds as the file says."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """This instant, as the test wants it."""
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text() or 0))


def live(clock: Path, release: str) -> None:
    """Run the bot until SIGTERM, or until a newer one takes its place."""
    if release != THIS:
        migrating.MIGRATIONS = Path(release)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_args: stopping.set())
    os.dup2(os.open(clock.with_name(f"bot-{os.getpid()}.log"), os.O_CREAT | os.O_WRONLY, 0o600), 1)
    os.dup2(1, 2)
    faulthandler.register(signal.SIGUSR1)  # where every thread is, in the log
    configure_logging("json")
    process = build(load_settings(os.environ, env_file=None), ShiftedClock(clock))
    process.start()
    clock.with_name(f"ready-{os.getpid()}").touch()
    wait_for_the_end(stopping, lambda: process.worker.outgrown)
    process.stop()


def main() -> None:
    """Fork until the input ends."""
    clock = Path(sys.argv[1])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need nobody to bury them
    while line := sys.stdin.readline():
        if child := os.fork():
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
            continue
        sys.stdin.close()
        live(clock, line.strip())
        os._exit(0)


if __name__ == "__main__":
    main()
