"""Kills bot processes at the worst moments, and lets a new one come in the place of each."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.exactly_once.ground import Ground

PATIENCE = 4.0  # seconds to wait for the moment; then whoever lives is killed


@dataclass(slots=True)
class Reaper:
    """kill -9 at points that follow one another; `kills` counts them by the moment."""

    ground: Ground
    dice: Random = field(default_factory=lambda: Random(5))
    kills: Counter[str] = field(default_factory=Counter)

    def reap(self, kills: int) -> None:
        """Kill so many processes, each at the next kind of moment."""
        moments = (
            self.anywhere,
            self.before_slack,
            self.before_commit,
            self.in_update,
            self.in_edit,
            self.at_wake,
        )
        while self.kills.total() < kills:
            moment = moments[self.kills.total() % len(moments)]
            moment()

    def anywhere(self) -> None:
        """At a random instant: starting, idle, claiming, drawing, sending, settling."""
        time.sleep(self.dice.uniform(0, 0.3))
        self._kill("anywhere", [])

    def before_slack(self) -> None:
        """Claimed, and on its way to Slack, which never takes it."""
        faults = self.ground.slack.faults
        self.ground.want(4)
        faults.add("chat.postMessage", delay=0.5, drop="before")
        self._wait(lambda: not faults.queue)
        self._kill("between claim and post", self.ground.owners())
        faults.queue.clear()

    def before_commit(self) -> None:
        """Slack has it, and the answer has not been written down; killed before Slack answers."""
        done: list[int] = []

        def killed() -> None:
            newest = self.ground.newest()
            owners = self.ground.owners(newest) if newest and not done else []
            if owners and self._kill("between Slack and commit", owners):
                done.append(1)

        end = self.ground.slack.subscribe(killed)
        self.ground.want(4)
        self._wait(lambda: done)
        end()
        if not done:
            self._kill("anywhere", [])

    def in_update(self) -> None:
        """Slack is changing a message."""
        faults = self.ground.slack.faults
        standing = [mark for mark, _ts in self.ground.standing()]
        self.ground.change(self.dice.sample(standing, min(4, len(standing))))
        faults.add("chat.update", delay=0.3)
        self._wait(lambda: not faults.queue)
        self._kill("during an update", self.ground.owners(standing=True))
        faults.queue.clear()

    def in_edit(self) -> None:
        """The overleg is moved while its reminder is on its way."""
        faults = self.ground.slack.faults
        wanted = self.ground.want(2)
        faults.add("chat.postMessage", delay=0.5)
        self._wait(lambda: not faults.queue)
        self.ground.move(wanted)
        self._kill("while the overleg is moved", self.ground.owners(*wanted))
        faults.queue.clear()

    def at_wake(self) -> None:
        """Around the instant for which the scheduler set its alarm."""
        self.ground.want(6, after=0.4)
        time.sleep(0.4 + self.dice.uniform(-0.05, 0.1))
        self._kill("at the wake-up", [])

    def _wait(self, moment: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not moment() and time.monotonic() < until:
            time.sleep(0.005)

    def _kill(self, moment: str, owners: list[int]) -> bool:
        fleet = self.ground.fleet
        alive = [one for one in owners if one in fleet.alive] or ([] if owners else list(fleet.alive))
        if not alive or not fleet.kill(self.dice.choice(alive)):
            return False
        self.kills[moment] += 1
        fleet.spawn()
        return True
