"""The table of pairs, for people: which acts run beside which, per thing that they are about.

`python -m tests.at_once.table` brings `pairs.md` in line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.at_once.acts import CLOSING
from tests.at_once.aggregates import AGGREGATES, Aggregate

PAGE = Path(__file__).parent / "pairs.md"
INTRODUCTION = """# Who meets whom

Every two acts of one list run at one instant: in two stores of one process, free and with one of them held
at a statement, and in two processes; on SQLite and on PostgreSQL. `make test` runs a share of them, the same
each time; `make soak` runs all. This page is written by `python -m tests.at_once.table`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(line for one in AGGREGATES.values() for line in _section(one))]) + "\n"


def _section(one: Aggregate) -> Iterator[str]:
    names = list(one.acts)
    yield f"## {one.name}: {len(names)} acts, {len(one.pairs)} pairs"
    yield ""
    yield one.broken.__doc__ or ""
    yield ""
    yield "| | act | " + " | ".join(str(number) for number in range(1, len(names) + 1)) + " |"
    yield "|---|---|" + "---|" * len(names)
    for number, name in enumerate(names, 1):
        tried = ["×" if at >= number else "" for at in range(1, len(names) + 1)]
        ends = " (ends)" if one.name == "signal" and name in CLOSING else ""
        yield f"| {number} | `{name}`{ends} | " + " | ".join(tried) + " |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    sys.stdout.write(page())
