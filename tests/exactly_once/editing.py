"""One overleg, three workers and somebody who keeps changing it, in an order that dice decide.

Every point where a process can be overtaken is a place to change turns: before and after it draws, before
Slack takes a message and before its answer arrives. Transactions are whole, as they are in the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import select

from bot.worker import Worker
from casework.deliveries import note_delivery
from casework.office import Office
from casework.overleg import changing, looking, planning
from casework.overleg.drafting import OverlegForm
from casework.overleg.posts import CHANGED, REMINDERS, read_key
from casework.overleg.refs import occurrence_ref
from casework.people import Person
from handlers.languages import load_languages
from handlers.registering import renderer
from handlers.rendering import Drawing
from rules.overleggen import Occurrence
from storage import outbox
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from tests.casework.conftest import FrozenClock
from tests.exactly_once.paper import PaperSlack
from tests.exactly_once.turns import PACES, Actor, Turns

EDITS = 4
WORKERS = 3
TURNS = 4000
# A call ends within fifteen seconds of its claim (bot/sending.py); no clock here makes one last longer.
LONGEST_FLIGHT = timedelta(seconds=14)
BEGIN = 59  # minutes from now: the reminder of an hour ahead is due at once


class NoLocales:
    """Everybody reads the deployment's language."""

    def known(self, user_id: str) -> str | None:
        """Not known."""
        return None

    def learn(self, user_id: str) -> None:
        """Nothing to learn."""


