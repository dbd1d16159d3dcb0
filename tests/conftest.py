"""Fixtures for every floor, the order of the tests, and at the end the figures that tests recorded."""

from __future__ import annotations

import os
from itertools import islice

from pytest import Item, TerminalReporter
from slack_bolt.listener.custom_listener import CustomListener

from sandbox.patience import slow

# Nothing here is about how fast a machine is: what needs the time of the wall has a benchmark.
os.environ.setdefault("PRACTICE_SLOW", "10")
BOLT_WAITS = 3
(CustomListener.__init__.__kwdefaults__ or {})["ack_timeout"] = int(BOLT_WAITS * slow())

pytest_plugins = [
    "tests.postgres",
    "tests.chosen",
    "tests.pgbouncer",
    "tests.whole_rows",
    "tests.compiled_once",
]


def pytest_collection_modifyitems(items: list[Item]) -> None:
    """Have what takes longest begin first, divided among the workers; what mostly waits stays together.

    So does what needs a browser: two of them and their bots are more than two cores, and then a form comes
    later than Slack's three seconds.

    pytest-xdist hands each worker one stretch of the list, all of the same length, and whoever is done
    takes from the end of another's: what is long has to stand at the head of a stretch.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    stretches: list[list[Item]] = [[] for _ in range(workers)]
    groups: dict[str, list[Item]] = {}
    for item in filter(_seconds, items):
        groups.setdefault(_group(item), []).append(item)
    for group in sorted(groups.values(), key=_sum, reverse=True):
        min(stretches, key=_sum).extend(group)
    rest = iter([item for item in items if not _seconds(item)])
    share = -(-len(items) // workers)
    for stretch in stretches:
        stretch.extend(islice(rest, max(0, share - len(stretch))))
    items[:] = [item for stretch in stretches for item in stretch]


def _group(item: Item) -> str:
    if _in_browser(item):
        return "browser"
    marker = item.get_closest_marker("slow")
    return str(marker.kwargs.get("together", item.nodeid)) if marker else item.nodeid


def _sum(items: list[Item]) -> int:
    return sum(map(_seconds, items))


def _seconds(item: Item) -> int:
    marker = item.get_closest_marker("slow")
    return int(marker.kwargs.get("seconds", 0)) if marker else int(_in_browser(item))


def _in_browser(item: Item) -> bool:
    return item.get_closest_marker("browser") is not None


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what tests wanted to be known of them (`record_property`), a line each."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {name}: {value}")
