"""The outbox worker: claims due posts, draws them at the moment of sending, settles what Slack said.

Several workers may run side by side, in one process or many. When an outcome is unknown the next attempt
looks in Slack for the post's own mark before sending again (design 4).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog
from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlmodel import Session

from bot.delivering import GONE, Delivery, Fate, Trouble
from bot.pacing import Pace
from casework.ports import Clock
from handlers.rendering import Drawing
from storage import leasing, settling
from storage.engine import session_for
from storage.leasing import Claim
from storage.tables import Post, PostState

LEASE = timedelta(seconds=60)
LOOK_AFTER = timedelta(seconds=5)  # Slack's history lags a little behind its answers
FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=10)
TAKES = 10
# A lease with less time left than one call may take is left to expire: somebody may claim it meanwhile.
SEND_WITHIN = timedelta(seconds=25)
TICK = 5.0

Render = Callable[[Post], Drawing | None]
Tell = Callable[[Post, str], None]

log = structlog.get_logger(__name__)


def _silent(post: Post, code: str) -> None:
    """Nobody asked to be told."""


class Worker:
    """Delivers what the outbox holds; `wake()` after each commit makes it look at once."""

    def __init__(
        self,
        *,
        engine: Engine,
        client: WebClient,
        render: Render,
        clock: Clock,
        owner: str,
        on_alarm: Tell = _silent,
        on_skip: Tell = _silent,
        observe_dwell: Callable[[float], object] = lambda seconds: None,
        lease: timedelta = LEASE,
    ) -> None:
        self._engine = engine
        self._delivery = Delivery(client)
        self._render = render
        self._clock = clock
        self._owner = owner
        self._alarm = on_alarm
        self._skip = on_skip
        self._observe = observe_dwell
        self._lease = lease
        self._pace = Pace()
        self._woken = Event()
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Deliver in a thread of its own until `stop`."""
        self._stopping.clear()
        self._thread = Thread(target=self._loop, name="outbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the post in hand, then end."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join()

    def wake(self) -> None:
        """Look for due posts now; cheap, from any thread."""
        self._woken.set()

    def run_once(self) -> int:
        """Claim and settle what is due now; returns how many posts were taken."""
        with session_for(self._engine) as session:
            leasing.fence(session, now=self._clock.now())
            claims = leasing.claim(
                session, now=self._clock.now(), owner=self._owner, lease=self._lease, limit=TAKES
            )
            session.commit()
        for claim in claims:
            if self._clock.now() < claim.until - SEND_WITHIN:
                self._deliver(claim)
        return len(claims)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            if not self._round():
                self._woken.wait(self._pause())

    def _round(self) -> int:
        try:
            return self.run_once()
        except Exception:
            log.exception("outbox round failed")
            return 0

    def _pause(self) -> float:
        try:
            with session_for(self._engine, write=False) as session:
                due = leasing.next_due(session, now=self._clock.now())
        except Exception:
            log.exception("outbox round failed")
            return TICK
        if due is None:
            return TICK
        return min(TICK, max(0.05, (due - self._clock.now()).total_seconds()))

    # --- one post -----------------------------------------------------------------------------

    def _deliver(self, claim: Claim) -> None:
        now = self._clock.now()
        post = claim.post
        if post.not_after is not None and now > post.not_after and post.slack_ts is None:
            self._end(claim, PostState.SKIPPED, "too_late")
            self._skip(post, "too_late")
            return
        try:
            drawing = self._render(post)
        except Exception:
            log.exception("post not drawn", kind=post.kind, post=str(post.id))
            self._later(claim, "render")
            return
        try:
            self._send(claim, drawing)
        except Trouble as trouble:
            self._settle_trouble(claim, trouble, drawing)

    def _send(self, claim: Claim, drawing: Drawing | None) -> None:
        post = claim.post
        channel = post.slack_channel or self._delivery.channel_of(post.target)
        if claim.uncertain and (found := self._look(claim, channel)):
            self._shown(claim, channel, found, revision_sent=False)
            return
        if drawing is None:
            self._take_away(claim, channel)
            return
        if wait := self._pace.wait_until(channel, self._clock.now()):
            self._retry(claim, wait, "pace", uncertain=claim.uncertain)
            return
        if post.slack_ts is None:
            ts = self._delivery.post(claim, channel, drawing)
            self._shown(claim, channel, ts, good_until=drawing.good_until)
        else:
            self._update(claim, channel, post.slack_ts, drawing)

    def _look(self, claim: Claim, channel: str) -> str | None:
        since = claim.post.first_claim_at or claim.post.due_at
        return self._delivery.look_for(claim, channel, since)

    def _update(self, claim: Claim, channel: str, ts: str, drawing: Drawing) -> None:
        try:
            self._delivery.update(claim, channel, ts, drawing)
        except Trouble as trouble:
            if trouble.fate is Fate.PERMANENT or trouble.code in GONE:
                self._delivery.delete(channel, ts)
                self._end(claim, PostState.FAILED, trouble.code)
                self._alarm(claim.post, trouble.code)
                return
            raise
        self._shown(claim, channel, ts, good_until=drawing.good_until)

    def _take_away(self, claim: Claim, channel: str) -> None:
        if claim.post.slack_ts is not None:
            self._delivery.delete(channel, claim.post.slack_ts)
        self._end(claim, PostState.SKIPPED, "not_wanted")

    def _settle_trouble(self, claim: Claim, trouble: Trouble, drawing: Drawing | None) -> None:
        now = self._clock.now()
        post = claim.post
        log.warning("post not delivered", kind=post.kind, post=str(post.id), code=trouble.code)
        match trouble.fate:
            case Fate.SLOW_DOWN:
                until = now + timedelta(seconds=trouble.retry_after)
                self._pace.hold(post.slack_channel or post.target, until)
                self._retry(claim, until, trouble.code, uncertain=claim.uncertain)
            case Fate.UNKNOWN:
                self._retry(claim, now + max(LOOK_AFTER, self._backoff(claim)), trouble.code, uncertain=True)
            case Fate.PERMANENT if claim.uncertain and not (drawing and drawing.repeatable):
                self._end(claim, PostState.UNKNOWN, trouble.code)
                self._alarm(post, trouble.code)
            case Fate.PERMANENT:
                self._end(claim, PostState.FAILED, trouble.code)
                self._alarm(post, trouble.code)
            case Fate.REFUSED:
                self._retry(claim, now + self._backoff(claim), trouble.code, uncertain=claim.uncertain)

    def _backoff(self, claim: Claim) -> timedelta:
        doubled: timedelta = FIRST_RETRY * 2 ** min(claim.post.attempts, 10)
        return min(LONGEST_RETRY, doubled)

    # --- settling -----------------------------------------------------------------------------

    def _shown(
        self,
        claim: Claim,
        channel: str,
        ts: str,
        *,
        revision_sent: bool = True,
        good_until: datetime | None = None,
    ) -> None:
        now = self._clock.now()
        with session_for(self._engine) as session:
            settling.settle_shown(session, claim, now=now, channel=channel, ts=ts, redraw=not revision_sent)
            session.commit()
        self._observe((now - claim.post.due_at).total_seconds())

    def _later(self, claim: Claim, code: str) -> None:
        self._retry(claim, self._clock.now() + self._backoff(claim), code, uncertain=claim.uncertain)

    def _retry(self, claim: Claim, at: datetime, code: str, *, uncertain: bool = False) -> None:
        settle = settling.settle_uncertain if uncertain else settling.settle_retry
        self._write(lambda session: settle(session, claim, now=self._clock.now(), at=at, error=code))

    def _end(self, claim: Claim, state: PostState, code: str) -> None:
        now = self._clock.now()
        self._write(lambda session: settling.settle_ended(session, claim, now=now, state=state, error=code))

    def _write(self, settle: Callable[[Session], object]) -> None:
        with session_for(self._engine) as session:
            settle(session)
            session.commit()
