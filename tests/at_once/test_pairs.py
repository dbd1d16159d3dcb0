"""Any two acts on one case, in either order, free and held, in two processes, on both databases.

The whole table takes minutes: `SCHAKEL_SOAK=1` runs all of it, held at four statements. Otherwise what ends
against what reads or delivers, and sixty others: the same ones each time, others on each database.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from itertools import combinations_with_replacement

import pytest

from casework.again import again
from tests.at_once.acts import ACTS, CLOSING
from tests.at_once.holding import Outcome, freely, held
from tests.at_once.invariants import DELIVERY, broken, whole
from tests.at_once.scene import Scene, Town, new_scene, town_on

PAIRS = list(combinations_with_replacement(ACTS, 2))
READING = {"disclosure.open", "signal.share", "detail.correct", DELIVERY}
SOAK = bool(os.environ.get("SCHAKEL_SOAK"))


def _chosen(database: str) -> list[tuple[str, str]]:
    if SOAK:
        return PAIRS
    always = [pair for pair in PAIRS if set(pair) & READING and set(pair) & CLOSING]
    others = [pair for pair in PAIRS if pair not in always]
    return always + random.Random(database).sample(others, 60)


@pytest.mark.slow(seconds=60)
@pytest.mark.timeout(1800)
def test_any_two_acts_at_once_are_one_after_the_other(
    database_url: str, record_property: Callable[[str, object], None]
) -> None:
    """Nothing readable after its end, nothing live that nobody ends, one decision, no raw error."""
    faults: list[str] = []
    seen: Counter[str] = Counter()
    with town_on(database_url) as town:
        for one, other in _chosen(database_url.partition(":")[0]):
            for way in _ways(one, other):
                scene, outcomes = _try(town, one, other, way)
                seen.update(str(outcome) for outcome in outcomes)
                faults += [
                    f"{one} / {other}, {way or 'free'}: {fault} ({', '.join(map(str, outcomes))})"
                    for fault in broken(scene, (one, other), outcomes)
                ]
        faults += whole(scene)
    record_property("pairs tried", f"{sum(seen.values()) // 2}, {dict(seen.most_common(6))}")
    assert not faults, "\n".join(faults)


def _ways(one: str, other: str) -> tuple[int, ...]:
    """Held before its n-th statement, or free (0); what is held lets the other one overtake if it can."""
    if SOAK:
        return (0, 1, 2, 5, 12)
    return (0, 5) if {one, other} & READING else (0,)


def _try(town: Town, one: str, other: str, way: int) -> tuple[Scene, tuple[Outcome, Outcome]]:
    scene = new_scene(town)
    here, there = town.offices
    if DELIVERY in (one, other):
        town.post.set_aside(scene.refs)

    def first() -> object:
        return again(lambda: ACTS[one](here, scene))

    def second() -> object:
        return again(lambda: ACTS[other](there, scene))

    return scene, held(first, second, way) if way else freely(first, second)
