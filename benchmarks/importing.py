"""How long importing all packages takes in a fresh interpreter, and whether that does anything more."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from benchmarks.figures import Figure, show
from benchmarks.stage import HOUSE

TIMES = 7
BAR = 1.0
PROBE = """
import json, sys, time
touched = []
def hear(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen"):
        touched.append(event)
sys.addaudithook(hear)
began = time.perf_counter()
import importlib, pkgutil
import bot, handlers, casework, storage, rules
def walk(package):
    for one in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not one.name.endswith(("__main__", "migrations.env")) and ".versions." not in one.name:
            importlib.import_module(one.name)
for package in (bot, handlers, casework, storage, rules):
    walk(package)
took = time.perf_counter() - began
import threading
print(json.dumps({"took": took, "threads": threading.active_count(), "touched": touched}))
"""


def probe() -> dict[str, object]:
    """Import every module of the house in a fresh interpreter."""
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-c", PROBE], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> list[Figure]:
    """The median of several interpreters; the first one, with cold files, is left out."""
    found = [probe() for _ in range(TIMES + 1)][1:]
    assert all(one["threads"] == 1 for one in found), "a thread was started at import"
    assert all(one["touched"] == [] for one in found), found[0]["touched"]
    took = statistics.median(float(str(one["took"])) for one in found)
    return [Figure("import of all packages", BAR, took, "s", "no network, no process, no thread")]


if __name__ == "__main__":
    show(main())
