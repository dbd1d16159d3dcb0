"""Any two acts on one thing, in either order, free and held, in two processes, on both databases.

The whole table takes long: `make soak` (`SCHAKEL_SOAK=1`) runs all of it, held at four statements;
`SCHAKEL_SOAK=2/6` runs the second sixth. Otherwise
what ends against what reads or delivers, and a share of the others: the same each time, others on each
database.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.at_once.acts import CLOSING
from tests.at_once.aggregates import AGGREGATES, Aggregate, Pair
from tests.at_once.counting import Tries
from tests.at_once.holding import Outcome, freely, held
from tests.at_once.invariants import DELIVERY, always, whole
from tests.at_once.scene import Town, town_on
from tests.at_once.table import PAGE, page
from tests.at_once.twin import twin_of

READING = {"disclosure.open", "signal.share", "detail.correct", DELIVERY}
SHARE = {
    "signal": 60,
    "overleg": 30,
    "doel": 15,
    "partner": 15,
    "koppeling": 15,
    "concept": 15,
    "grond": 15,
    "zorg": 15,
}
IN_TWO_PROCESSES = 8  # of each thing
SOAK = os.environ.get("SCHAKEL_SOAK", "")
Note = Callable[[str, object], None]


@pytest.mark.slow(seconds=60)
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", AGGREGATES)
def test_any_two_acts_at_once_are_one_after_the_other(
    database_url: str, name: str, record_property: Note
) -> None:
    """Nothing readable after its end, nothing live that nobody ends, one decision, no raw error."""
    about, found = AGGREGATES[name], Findings()
    with town_on(database_url) as town:
        for pair in _chosen(about, database_url.partition(":")[0]):
            for way in _ways(*pair):
                stage = about.scene(town)
                outcomes = _try(town, about, stage, pair, way, found.tries)
                found.judge(about, stage, pair, f"{way or 'free'}", outcomes)
        found.faults += whole(town)
    found.tell(record_property)


@pytest.mark.slow(seconds=40)
@pytest.mark.timeout(7200)
def test_so_they_are_in_two_processes(database_url: str, record_property: Note) -> None:
    """The same of acts in this process beside acts in another, that shares nothing but the database."""
    found = Findings()
    with town_on(database_url) as town, twin_of(town, database_url) as twin:
        for about in AGGREGATES.values():
            for pair in _for_two_processes(about, database_url.partition(":")[0]):
                stage = about.scene(town)
                if DELIVERY in pair:
                    town.post.set_aside(stage.refs)
                found.judge(about, stage, pair, "two processes", twin.both(town, about, pair, stage))
        found.faults += whole(town)
    found.tell(record_property)


def test_the_table_of_pairs_is_what_is_run() -> None:
    """`python -m tests.at_once.table` writes it."""
    assert PAGE.read_text("utf-8") == page()


class Findings:
    """What was tried and what did not hold."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.tries = Tries()
        self._seen: Counter[str] = Counter()

    def judge(
        self, about: Aggregate, stage: Any, pair: Pair, way: str, outcomes: tuple[Outcome, Outcome]
    ) -> None:
        """Look at everything that has to hold after these two."""
        self._seen.update(str(outcome) for outcome in outcomes)
        said = ", ".join(map(str, outcomes))
        broken = [*always(stage, pair, outcomes), *about.broken(stage)]
        self.faults += [f"{pair[0]} / {pair[1]}, {way}: {one} ({said})" for one in broken]

    def tell(self, record_property: Note) -> None:
        """Say how many there were, and fail when something did not hold."""
        tried = sum(self._seen.values()) // 2
        record_property("pairs tried", f"{tried}, {dict(self._seen.most_common(6))}")
        if self.tries.took:
            record_property("gave way", str(self.tries))
        assert not self.faults, "\n".join(self.faults)


def _chosen(about: Aggregate, database: str) -> list[Pair]:
    if SOAK:
        part, _of, parts = SOAK.partition("/")
        return about.pairs[int(part) - 1 :: int(parts or 1)]
    always_run = [pair for pair in about.pairs if set(pair) & READING and set(pair) & CLOSING]
    if about.name != "signal":
        always_run = []
    others = [pair for pair in about.pairs if pair not in always_run]
    return always_run + random.Random(database).sample(others, SHARE[about.name])


def _for_two_processes(about: Aggregate, database: str) -> list[Pair]:
    """What is delivered is delivered by this process, whose Slack it is."""
    every = [(other, one) if other == DELIVERY else (one, other) for one, other in about.pairs]
    every = [pair for pair in every if pair != (DELIVERY, DELIVERY)]
    return every if SOAK else random.Random(database).sample(every, IN_TWO_PROCESSES)


def _ways(one: str, other: str) -> tuple[int, ...]:
    """Held before its n-th statement, or free (0); what is held lets the other one overtake if it can."""
    if SOAK:
        return (0, 1, 2, 5, 12)
    return (0, 5) if {one, other} & READING else (0,)


def _try(
    town: Town, about: Aggregate, stage: Any, pair: Pair, way: int, tries: Tries
) -> tuple[Outcome, Outcome]:
    here, there = town.offices
    name = f"{pair[0]} / {pair[1]}, {way or 'free'}"
    if DELIVERY in pair:
        town.post.set_aside(stage.refs)

    def first() -> object:
        return tries.again(f"{pair[0]} of {name}", lambda: about.acts[pair[0]](here, stage))

    def second() -> object:
        return tries.again(f"{pair[1]} of {name}", lambda: about.acts[pair[1]](there, stage))

    return held(first, second, way) if way else freely(first, second)
