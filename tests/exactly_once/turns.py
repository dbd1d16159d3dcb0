"""Lets threads go on one at a time, in an order that dice decide, so that it can be played again."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from threading import Semaphore, Thread, local

PACES = (1, 4, 40)
FICKLE = 0.03


class Killed(BaseException):
    """The process of this actor is no more; no error handler of it runs."""


class Actor:
    """Something that goes on until it pauses; it never goes on by itself."""

    def __init__(self, work: Callable[[], object], turns: Turns) -> None:
        self.over = self.doomed = False
        self.pace = 1
        self.error: BaseException | None = None
        self.go = Semaphore(0)
        self._work, self._turns = work, turns
        self._thread = Thread(target=self._live, daemon=True)
        self._thread.start()

    def _live(self) -> None:
        self.go.acquire()
        self._turns.here.actor = self
        try:
            self._work()
        except Killed:
            pass
        except BaseException as error:  # the test is told
            self.error = error
        self.over = True
        self._turns.back.release()


class Turns:
    """Gives the turn to one actor after another; between turns nothing runs.

    Who is quick and who is slow changes all the time, or hardly anybody would ever be overtaken.
    """

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.actors: list[Actor] = []
        self.back = Semaphore(0)
        self.here = local()

    def enter(self, work: Callable[[], object]) -> Actor:
        """Bring on an actor; it begins at its first turn."""
        made = Actor(work, self)
        self.actors.append(made)
        return made

    def pause(self) -> None:
        """Called by an actor where another may come in between."""
        me: Actor = self.here.actor
        self.back.release()
        me.go.acquire()
        if me.doomed:
            raise Killed

    def step(self) -> None:
        """One turn, for whoever the dice choose; raises what an actor did not survive."""
        if self.dice.random() < FICKLE:
            for one in self.actors:
                one.pace = self.dice.choice(PACES)
        (actor,) = self.dice.choices(self.actors, [one.pace for one in self.actors])
        actor.go.release()
        if not self.back.acquire(timeout=240):
            raise AssertionError("an actor does not give back its turn")
        if actor.over:
            self.actors.remove(actor)
        if actor.error is not None:
            raise actor.error

    def kill(self, actor: Actor) -> None:
        """kill -9: it does nothing more, not even what it had in hand."""
        actor.doomed = True
        actor.go.release()
        self.back.acquire()
        if actor in self.actors:
            self.actors.remove(actor)
