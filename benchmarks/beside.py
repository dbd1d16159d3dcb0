"""This checkout's acts beside those of another one, in turns, so that a busy machine is as hard on both.

`python -m benchmarks.beside FOLDER` takes the folder of the other checkout. Of each there are two processes
on a database of its own; in every round both are asked the same, now one first and then the other.
"""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.databases import databases
from benchmarks.figures import Figure, percentile, show
from benchmarks.stage import folder
from storage.keys import generate

HERE = Path(__file__).parent.parent
ROUNDS, EACH = 15, 10  # acts of each thread in a round
WAYS = {"1 thread": (1,), "8 threads": (8,), "2 processes x 4": (4, 4)}
AS_QUICK = 1.0


@dataclass(frozen=True, slots=True)
class Took:
    """What one round took, in milliseconds an act: on the wall clock, of the processor, and the slowest.

    `again` is how many acts gave way to another and were done once more.
    """

    wall: float
    cpu: float
    p99: float
    again: int


class Checkout:
    """Two processes of one checkout on one database, in which acts can be done."""

    def __init__(self, processes: tuple[subprocess.Popen[str], ...]) -> None:
        self._processes = processes

    def act(self, threads: tuple[int, ...], name: str) -> Took:
        """So many threads in each process, all at the same instant."""
        began = time.perf_counter()
        chosen = self._processes[: len(threads)]
        for process, count in zip(chosen, threads, strict=True):
            _say(process, {"threads": count, "name": name})
        heard = [_hear(process) for process in chosen]
        acts = sum(threads) * EACH
        wall = (time.perf_counter() - began) / acts * 1000
        p99 = percentile([one for told in heard for one in told["took"]], 99)
        cpu = sum(told["cpu"] for told in heard) / acts * 1000
        return Took(wall, cpu, p99, sum(told["again"] for told in heard))


@contextmanager
def checkout(tree: Path, url: str) -> Iterator[Checkout]:
    """A checkout at work on an empty database."""
    keys = generate()
    with ExitStack() as stack:
        yield Checkout(tuple(stack.enter_context(_process(tree, url, keys, mark)) for mark in ("fill", "")))


@contextmanager
def _process(tree: Path, url: str, keys: str, mark: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, __file__, url, mark],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "BENCH_KEYS": keys},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        _hear(process)
        yield process
        assert process.stdin is not None
        process.stdin.close()  # which ends it


def _say(process: subprocess.Popen[str], asked: dict[str, object]) -> None:
    assert process.stdin is not None
    print(json.dumps(asked), file=process.stdin, flush=True)


def _hear(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "the checkout stopped"
    heard: dict[str, Any] = json.loads(line)
    return heard


def _compare(name: str, ours: Checkout, theirs: Checkout) -> list[Figure]:
    found: dict[str, list[tuple[Took, Took]]] = {way: [] for way in WAYS}
    for turn in range(ROUNDS + 1):
        for way, threads in WAYS.items():
            both = (ours, theirs) if turn % 2 else (theirs, ours)
            took = {one: one.act(threads, f"{way}:{turn}") for one in both}
            found[way].append((took[ours], took[theirs]))
    return [_figure(f"{way}, {name}", rounds[1:]) for way, rounds in found.items()]  # the first one warms up


def _figure(what: str, rounds: list[tuple[Took, Took]]) -> Figure:
    ratio = median(ours.wall / theirs.wall for ours, theirs in rounds)
    ours, theirs = (1000 / median(pair[side].wall for pair in rounds) for side in (0, 1))
    spent = median(one.cpu / other.cpu for one, other in rounds)
    slowest = [median(pair[side].p99 for pair in rounds) for side in (0, 1)]
    gave_way = [sum(pair[side].again for pair in rounds) for side in (0, 1)]
    remark = (
        f"{ours:.0f} and {theirs:.0f} acts/s; of the processor {spent:.2f} x; "
        f"p99 {slowest[0]:.0f} and {slowest[1]:.0f} ms; gave way {gave_way[0]} and {gave_way[1]}"
    )
    return Figure(f"time an act takes beside the other, {what}", AS_QUICK, ratio, "x", remark)


def main(other: Path) -> list[Figure]:
    """On each database."""
    figures = []
    with ExitStack() as stack:
        addresses = [
            stack.enter_context(databases(stack.enter_context(folder()))) for _checkout in (HERE, other)
        ]
        for name, ours in addresses[0].items():
            with checkout(HERE, ours) as here, checkout(other, addresses[1][name]) as there:
                figures += _compare(name, here, there)
    return figures


def _serve(url: str, mark: str) -> None:
    """Do what is asked, a line each.

    Tells the time of the processor that it took in seconds, and of each act in milliseconds.
    """
    act = runpy.run_path(str(HERE / "benchmarks" / "acting.py"))  # the other checkout may have none
    with act["office_on"](url, os.environ["BENCH_KEYS"]) as office:
        if mark:
            act["fill"](office)
        print("{}", flush=True)
        for line in sys.stdin:
            asked = json.loads(line)
            began = time.process_time()
            gave_way: list[Exception] = []
            name = f"{mark}:{asked['name']}"
            _rate, took = act["pressed"](office, asked["threads"], name, EACH, gave_way)
            spent = time.process_time() - began
            print(json.dumps({"cpu": spent, "took": took, "again": len(gave_way)}), flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        show(main(Path(sys.argv[1]).resolve()))
    else:
        _serve(*sys.argv[1:])
