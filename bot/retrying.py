"""When a post that failed is tried again, and when no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.leasing import Claim

FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=10)
GIVE_UP = timedelta(days=1)


def backoff(claim: Claim) -> timedelta:
    """How long to wait before the next attempt: each time twice as long, at most ten minutes."""
    doubled: timedelta = FIRST_RETRY * 2 ** min(max(claim.post.attempts - 1, 0), 10)
    return min(LONGEST_RETRY, doubled)


def worn_out(claim: Claim, now: datetime) -> bool:
    """Whether a message that never came was tried for as long as it is worth."""
    first = claim.post.first_claim_at
    return claim.post.slack_ts is None and first is not None and now - first > GIVE_UP
