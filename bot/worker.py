"""The outbox worker: claims what is due for as many senders as are free, and keeps them at work.

Several workers may run side by side, in one process or many. A claim is made for a free sender only, so
that nothing waits in memory under a lease.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread

import structlog
from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlmodel import Session

from bot.delivering import Delivery
from bot.sending import Render, Report, Sender, Settle
from casework.ports import Clock
from storage import leasing
from storage.engine import session_for
from storage.leasing import Claim
from storage.outbox_tables import Post
from storage.succession import outgrown

LEASE = timedelta(seconds=60)
SENDERS = 8  # at 150 ms a call, fifty messages a second; Slack takes a few hundred a minute
TICK = 5.0
LOOK = 1.0  # seconds; so long what another process made may wait, since nobody wakes us for it
FENCE_EVERY = timedelta(seconds=1)
SHORTEST_PAUSE = 0.05

log = structlog.get_logger(__name__)


class Worker:
    """Delivers what the outbox holds; `wake()` after each commit makes it look at once.

    `outgrown` is true from the moment it saw that a newer version has changed the tables.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        client: WebClient,
        render: Render,
        clock: Clock,
        owner: str,
        report: Report | None = None,
        observe_dwell: Callable[[float], object] = lambda seconds: None,
        lease: timedelta = LEASE,
        senders: int = SENDERS,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._owner = owner
        self._lease = lease
        self._senders = senders
        self._sender = Sender(
            engine=engine,
            delivery=Delivery(client),
            render=render,
            clock=clock,
            report=report or self._only_settle,
            observe_dwell=observe_dwell,
            lease=lease,
        )
        self._fenced = datetime.min.replace(tzinfo=UTC)
        self._flying: set[str] = set()
        self._lock = Lock()
        self._woken = Event()
        self._stopping = Event()
        self._pool: ThreadPoolExecutor | None = None
        self._thread: Thread | None = None
        self.outgrown = False

    def start(self) -> None:
        """Deliver in threads of its own until `stop`."""
        self._stopping.clear()
        self._pool = ThreadPoolExecutor(self._senders, thread_name_prefix="sender")
        self._thread = Thread(target=self._loop, args=(self._pool,), name="outbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the posts in hand, then end."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def wake(self) -> None:
        """Look for due posts now; cheap, from any thread."""
        self._woken.set()

    def run_once(self) -> int:
        """Claim and settle what is due now, one after another; returns how many posts were taken."""
        began = time.monotonic()
        claims = self._claim(self._senders)
        for claim in claims:
            self._sender.deliver(claim, began)
        return len(claims)

    def _loop(self, pool: ThreadPoolExecutor) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            try:
                pause = self._round(pool)
            except Exception:
                log.exception("outbox round failed")
                pause = TICK
            if pause:
                self._woken.wait(pause)

    def _round(self, pool: ThreadPoolExecutor) -> float:
        """Give the free senders work; returns how long to wait unless woken."""
        with self._lock:
            busy = set(self._flying)
        free = self._senders - len(busy)
        if free < (self._senders + 1) // 2:
            return TICK  # a sender that ends wakes this loop; claiming for each one alone costs more
        began = time.monotonic()
        claims = self._claim(free, busy)
        for claim in claims:
            with self._lock:
                self._flying.add(claim.post.target)
            pool.submit(self._send, claim, began)
        return 0.0 if claims else self._pause(bool(busy))

    def _send(self, claim: Claim, began: float) -> None:
        try:
            self._sender.deliver(claim, began)
        finally:
            with self._lock:
                self._flying.discard(claim.post.target)
            self._woken.set()

    def _claim(self, limit: int, busy: set[str] | None = None) -> list[Claim]:
        now = self._clock.now()
        with session_for(self._engine) as session:
            self.outgrown = self.outgrown or outgrown(session)
            if self.outgrown:
                return []  # whoever changed the tables delivers from now on
            if abs(now - self._fenced) >= FENCE_EVERY:
                leasing.fence(session, now=now)
                self._fenced = now
            claims = leasing.claim(
                session,
                now=now,
                owner=self._owner,
                lease=self._lease,
                limit=limit,
                busy=busy or (),
                fresh=self._sender.storms.quiet_until(now) is None,
            )
            session.commit()
        return claims

    def _pause(self, flying: bool) -> float:
        if self.outgrown:
            return LOOK
        now = self._clock.now()
        with session_for(self._engine, write=False) as session:
            due = leasing.next_due(session, now=now)
        quiet = self._sender.storms.quiet_until(now)
        if due is None:
            return LOOK
        if quiet is not None:
            due = max(due, quiet)
        # What is due for a conversation that has a post in flight comes up when that one ends.
        shortest = 10 * SHORTEST_PAUSE if flying else SHORTEST_PAUSE
        return min(LOOK, max(shortest, (due - now).total_seconds()))

    def _only_settle(self, post: Post, act: str, code: str, settle: Settle) -> None:
        with Session(self._engine) as session:
            settle(session)
            session.commit()
