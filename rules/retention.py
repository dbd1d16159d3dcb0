"""Until when something about a young person is kept (P19): pure dates, counted on the local calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from rules.birth import BirthDate
from rules.moments import birthday
from rules.policy import Policy

HUNCH = "N0"


@dataclass(frozen=True, slots=True)
class Kept:
    """What decides until when a signal is kept; all days are local.

    `followed` says that somebody reacted, or that anything about sharing was recorded. `closed` is when it
    was closed, taken back or erased; `of_age` the day on which all goes, where it is known; a `draft` was
    not posted.
    """

    level: str
    created: date
    active: date
    closed: date | None = None
    followed: bool = False
    of_age: date | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """The first day on which something is kept no more, and the setting of the policy that says so."""

    on: date
    term: str


def of_age(born: BirthDate | None, policy: Policy) -> date | None:
    """The day on which everything goes; of a date known in part the earliest it can be."""
    return None if born is None else birthday(born.first, policy.erase_at_age)


def content_ends(kept: Kept, policy: Policy) -> Ending:
    """When what was typed and sealed goes: the first of its terms."""
    if kept.closed is not None:
        terms = [_after(kept.closed, policy.closed_days, "closed_days")]
    elif kept.draft:
        terms = [_after(kept.created, policy.draft_days, "draft_days")]
    elif kept.level == HUNCH and not kept.followed:
        terms = [_after(kept.created, policy.stub_days_n0, "stub_days_n0")]
    else:
        terms = [_after(kept.active, policy.stub_days, "stub_days")]
    return _first(terms, kept)


def records_end(kept: Kept, policy: Policy) -> Ending:
    """When consents, exceptions and decisions go, of a signal that is over."""
    last = birthday(kept.closed or kept.active, policy.record_years)
    return _first([_after(last, 0, "record_years")], kept)


def _after(day: date, days: int, term: str) -> Ending:
    """The term counts the days after this one, the last included."""
    return Ending(day + timedelta(days=days + 1), term)


def _first(terms: Iterable[Ending], kept: Kept) -> Ending:
    aged = [] if kept.of_age is None else [Ending(kept.of_age, "erase_at_age")]
    return min([*terms, *aged], key=lambda one: one.on)
