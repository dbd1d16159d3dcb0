"""All rules together, and what must hold after each of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RULE_MARKER, initialize, invariant, run_state_machine_as_test

from tests.casework.leaking.agreeing import DAYS_AGO, HOLDERS
from tests.casework.leaking.guarding import Guarding
from tests.casework.leaking.hurrying import Hurrying
from tests.casework.leaking.leaning import Leaning
from tests.casework.leaking.moving import Moving
from tests.casework.leaking.organising import Organising
from tests.casework.leaking.people import STRANGER
from tests.casework.leaking.steering import Steering
from tests.casework.leaking.telling import REPORT_FIRST
from tests.casework.leaking.watching import Tally

EACH = 50  # steps in one game
SET = 10


class People(Hurrying, Leaning, Guarding, Organising, Steering, Moving):
    """Random people; after each act the due redraws run, and nobody may see more than the rules allow.

    `opening` is the way in which the first thing is shared, any when empty.
    """

    opening = ""

    @initialize(
        told=st.fixed_dictionaries(REPORT_FIRST),
        ago=st.sampled_from(DAYS_AGO),
        held=st.sampled_from(HOLDERS),
        mode=st.sampled_from(("thread", "thread", "on_demand", "on_demand", "")),
        unheard=st.sampled_from((None, None, None, None, STRANGER, "U0GI")),
    )
    def begin(
        self, told: dict[str, Any], ago: int, held: tuple[str, ...], mode: str, unheard: str | None
    ) -> None:
        """Most stories begin with a yes and something shared; what matters is what happens then."""
        self._report(**told)
        self.rooms.slips_in = unheard
        if self.facts.signals:
            self._consent(0, "author", "whole", ago, held, True, None, "")
        if self.facts.signals and (self.opening or mode):
            self._share(0, "author", self.opening or mode, "as offered", looks=True)
            self.show(self.opening or mode)

    @invariant()
    def nobody_sees_too_much(self) -> None:
        """What stands anywhere is covered for everyone there, and the audit tells what happened."""
        if not self.began:  # before the first act
            self.began = True
            self.tally.examples += 1
            return
        self.tally.steps += 1
        self.clock.at += timedelta(seconds=1)
        self.house.deliver(fresh=False)
        assert not [one for one in self.logged if one["log_level"] == "error"], self.logged
        self.watch.everything(self.slack)
        shared = {f"D-{one.number}": f"S-{one.signal}" for one in self.facts.disclosures.values()}
        self.ledger.match(self.watch.showings, shared)
        self.watch.showings.clear()


def people(first: str = "", acts: Collection[str] = ()) -> type[People]:
    """The machine with a tally of its own.

    It begins by sharing in the way `first` (any when empty), and people do only `acts` (all when empty).
    """
    rules = [name for name in dir(People) if hasattr(getattr(People, name), RULE_MARKER)]
    left_out = {name: None for name in rules if acts and name not in acts}
    return type("Counted", (People,), {"tally": Tally(), "opening": first, **left_out})


def play(
    machine: type[People], games: int, *, first: int = 0, steps: int = EACH, shrink: bool = False
) -> None:
    """Let people play games of so many steps, always the same ones; raises what went wrong.

    They are counted from `first`: with another one they are others. With `shrink` a failure is told as
    briefly as can be. In sets of ten with a seed each: after the tenth game hypothesis plays each game
    five times over with small changes, which teaches little here.
    """
    for number in range(-(-games // SET)):
        run_state_machine_as_test(
            seed(first + number)(machine),
            settings=settings(
                max_examples=min(SET, games - number * SET),
                stateful_step_count=steps,
                deadline=None,
                database=None,
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
                phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
            ),
        )
