"""How many acts a second people get done together: one at a time, eight at once, and in two processes.

Acts take turns, so that together they cannot be quicker than one after another; the ratio says how much
the queue costs. An act here is a press on "Ik pak dit op": load the case, decide, store, queue, audit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.databases import databases
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import folder
from bot.commands.directory import import_directory
from casework.gate import Gate
from casework.office import Office
from casework.signals import answering, registering, tagging
from casework.signals.drafting import SignalForm
from rules.book import load_rulebook
from storage.deployment import open_deployment
from storage.engine import create_all, make_engine
from storage.keys import KeyRing, generate
from storage.unit_of_work import Store
from tests.casework.house import NobodyLooks

AUTHOR, READER = "U0JONGER", "U0WIJKTEAM"
DIRECTORY = Path(__file__).parent.parent / "bot" / "demo" / "directory.yaml"
THREADS, EACH, SIGNALS = 8, 40, 16
MOST = 1.5  # together at most half as slow again as one after another


class RealClock:
    """The time it is."""

    def now(self) -> datetime:
        """This instant."""
        return datetime.now(UTC)


@contextmanager
def office_on(url: str, keys: str) -> Iterator[Office]:
    """A process of the deployment on this database."""
    engine, book = make_engine(url), load_rulebook()
    create_all(engine)
    vault = open_deployment(engine, KeyRing.parse(keys), "T0BENCH", datetime.now(UTC))
    yield Office(
        store=Store(engine, vault, lambda: None, book.version),
        gate=Gate(vault, book, book.policy),
        book=book,
        policy=book.policy,
        clock=RealClock(),
        rooms=NobodyLooks(),
        zone=ZoneInfo("Europe/Amsterdam"),
    )
    engine.dispose()


def fill(office: Office) -> None:
    """The demo's people, and signals to press on."""
    import_directory(DIRECTORY, office.store.engine, office.store.vault, office.book)
    author, reader = (office.identify(one) for one in (AUTHOR, READER))
    assert reader.partner is not None
    for turn in range(SIGNALS):
        form = SignalForm(partnership="1", level="N2", place="school", summary="mist vaak de eerste uren")
        done = registering.register(office, author, form, f"fill:{turn}", already_asked=("summary",))
        tagging.tag(office, author, done.number, {reader.partner.id}, f"tag:{turn}")


def pressed(
    office: Office, threads: int, name: str, each: int = EACH, gave_way: list[Exception] | None = None
) -> tuple[float, list[float]]:
    """Acts a second, and how long each took in milliseconds; each thread on a signal of its own.

    What gives way is done once more, at most three times, and remembered in `gave_way`.
    """
    again = gave_way if gave_way is not None else []

    def work(thread: int) -> list[float]:
        return [
            _press(office, 1 + thread % SIGNALS, f"{name}:{thread}:{turn}", again) for turn in range(each)
        ]

    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        took = [one for found in pool.map(work, range(threads)) for one in found]
    return threads * each / (time.perf_counter() - began), took


def _press(office: Office, number: int, mark: str, gave_way: list[Exception]) -> float:
    began = time.perf_counter()
    for last in (False, False, True):
        try:
            answering.react(office, office.identify(READER), number, "signal.pickup", mark)
            break
        except Exception as error:  # an older checkout knows no error for it
            if last:
                raise
            gave_way.append(error)
    return (time.perf_counter() - began) * 1000


def _two_processes(url: str, keys: str) -> float:
    """Acts a second of two processes with four threads each."""
    command = [sys.executable, "-m", "benchmarks.acting", url]
    twins = [
        subprocess.Popen(  # noqa: S603  # our own program
            [*command, str(one)],
            env={**os.environ, "BENCH_KEYS": keys},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for one in range(2)
    ]
    for twin in twins:
        assert twin.stdout is not None
        assert "ready" in twin.stdout.readline()
    began = time.perf_counter()
    for twin in twins:
        assert twin.stdin is not None
        twin.stdin.close()
    for twin in twins:
        assert twin.wait() == 0
    return THREADS * EACH / (time.perf_counter() - began)


def _measure(name: str, url: str) -> list[Figure]:
    keys = generate()
    with office_on(url, keys) as office:
        fill(office)
        pressed(office, 1, "warm")
        alone, _took = pressed(office, 1, "alone")
        eight, took = pressed(office, THREADS, "eight")
        both = _two_processes(url, keys)
    spread = f"p50 {percentile(took, 50):.0f}, p99 {percentile(took, 99):.0f} ms"
    return [
        Figure(f"acts of 8 threads beside one, {name}", MOST, alone / eight, "x", f"{eight:.0f}/s, {spread}"),
        Figure(f"acts of 2 processes x 4 beside one, {name}", MOST, alone / both, "x", f"{both:.0f}/s"),
    ]


def main() -> list[Figure]:
    """On each database."""
    with folder() as here, databases(here) as urls:
        return [figure for name, url in urls.items() for figure in _measure(name, url)]


def _twin(url: str, name: str) -> None:
    with office_on(url, os.environ["BENCH_KEYS"]) as office:
        print("ready", flush=True)
        sys.stdin.read()
        pressed(office, THREADS // 2, f"twin{name}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _twin(*sys.argv[1:])
    else:
        show(main())
