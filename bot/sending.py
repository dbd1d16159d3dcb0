"""What happens to one claimed post: looked for when its fate is unknown, drawn, sent, settled.

Every way it can end is one transaction with what is told about it, so that nothing is skipped without its
row in the audit.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import structlog
from slack_sdk.errors import SlackClientError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.delivering import Delivery, Fate, Trouble
from bot.pacing import Storms
from bot.retrying import backoff, worn_out
from casework.ports import Clock
from handlers.rendering import Drawing, NotYet
from storage import pacing, planned_posts, settling
from storage.engine import session_for
from storage.leasing import Claim
from storage.outbox_tables import Post, PostState

# Together with a call's own limit (10 s) this stays well under `storage.leasing.QUARANTINE`.
START_WITHIN = 5.0
LOOK_AFTER = timedelta(seconds=5)  # Slack's history lags a little behind its answers
TELL_AT = 10  # attempts, about twenty minutes
SETTLE_TRIES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between them; then the lease runs out

# What keeps a post from being drawn now and not later: the database or Slack is away.
PASSES = (SQLAlchemyError, OSError, SlackClientError)
UNDRAWN = "undrawn"

ALARM = "post.alarm"
SKIP = "post.skip"

T = TypeVar("T")
Settle = Callable[[Session], bool]
Render = Callable[[Post], Drawing | None]

log = structlog.get_logger(__name__)


class Undrawable(Exception):
    """Drawing this post raises, and will raise again."""


class Report(Protocol):
    """Settles a post and tells somebody about it, in one transaction; nothing when the lease was lost."""

    def __call__(self, post: Post, act: str, code: str, settle: Settle) -> None: ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Delivers claims, one at a time in each thread that calls `deliver`."""

    engine: Engine
    delivery: Delivery
    render: Render
    clock: Clock
    report: Report
    observe_dwell: Callable[[float], object]
    lease: timedelta
    storms: Storms = field(default_factory=Storms)

    def deliver(self, claim: Claim, began: float) -> None:
        """See a claim through, whatever happens; `began` is `time.monotonic()` when it was claimed."""
        try:
            self._deliver(claim, began)
        except Trouble as trouble:
            self._trouble(claim, trouble)
        except NotYet as turn:
            now, wait = self.clock.now(), turn.wait
            self._write(lambda session: settling.put_back(session, claim, now=now, at=now + wait))
        except Exception:
            log.exception("post not delivered", kind=claim.post.kind, post=str(claim.post.id))
            self._retry(claim, "error", backoff(claim), uncertain=True)

    def _deliver(self, claim: Claim, began: float) -> None:
        post = claim.post
        hopeless = self._hopeless(claim)
        if hopeless and not claim.uncertain:
            self._end(claim, *hopeless)
            return
        channel = self.delivery.channel_of(post)
        unread = ""
        if claim.uncertain:
            found, unread = self._look(claim, channel)
            if found:
                self._shown(claim, channel, found, redraw=True)
                return
            if hopeless:
                self._end(claim, *((PostState.UNKNOWN, unread) if unread else hopeless))
                return
        try:
            drawing = self._draw(post)
        except Undrawable:
            self._give_up(claim, channel, uncertain=bool(unread))
            return
        if unread and not self._may_repeat(claim, drawing):
            self._end(claim, PostState.UNKNOWN, unread)
            return
        if (claim.uncertain or time.monotonic() - began > START_WITHIN) and not self._still_mine(claim):
            return
        sure = replace(claim, uncertain=bool(unread))
        try:
            self._put(sure, channel, drawing)
        except Trouble as trouble:
            self._trouble(sure, trouble)

    def _hopeless(self, claim: Claim) -> tuple[PostState, str] | None:
        post = claim.post
        if post.slack_ts is not None:
            return None
        if post.withdrawn:
            return PostState.WITHDRAWN, "withdrawn"
        if claim.orphan:
            return PostState.SKIPPED, "parent"
        if post.not_after is not None and self.clock.now() > post.not_after:
            return PostState.SKIPPED, "too_late"
        return None

    def _look(self, claim: Claim, channel: str) -> tuple[str | None, str]:
        """The ts of an earlier attempt, and the code of a history that cannot be read."""
        try:
            since = claim.post.first_claim_at or claim.post.due_at
            return self.delivery.look_for(claim, channel, since), ""
        except Trouble as trouble:
            if trouble.passes:
                raise
            log.warning("history not readable", post=str(claim.post.id), code=trouble.code)
            return None, trouble.code

    def _draw(self, post: Post) -> Drawing | None:
        try:
            return self.render(post)
        except NotYet:
            raise
        except PASSES as error:
            log.warning("post not drawn yet", post=str(post.id), error_type=type(error).__name__)
            raise Trouble(Fate.REFUSED, "render") from None
        except Exception:
            log.exception("post not drawn", kind=post.kind, post=str(post.id))
            raise Undrawable from None

    def _give_up(self, claim: Claim, channel: str, *, uncertain: bool) -> None:
        """What cannot be drawn is told at once; whatever it was before is taken away, nobody can judge it."""
        ts = claim.post.slack_ts
        if ts is None:
            self._end(claim, PostState.UNKNOWN if uncertain else PostState.FAILED, UNDRAWN)
        elif self._removed(claim, channel, ts):
            self._end(claim, PostState.FAILED, UNDRAWN, gone=True)

    def _may_repeat(self, claim: Claim, drawing: Drawing | None) -> bool:
        """A message that may be there already is sent once more when its kind allows it, never twice."""
        if drawing is None or not drawing.repeatable:
            return False
        return self._write(lambda session: settling.note_repeat(session, claim, now=self.clock.now()))

    def _still_mine(self, claim: Claim) -> bool:
        return self._write(
            lambda session: settling.renew(session, claim, now=self.clock.now(), lease=self.lease)
        )

    # --- Slack --------------------------------------------------------------------------------

    def _put(self, claim: Claim, channel: str, drawing: Drawing | None) -> None:
        ts = claim.post.slack_ts
        if drawing is None:
            if ts is None or self._removed(claim, channel, ts):
                self._end(claim, PostState.SKIPPED, planned_posts.NOT_WANTED, gone=ts is not None)
        elif ts is None:
            posted = self.delivery.post(claim, channel, drawing)
            self._shown(claim, channel, posted, good_until=drawing.good_until)
        else:
            self._update(claim, channel, ts, drawing)

    def _update(self, claim: Claim, channel: str, ts: str, drawing: Drawing) -> None:
        """What may no longer be read must not stand: an update that is refused becomes a deletion."""
        try:
            self.delivery.update(claim, channel, ts, drawing)
        except Trouble as trouble:
            if trouble.passes:
                raise
            if self._removed(claim, channel, ts):
                self._end(claim, PostState.FAILED, trouble.code, gone=True)
            return
        self._shown(claim, channel, ts, good_until=drawing.good_until)

    def _removed(self, claim: Claim, channel: str, ts: str) -> bool:
        try:
            self.delivery.delete(channel, ts)
        except Trouble as trouble:
            if trouble.passes:
                raise
            self._end(claim, PostState.FAILED, trouble.code)
            return False
        return True

    def _trouble(self, claim: Claim, trouble: Trouble) -> None:
        post, now = claim.post, self.clock.now()
        log.warning("post not delivered", kind=post.kind, post=str(post.id), code=trouble.code)
        perhaps = post.slack_ts is None and (claim.uncertain or trouble.fate is Fate.UNKNOWN)
        if trouble.fate is Fate.SLOW_DOWN:
            self._slow_down(claim, trouble)
        elif trouble.fate is Fate.PERMANENT or worn_out(claim, now):
            self._end(claim, PostState.UNKNOWN if perhaps else PostState.FAILED, trouble.code)
        else:
            wait = backoff(claim)
            if trouble.fate is Fate.UNKNOWN:
                wait = max(LOOK_AFTER, wait)
            self._retry(claim, trouble.code, wait, uncertain=perhaps, tell=post.attempts % TELL_AT == 0)

    def _slow_down(self, claim: Claim, trouble: Trouble) -> None:
        wait = timedelta(seconds=trouble.retry_after)
        if claim.post.slack_ts is None:
            until = self.clock.now() + wait
            self.storms.note(claim.post.target, until)
            self._write(lambda session: pacing.hold(session, claim.post.target, until))
        self._retry(claim, trouble.code, wait, uncertain=claim.uncertain)

    # --- settling -----------------------------------------------------------------------------

    def _shown(
        self,
        claim: Claim,
        channel: str,
        ts: str,
        *,
        redraw: bool = False,
        good_until: datetime | None = None,
    ) -> None:
        now = self.clock.now()
        self._write(
            lambda session: settling.settle_shown(
                session, claim, now=now, channel=channel, ts=ts, redraw=redraw, good_until=good_until
            )
        )
        if not redraw:
            self.observe_dwell((now - claim.post.due_at).total_seconds())

    def _retry(
        self, claim: Claim, code: str, wait: timedelta, *, uncertain: bool, tell: bool = False
    ) -> None:
        settle = settling.settle_uncertain if uncertain else settling.settle_retry
        now = self.clock.now()

        def retry(session: Session) -> bool:
            return settle(session, claim, now=now, at=now + wait, error=code)

        if tell:
            self._stubbornly(lambda: self.report(claim.post, ALARM, code, retry))
        else:
            self._write(retry)

    def _end(self, claim: Claim, state: PostState, code: str, *, gone: bool = False) -> None:
        now = self.clock.now()

        def end(session: Session) -> bool:
            return settling.settle_ended(session, claim, now=now, state=state, error=code, gone=gone)

        if state in (PostState.FAILED, PostState.UNKNOWN):
            self._stubbornly(lambda: self.report(claim.post, ALARM, code, end))
        elif code in ("too_late", "parent"):
            self._stubbornly(lambda: self.report(claim.post, SKIP, code, end))
        else:
            self._write(end)

    def _write(self, settle: Settle) -> bool:
        def write() -> bool:
            with session_for(self.engine) as session:
                done = settle(session)
                session.commit()
            return done

        return bool(self._stubbornly(write))

    def _stubbornly(self, work: Callable[[], T]) -> T | None:
        """Do it again while the database is away; in the end the lease runs out, which is safe too."""
        for pause in SETTLE_TRIES:
            try:
                return work()
            except SQLAlchemyError as error:
                log.warning("outbox not written", code=type(error).__name__)
                time.sleep(pause)
        log.error("outbox not written; the lease will run out")
        return None
