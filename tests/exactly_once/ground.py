"""The ground of one run: a practice Slack with many conversations, a database, and a count of what arrived.

Counted is what stands in Slack, by the mark that each message carries; the database only says what was
wanted and whether anything is still to be done.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from sandbox import PracticeSlack
from sandbox.state import Channel
from storage import outbox
from storage.engine import make_engine, session_for
from storage.leasing import UNSURE
from storage.migrating import migrate
from storage.tables import AuditRow, Post, PostState
from tests.exactly_once.fleet import Fleet

# Drawn from its ref alone; "overleg.reminder" takes its place where there are meetings.
KIND = "delivery.alarm"
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
    p50: float
    p99: float

    @property
    def exactly_once(self) -> bool:
        """Nothing lost, nothing doubled, and whatever was skipped is in the audit."""
        return self.lost == self.doubled == 0 and self.skipped == self.audited


@dataclass(slots=True)
class Ground:
    """Where a run takes place; `slack` is watched from inside this process."""

    slack: PracticeSlack
    engine: Engine
    fleet: Fleet
    conversations: int = 50
    kind: str = KIND
    wanted: dict[UUID, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        space = self.slack.space
        for number in range(self.conversations):
            name = f"C0RUN{number:04d}"
            space.channels[name] = Channel(name, f"run-{number}", "private", {space.app.user})

    # --- wanting ------------------------------------------------------------------------------

    def want(
        self,
        count: int,
        *,
        after: float = 0.0,
        over: float = 0.0,
        not_after: timedelta | None = None,
        urgent: bool = False,
    ) -> list[UUID]:
        """Want so many posts, due from `after` seconds from now, evenly over so many seconds."""
        start = self.fleet.now() + timedelta(seconds=after)
        made = []
        with session_for(self.engine) as session:
            for number in range(count):
                due = start + timedelta(seconds=over * number / count)
                order = len(self.wanted)
                made.append(
                    outbox.enqueue(
                        session,
                        kind=self.kind,
                        target=f"C0RUN{order % self.conversations:04d}",
                        ref=f"S-{order + 1}",
                        due_at=due,
                        not_after=not_after and due + not_after,
                        urgent=urgent,
                    )
                )
                self.wanted[made[-1]] = due
            session.commit()
        return made

    def change(self, ids: list[UUID]) -> None:
        """Have these drawn again."""
        with session_for(self.engine) as session:
            for ref in session.execute(select(col(Post.ref)).where(col(Post.id).in_(ids))).scalars().all():
                outbox.change(session, ref=str(ref), now=self.fleet.now())
            session.commit()

    # --- looking ------------------------------------------------------------------------------

    def standing(self) -> Iterator[tuple[UUID, float]]:
        """The mark and the ts of every message of this run, as they stand in Slack."""
        with self.slack.lock:
            for number in range(self.conversations):
                for message in self.slack.space.channels[f"C0RUN{number:04d}"].messages.values():
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
        """How many posts still have something to be done."""
        try:
            with session_for(self.engine, write=False) as session:
                return len(outbox.waiting(session))
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
            skipped = set(
                session.execute(select(col(Post.id)).where(col(Post.state) == PostState.SKIPPED)).scalars()
            )
            told = session.execute(select(col(AuditRow.facts)).where(col(AuditRow.act) == "post.skip"))
            audited = Counter(UUID(facts["post"]) for facts in told.scalars())
        late = sorted(times[id_][0] - due.timestamp() for id_, due in self.wanted.items() if id_ in times)
        return Count(
            wanted=len(self.wanted),
            sent=len(times.keys() & self.wanted.keys()),
            lost=len(self.wanted.keys() - times.keys() - skipped),
            doubled=sum(len(ones) - 1 for ones in times.values()),
            skipped=len(skipped),
            audited=sum(audited[one] == 1 for one in skipped),
            p50=late[len(late) // 2] if late else 0.0,
            p99=late[int(len(late) * 0.99)] if late else 0.0,
        )


@contextmanager
def ground(
    slack: PracticeSlack, database_url: str, folder: Path, conversations: int = 50
) -> Iterator[Ground]:
    """A run's ground, with a fleet that has no processes yet."""
    engine = make_engine(database_url)
    migrate(engine)
    try:
        with Fleet(slack, database_url, folder) as fleet:
            yield Ground(slack, engine, fleet, conversations)
    finally:
        engine.dispose()
