"""A tour through the practice Slack: cases to walk, whose steps are ticked when they really happened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from dateutil.relativedelta import relativedelta

_BORN = re.compile(r"\{born:(\d+)\}")
_HALF_A_YEAR = relativedelta(months=6)


@dataclass(frozen=True, slots=True)
class Step:
    """What one person does; `happens` is pressed, submitted or saw, with the app's own name for it.

    `room` is the channel in which it is done, or `home` for the app's own page.
    """

    who: str
    text: str
    happens: tuple[str, str]
    room: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """One case from its first step to its last."""

    id: str
    title: str
    about: str
    steps: Sequence[Step]


@dataclass(slots=True)
class Tour:
    """What a newcomer reads, the cases, how far each was walked, and which one is being walked."""

    lead: str
    hint: str
    walks: Mapping[str, Walk]
    done: dict[str, int] = field(default_factory=dict)
    walking: str = ""

    @property
    def next_step(self) -> tuple[Walk, int] | None:
        """The case being walked and the number of its next step, from 0; None when all is done."""
        walk = self.walks.get(self.walking)
        at = self.done.get(self.walking, 0)
        return (walk, at) if walk is not None and at < len(walk.steps) else None

    def take_up(self, walk: str) -> None:
        """Walk this case: from where it was left, or from its beginning when it was over; empty to leave."""
        if walk and walk not in self.walks:
            raise KeyError(walk)
        self.walking = walk
        if walk and self.next_step is None:
            self.done[walk] = 0

    def happened(self, who: str, kind: str, name: str) -> bool:
        """Somebody pressed, submitted or saw something; whether that was the next step."""
        found = self.next_step
        if found is None:
            return False
        walk, at = found
        step = walk.steps[at]
        if (step.who, step.happens) != (who, (kind, name)):
            return False
        self.done[walk.id] = at + 1
        return True


def load_tour(path: Path, today: date) -> Tour:
    """A tour from its YAML file; `{born:15}` becomes the birth date of somebody of that age today."""

    def aged(found: re.Match[str]) -> str:
        return (today - relativedelta(years=int(found[1])) - _HALF_A_YEAR).strftime("%d-%m-%Y")

    written = yaml.safe_load(_BORN.sub(aged, path.read_text(encoding="utf-8")))
    walks = [_walk(one) for one in written["walks"]]
    return Tour(written["lead"], written["hint"], {one.id: one for one in walks})


def _walk(written: Mapping[str, Any]) -> Walk:
    return Walk(written["id"], written["title"], written["about"], [_step(one) for one in written["steps"]])


def _step(written: Mapping[str, Any]) -> Step:
    kind = next(one for one in ("pressed", "submitted", "saw") if one in written)
    return Step(written["as"], written["text"], (kind, written[kind]), written.get("in", ""))
