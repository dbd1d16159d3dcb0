"""How a claimed post is settled by compare-and-swap: what Slack said, for whoever still holds the lease.

A change that came in during the flight keeps the post due; every outcome is a row in the delivery log.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Executable, select, update
from sqlmodel import Session, col

from storage.leasing import UNSURE, Claim
from storage.outbox_tables import Delivery, Post, PostState

_REPEAT = "repeat"


def renew(session: Session, claimed: Claim, *, now: datetime, lease: timedelta) -> bool:
    """Hold the post longer; False when somebody else has it, and then it must not be sent."""
    return _run(session, _mine(claimed).values(lease_until=now + lease)) == 1


def settle_shown(
    session: Session,
    claimed: Claim,
    *,
    now: datetime,
    channel: str,
    ts: str,
    redraw: bool = False,
    good_until: datetime | None = None,
) -> bool:
    """The claimed revision stands in Slack; False when the lease was lost meanwhile.

    `redraw` says that an earlier attempt was found there, with what was true then: it is drawn again.
    What is only `good_until` an instant is due again then, unless a change makes it due before.
    """
    shown = {
        "state": PostState.SHOWN,
        "shown_rev": claimed.revision - 1 if redraw else claimed.revision,
        "slack_channel": channel,
        "slack_ts": ts,
    }
    _log(session, claimed, now, "found" if redraw else "shown", ts=ts)
    if good_until is not None and not redraw:
        # while the lease still says whose it is: the same transaction releases it
        unchanged = _mine(claimed).where(col(Post.wanted_rev) == claimed.revision)
        again = {"wanted_rev": claimed.revision + 1, "due_at": good_until, "attempts": 0}
        _run(session, unchanged.values(**again))
    return _run(session, _mine(claimed).values(last_error=None, **_released(), **shown)) == 1


def settle_retry(session: Session, claimed: Claim, *, now: datetime, at: datetime, error: str) -> bool:
    """Slack surely did not take it; try again at `at`."""
    _log(session, claimed, now, "retry", error=error)
    retried = _mine(claimed).values(last_error=error, lease_owner=None, lease_until=at)
    return _run(session, retried) == 1


def put_back(session: Session, claimed: Claim, *, now: datetime, at: datetime) -> bool:
    """It is not its turn before `at`: nothing was tried or is counted, and what was unsure stays so."""
    _log(session, claimed, now, "waits")
    owner = UNSURE if claimed.uncertain else None
    values = {"lease_owner": owner, "lease_until": at, "attempts": col(Post.attempts) - 1}
    return _run(session, _mine(claimed).values(**values)) == 1


def settle_uncertain(session: Session, claimed: Claim, *, now: datetime, at: datetime, error: str) -> bool:
    """Slack may have taken it: the next attempt, at `at`, looks first."""
    _log(session, claimed, now, "uncertain", error=error)
    unsure = _mine(claimed).values(last_error=error, lease_owner=UNSURE, lease_until=at)
    return _run(session, unsure) == 1


def settle_ended(
    session: Session,
    claimed: Claim,
    *,
    now: datetime,
    state: PostState,
    error: str | None,
    gone: bool = False,
) -> bool:
    """The post will not be tried again: skipped, failed, unknown or withdrawn; True when that is so.

    A change that came in during the flight keeps it due, unless its fate is unknown or it was withdrawn;
    `gone` says that its message was taken away, so that the change makes a new one.
    """
    _log(session, claimed, now, str(state), error=error)
    ended = _mine(claimed)
    if state not in (PostState.UNKNOWN, PostState.WITHDRAWN):
        # also not when its channel got another id meanwhile: what failed by the old one is tried by the new
        unchanged = (col(Post.wanted_rev) == claimed.revision, col(Post.target) == claimed.post.target)
        ended = ended.where(*unchanged)
    away: dict[str, Any] = {"slack_ts": None} if gone else {}
    values = {"state": state, "shown_rev": col(Post.wanted_rev), "last_error": error, **away, **_released()}
    if _run(session, ended.values(**values)) == 1:
        return True
    again: dict[str, Any] = {"state": PostState.WAITING} if gone else {}
    _run(session, _mine(claimed).values(last_error=error, **_released(), **away, **again))
    return False


def note_repeat(session: Session, claimed: Claim, *, now: datetime) -> bool:
    """Whether a post that may stand in Slack may be sent once more; written down before it is."""
    earlier = select(col(Delivery.id)).where(
        col(Delivery.post_id) == claimed.post.id, col(Delivery.outcome) == _REPEAT
    )
    if session.execute(earlier.limit(1)).first() is not None:
        return False
    _log(session, claimed, now, _REPEAT)
    return True


def _mine(claimed: Claim) -> Any:
    return update(Post).where(col(Post.id) == claimed.post.id, col(Post.lease_owner) == claimed.owner)


def _released() -> dict[str, Any]:
    return {"lease_owner": None, "lease_until": None}


def _log(
    session: Session,
    claimed: Claim,
    now: datetime,
    outcome: str,
    *,
    error: str | None = None,
    ts: str | None = None,
) -> None:
    session.add(
        Delivery(
            post_id=claimed.post.id,
            revision=claimed.revision,
            at=now,
            outcome=outcome,
            slack_ts=ts,
            error=error,
        )
    )


def _run(session: Session, statement: Executable) -> int:
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return done.rowcount if isinstance(done, CursorResult) else 0
