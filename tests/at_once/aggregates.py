"""What two people can be at at once: each thing with its acts, its scene, and what holds of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import combinations_with_replacement
from typing import Any

from tests.at_once import (
    acts,
    care_acts,
    directory_acts,
    draft_acts,
    goal_acts,
    ground_acts,
    invariants,
    link_acts,
    meeting_acts,
)
from tests.at_once.looking import Act, Stage
from tests.at_once.scene import Scene, Town, new_scene

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`kind` is the class of its scene; `broken` says in words what does not hold."""

    name: str
    acts: Mapping[str, Act]
    kind: Callable[..., Stage]
    scene: Callable[[Town], Any]
    broken: Callable[[Any], list[str]]

    @property
    def pairs(self) -> list[Pair]:
        """Every two acts, also twice the same."""
        return list(combinations_with_replacement(self.acts, 2))


def numbers(stage: Any) -> dict[str, Any]:
    """What another process has to know of a scene: everything but the town."""
    return {one.name: getattr(stage, one.name) for one in fields(stage) if one.name != "town"}


AGGREGATES: Mapping[str, Aggregate] = {
    one.name: one
    for one in (
        Aggregate("signal", acts.ACTS, Scene, new_scene, invariants.broken),
        Aggregate(
            "overleg", meeting_acts.ACTS, meeting_acts.Meeting, meeting_acts.new_meeting, meeting_acts.broken
        ),
        Aggregate("doel", goal_acts.ACTS, goal_acts.Aim, goal_acts.new_aim, goal_acts.broken),
        Aggregate(
            "partner",
            directory_acts.ACTS,
            directory_acts.Seat,
            directory_acts.new_seat,
            directory_acts.broken,
        ),
        Aggregate("koppeling", link_acts.ACTS, link_acts.Two, link_acts.new_two, link_acts.broken),
        Aggregate(
            "concept", draft_acts.ACTS, draft_acts.Unposted, draft_acts.new_unposted, draft_acts.broken
        ),
        Aggregate("grond", ground_acts.ACTS, ground_acts.Opened, ground_acts.new_opened, ground_acts.broken),
        Aggregate("zorg", care_acts.ACTS, care_acts.Cared, care_acts.new_cared, care_acts.broken),
    )
}