@dataclass(slots=True)
class Editing:
    """One interleaving; `flaws` is what went wrong in it."""

    office: Office
    engine: Engine
    clock: FrozenClock
    render: Callable[[Post], Drawing | None]
    dice: Random
    flaws: list[str] = field(default_factory=list)
    versions: list[datetime | None] = field(default_factory=list)
    flights: dict[int, datetime] = field(default_factory=dict)
    aloft: dict[UUID, Actor] = field(default_factory=dict)
    drawn: dict[UUID, int] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    turns: Turns = field(init=False)
    slack: PaperSlack = field(init=False)
    farida: Person = field(init=False)
    number: int = field(init=False)
    planned: date = field(init=False)
    ref: str = field(init=False)

    def play(self) -> None:
        """Plan, edit, send; and look at what stands in the end."""
        self.turns = Turns(self.dice)
        self.slack = PaperSlack(
            self._in_the_air,
            self.turns.pause,
            self.took,
            lambda: self.dice.random() < 0.08,  # one in a dozen
            lambda: self.clock.now().timestamp(),
        )
        self.farida = self.office.identify("U0REGIE")
        self._plan()
        workers = [self._worker(number) for number in range(WORKERS)]
        self.turns.enter(self._edit)
        for turn in range(TURNS):
            self.turns.step()
            self._time_goes_by()
            if self.dice.random() < 0.01:  # one in a hundred turns
                at = self.dice.randrange(WORKERS)
                self.turns.kill(workers[at])
                self.flights.pop(at, None)
                workers[at] = self._worker(at)
            if turn % 20 == 0 and len(self.turns.actors) == WORKERS and not self._waiting():
                break
        else:
            self.flaws.append("it does not come to rest")
        for one in workers:
            self.turns.kill(one)
        self._look()

    # --- who does what ------------------------------------------------------------------------

    def _plan(self) -> None:
        local = (self.clock.now() + timedelta(minutes=BEGIN)).astimezone(self.office.zone)
        form = OverlegForm(
            partnership="1",
            title="Wijkoverleg",
            first_date=local.date().isoformat(),
            time=f"{local:%H:%M}",
            duration="60",
            frequency="once",
            organiser="U0REGIE",
            chair="U0AGENT",
            participants=("3",),
            reminders=("hour", "day"),
            holidays="keep",
        )
        self.number = planning.plan(self.office, self.farida, form, "")
        self.planned = local.date()
        self.ref = occurrence_ref(self.number, self.planned)
        self.versions.append(self._held().starts)

    def _edit(self) -> None:
        for _ in range(EDITS):
            patience = self.dice.randrange(10, 100)
            while patience and not self.aloft:
                self.turns.pause()
                patience -= 1
            self._change()
            self._wake()
            held = self._held()
            self.versions.append(None if held.skipped else held.starts)

    def _wake(self) -> None:
        """What was committed wakes the workers; mostly they are quicker than what hangs in the air."""
        slow = set(self.aloft.values()) if self.dice.random() < 0.8 else set()  # mostly
        for one in self.turns.actors:
            one.pace = min(PACES) if one in slow else max(PACES)
        self.turns.here.actor.pace = min(PACES)
        self.aloft.clear()  # one edit for each of them

    def _change(self) -> None:
        held = self._held()
        chance = self.dice.random()
        if not held.skipped and chance < 0.2:  # one in five
            changing.skip(self.office, self.farida, self.number, self.planned, "")
        elif not held.skipped and chance < 0.35:  # somewhat fewer
            chair = self.dice.choice(["U0AGENT", "U0JONGER", "U0REGIE"])
            changing.let_chair(self.office, self.farida, self.number, self.planned, chair, "")
        else:
            # Three times of day only, so that it often moves back to one of which a reminder is on its way.
            first = self.versions[0] or self.clock.now()
            start = (first + timedelta(minutes=self.dice.choice([0, 1, 2]))).astimezone(self.office.zone)
            changing.move(
                self.office, self.farida, self.number, self.planned, f"{start:%Y-%m-%d}", f"{start:%H:%M}", ""
            )

    def _worker(self, number: int) -> Actor:
        worker = Worker(
            engine=self.engine,
            client=self.slack,  # type: ignore[arg-type]  # the edge, on paper
            render=self._draw,
            clock=self.clock,
            owner=f"worker-{number}-{self.dice.random()}",
            report=partial(note_delivery, self.office),
            senders=2,
        )

        def live() -> None:
            while True:
                self.flights[number] = self.clock.now()
                if not worker.run_once():
                    self.turns.here.actor.pace = 1  # it sleeps until something wakes it
                del self.flights[number]
                self.turns.pause()

        return self.turns.enter(live)

    def _draw(self, post: Post) -> Drawing | None:
        self.turns.pause()
        self.drawn[post.id] = len(self.versions) - 1
        drawing = self.render(post)
        if drawing is not None and post.slack_ts is None and post.kind in REMINDERS:
            self.aloft[post.id] = self.turns.here.actor
        self.turns.pause()
        return drawing

    def _in_the_air(self) -> None:
        for _ in range(self.dice.randrange(1, 8)):
            self.turns.pause()

    def _time_goes_by(self) -> None:
        step = timedelta(seconds=self.dice.choice([0, 0, 0, 0.2, 1]))
        if not self.flights:
            step *= 5
        limit = min(self.flights.values(), default=self.clock.instant + step) + LONGEST_FLIGHT
        self.clock.instant = max(self.clock.instant, min(self.clock.instant + step, limit))

    # --- what is looked at --------------------------------------------------------------------

    def took(self, room: str, mark: UUID) -> None:
        """Slack took a new message: nothing newer may have come before it."""
        self.aloft.pop(mark, None)
        post = self._post(mark)
        if post.ref != self.ref:
            return
        version = self.drawn[mark]
        same = [at for at, start in enumerate(self.versions) if start == self.versions[version]]
        if max(same) < self.newest.get(room, 0):
            self.flaws.append(f"{room}: {post.kind} of version {version} after {self.newest[room]}")
        if post.kind in REMINDERS and version < self.told.get(room, 0):
            self.flaws.append(f"{room}: {post.kind} of before the change {self.told[room]} after its news")
        self.newest[room] = max(version, self.newest.get(room, 0))
        if post.kind == CHANGED:
            self.told[room] = max(version, self.told.get(room, 0))

    def _look(self) -> None:
        held = self._held()
        marks = [mark for _room, mark, _message in self.slack.standing()]
        if len(marks) != len(set(marks)):
            self.flaws.append("doubled")
        clock = f"{held.starts.astimezone(self.office.zone):%H:%M}"
        reminded: set[str] = set()
        for room, mark, message in self.slack.standing():
            post = self._post(mark)
            if post.kind not in REMINDERS or post.ref != self.ref:
                continue
            if clock not in message["text"]:
                self.flaws.append(f"{room}: {message['text']} while it starts at {clock}")
            if read_key(post).is_about(held):
                reminded.add(room)
        wanted = set() if held.skipped else {"C0Z", "DU0REGIE", f"D{self._card().chair}"}
        if not wanted <= reminded:
            self.flaws.append(f"lost: reminded are {reminded}, not {wanted}")

    def _waiting(self) -> bool:
        """Whether a worker has something to do within the next minutes."""
        with session_for(self.engine, write=False) as session:
            soon = self.clock.now() + timedelta(minutes=5)
            return any(one.due_at <= soon for one in outbox.waiting(session))

    def _post(self, mark: UUID) -> Post:
        with session_for(self.engine, write=False) as session:
            return session.exec(select(Post).where(Post.id == mark)).one()

    def _card(self) -> looking.TimeCard:
        return looking.time(self.office, self.number, self.planned)

    def _held(self) -> Occurrence:
        return self._card().held


def dutch(office: Office) -> Callable[[Post], Drawing | None]:
    """Draws every post as the bot does."""
    return renderer(office, load_languages("nl", office.zone, NoLocales()))


def finish(engine: Engine) -> None:
    """Leave nothing of this interleaving for the next one."""
    with session_for(engine) as session:
        for one in session.exec(select(Post).where(Post.state != PostState.WITHDRAWN)).all():
            one.state = PostState.WITHDRAWN
            session.add(one)
        session.commit()
