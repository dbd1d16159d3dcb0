"""The ground of one run: a practice Slack with many conversations, a database, and a count of what arrived.

Counted is what stands in Slack, by the mark that each message carries; the database only says what was
wanted and whether anything is still to be done.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from bot.process import build
from bot.settings import load_settings
from sandbox import PracticeSlack
from storage import outbox
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.leasing import UNSURE
from storage.outbox_tables import Post, PostState
from storage.planned_posts import NOT_WANTED
from tests.exactly_once.fleet import Fleet
from tests.exactly_once.planner import Planner

KIND = "day"  # the reminder that is wanted unless a run says otherwise: late by twelve hours it is still sent
HURRY = 3.0  # seconds without progress after which a run in a hurry moves the clock


@dataclass(frozen=True, slots=True)
class Count:
    """What came of the posts that were wanted; lateness in seconds from due to standing in Slack."""

    wanted: int
    sent: int
    lost: int
    doubled: int
    skipped: int
    audited: int
    overtaken: int
    p50: float
    p99: float

    @property
    def exactly_once(self) -> bool:
        """Nothing lost, doubled or sent after what is newer, and whatever was skipped is in the audit."""
        return self.lost == self.doubled == self.overtaken == 0 and self.skipped == self.audited


@dataclass(slots=True)
class Ground:
    """Where a run takes place; `slack` is watched from inside this process.

    `wanted` are the posts that must come, with their dues; `moved` are the reminders of a start that was
    changed under them, each with what replaces it: they may have been sent before that, never after.
    """

    slack: PracticeSlack
    engine: Engine
    fleet: Fleet
    planner: Planner
    wanted: dict[UUID, datetime] = field(default_factory=dict)
    moved: list[tuple[list[UUID], list[UUID]]] = field(default_factory=list)
    planned: int = 0

    # --- wanting ------------------------------------------------------------------------------

    def want(
        self, count: int, *, after: float = 0.0, over: float = 0.0, kind: str = KIND
    ) -> dict[UUID, datetime]:
        """Want so many posts, due from `after` seconds from now, evenly over so many seconds.

        They are the reminders of half as many overleggen: each is one to a channel and one to its host.
        """
        start = self.fleet.now() + timedelta(seconds=after)
        series = count // 2
        dues = [start + timedelta(seconds=over * number / series) for number in range(series)]
        made = self.planner.plan(kind, dues, self.planned)
        self.planned += series
        self.wanted |= made
        assert len(made) == count, (len(made), count)
        return made

    def change(self, ids: list[UUID]) -> None:
        """Have these drawn again."""
        self.planner.redraw(self._refs(ids))

    def move(self, ids: Iterable[UUID]) -> None:
        """Have the overleggen of these reminders begin at another time; that is reminded of instead."""
        for ref in self._refs(ids):
            old = list(self.planner.posts({ref}, f"overleg.{KIND}"))
            made = self.planner.move(ref)
            for one in old:
                self.wanted.pop(one, None)
            self.wanted |= made
            self.moved.append((old, list(made)))

    def _refs(self, ids: Iterable[UUID]) -> list[str]:
        with session_for(self.engine, write=False) as session:
            found = session.execute(select(col(Post.ref)).where(col(Post.id).in_(ids)).distinct())
            return sorted(map(str, found.scalars()))

    # --- looking ------------------------------------------------------------------------------

    def standing(self) -> Iterator[tuple[UUID, float]]:
        """The mark and the ts of every message of this run, as they stand in Slack."""
        with self.slack.lock:
            for room in self.planner.rooms():
                for message in self.slack.space.channels[room].messages.values():
                    mark = message["metadata"]["event_payload"]["delivery"]
                    yield UUID(mark), float(message["ts"])

    def newest(self) -> UUID | None:
        """The mark of the message that was posted last."""
        return max(self.standing(), key=lambda one: one[1], default=(None, 0.0))[0]

    def owners(self, *ids: UUID, standing: bool = False) -> list[int]:
        """The process ids that hold a lease: on these posts, or on any (with `standing`, of an update)."""
        held = select(col(Post.lease_owner)).where(
            col(Post.lease_owner).is_not(None), col(Post.lease_owner) != UNSURE
        )
        held = held.where(col(Post.id).in_(ids)) if ids else held
        held = held.where(col(Post.slack_ts).is_not(None)) if standing else held
        with session_for(self.engine, write=False) as session:
            return [int(str(one).split("-")[-2]) for one in session.execute(held).scalars()]

    def open(self) -> int:
        """How many posts have something to be done that was never done or is due by now."""
        now = self.fleet.now()
        try:
            with session_for(self.engine, write=False) as session:
                return sum(one.shown_rev == 0 or one.due_at <= now for one in outbox.waiting(session))
        except DBAPIError:  # the database is away, as some runs want it
            return len(self.wanted)

    def finish(self, within: float, *, hurry: bool = False) -> None:
        """Wait until nothing is left to do; in a hurry, move the clock past leases when nothing happens."""
        until, last, seen = time.monotonic() + within, time.monotonic(), -1
        while left := self.open():
            if left != seen:
                last, seen = time.monotonic(), left
            if hurry and time.monotonic() - last > HURRY:
                self.fleet.forward(61)
                last = time.monotonic()
            if time.monotonic() > until:
                return  # what is missing is counted
            time.sleep(0.1)

    def count(self) -> Count:
        """Count at Slack."""
        times: dict[UUID, list[float]] = {}
        for mark, ts in self.standing():
            times.setdefault(mark, []).append(ts)
        with session_for(self.engine, write=False) as session:
            late = select(col(Post.id)).where(col(Post.state) == PostState.SKIPPED)
            skipped = set(session.execute(late.where(col(Post.last_error) != NOT_WANTED)).scalars())
            told = session.execute(select(col(AuditRow.facts)).where(col(AuditRow.act) == "post.skip"))
            audited = Counter(UUID(facts["post"]) for facts in told.scalars())
        delays = sorted(times[id_][0] - due.timestamp() for id_, due in self.wanted.items() if id_ in times)
        return Count(
            wanted=len(self.wanted),
            sent=len(times.keys() & self.wanted.keys()),
            lost=len(self.wanted.keys() - times.keys() - skipped),
            doubled=sum(len(ones) - 1 for ones in times.values()),
            skipped=len(skipped),
            audited=sum(audited[one] == 1 for one in skipped),
            overtaken=self._overtaken(),
            p50=delays[len(delays) // 2] if delays else 0.0,
            p99=delays[int(len(delays) * 0.99)] if delays else 0.0,
        )

    def _overtaken(self) -> int:
        """How many reminders of an old start came after something about the new one."""
        with self.slack.lock:
            rooms = [self.slack.space.channels[one].messages.values() for one in self.planner.rooms()]
            order = [
                {UUID(one["metadata"]["event_payload"]["delivery"]): float(one["ts"]) for one in messages}
                for messages in rooms
            ]
        found = 0
        for old, new in self.moved:
            for stood in order:
                first = min((stood[one] for one in new if one in stood), default=float("inf"))
                found += sum(stood.get(one, 0.0) > first for one in old)
        return found


@contextmanager
def ground(
    slack: PracticeSlack, database_url: str, folder: Path, conversations: int = 50
) -> Iterator[Ground]:
    """A run's ground, with a fleet that has no processes yet."""
    with Fleet(slack, database_url, folder) as fleet:
        process = build(load_settings(fleet.environment, env_file=None), fleet)
        try:
            planner = Planner(process.office, slack, conversations)
            yield Ground(slack, process.engine, fleet, planner)
        finally:
            process.engine.dispose()
