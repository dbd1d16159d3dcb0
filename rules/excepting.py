"""Judges the recorded exceptions of a case, in the order of checks of rulebook section 5."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rules.asking import Asked
from rules.codes import Reason
from rules.model import ExceptionRecord, Moment, Verdict
from rules.moments import end_of, local_day, start_of
from rules.offering import fits_age, is_open
from rules.vocabulary import Ground, ReviewKind

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One exception record with its ground, its place in the case and whether the youth says no."""

    record: ExceptionRecord
    ground: Ground
    index: int
    youth_refuses: bool


Check = Callable[[Entry, Asked], Verdict | None]


def outside_slack(entry: Entry, asked: Asked) -> Verdict | None:
    """E11 goes to the police, never through the channel."""
    return asked.refuse(Reason.ROUTE_OUTSIDE_SLACK) if entry.ground.outside else None


def invoker(entry: Entry, asked: Asked) -> Verdict | None:
    """The one who sends invokes, in a role that may; a ground behind a flag only when it is on."""
    role = asked.case.sender.role
    if entry.record.invoked_by == role and is_open(entry.ground, role, asked.policy):
        return None
    return asked.refuse(Reason.EXC_INVOKER)


def revoked(entry: Entry, asked: Asked) -> Verdict | None:
    """Not revoked."""
    return asked.refuse(Reason.EXC_REVOKED) if entry.record.revoked else None


def scope(entry: Entry, asked: Asked) -> Verdict | None:
    """For this very purpose."""
    return None if entry.record.purpose == asked.request.purpose else asked.refuse(Reason.EXC_SCOPE)


def recipient(entry: Entry, asked: Asked) -> Verdict | None:
    """Every recipient is named in the record and open to the ground."""
    outside = [
        one
        for one in asked.request.recipients
        if not any(named.covers(one) for named in entry.record.recipients)
        or not asked.policy.has(entry.ground.recipients, one.role)
    ]
    return asked.refuse(Reason.EXC_RECIPIENT, recipients=outside) if outside else None


def category(entry: Entry, asked: Asked) -> Verdict | None:
    """Every category is named in the record and open to the ground."""
    outside = asked.request.categories - (entry.record.categories & entry.ground.categories)
    return asked.refuse(Reason.EXC_CATEGORY, categories=outside) if outside else None


def age(entry: Entry, asked: Asked) -> Verdict | None:
    """E06 up to and including 22, E13 from 12 to 15."""
    return None if fits_age(entry.ground, asked.required.age) else asked.refuse(Reason.EXC_AGE)


def conditions(entry: Entry, asked: Asked) -> Verdict | None:
    """All conditions recorded; E08 never for secret items, E13 never against the youth's own no."""
    missing = [one for one in entry.ground.conditions if one not in entry.record.conditions]
    secret = asked.regime.secret and not entry.ground.secret
    refused = entry.youth_refuses and entry.ground.youth_refusal_blocks
    if not missing and not secret and not refused:
        return None
    return asked.refuse(Reason.EXC_CONDITIONS, conditions=missing)


def expired(entry: Entry, asked: Asked) -> Verdict | None:
    """Granted, not in the future, and within its term; `until` can only shorten it (section 5c)."""
    granted = entry.record.granted
    if granted is not None and asked.come(granted) and _in_term(entry, granted, asked):
        return None
    return asked.refuse(Reason.EXC_EXPIRED)


def _in_term(entry: Entry, granted: Moment, asked: Asked) -> bool:
    """Terms count in days with an inclusive end, E01 by the clock."""
    until, ground = entry.record.until, entry.ground
    if ground.by_the_clock is not None:
        ends = start_of(granted) + ground.by_the_clock
        return asked.now <= ends and (until is None or asked.now <= end_of(until))
    days = asked.policy.ground_days.get(ground.id, ground.max_days or 0)
    last = local_day(granted) + timedelta(days=days)
    return asked.today <= (last if until is None else min(last, local_day(until)))


def review(entry: Entry, asked: Asked) -> Verdict | None:
    """A second person before sharing, not the invoker (P10); for E01 see `_earlier` (P11)."""
    kind = ReviewKind.BEFORE if entry.ground.id in asked.policy.extra_review else entry.ground.review
    match kind:
        case ReviewKind.BEFORE:
            return _reviewed(entry.record, asked)
        case ReviewKind.AFTER:
            return _reviewed_by_self(entry.record, asked) or _earlier(entry, asked)
        case ReviewKind.NONE:
            return None


def _reviewed(record: ExceptionRecord, asked: Asked) -> Verdict | None:
    by_self = _reviewed_by_self(record, asked)
    if by_self is not None:
        return by_self
    if record.review is None or record.review.at is None or not asked.come(record.review.at):
        return asked.refuse(Reason.EXC_REVIEW)
    return None


def _reviewed_by_self(record: ExceptionRecord, asked: Asked) -> Verdict | None:
    """Self: the invoker's person or role (section 5c)."""
    person = record.invoker or asked.case.sender.person
    if record.review is not None and record.review.by in (person, record.invoked_by):
        return asked.refuse(Reason.EXC_REVIEW_SELF)
    return None


def _earlier(entry: Entry, asked: Asked) -> Verdict | None:
    """An earlier use by the same person that nobody else reviewed blocks this one."""
    blocked: Verdict | None = None
    others = [one for place, one in enumerate(asked.case.exceptions) if _precedes(one, place, entry)]
    others += [one for one in asked.case.elsewhere if _precedes(one, -1, entry)]
    for other in others:
        verdict = _reviewed(other, asked)
        if verdict is not None and (blocked is None or verdict.reason == Reason.EXC_REVIEW):
            blocked = verdict
    return blocked


def _precedes(other: ExceptionRecord, place: int, entry: Entry) -> bool:
    """Whether another record is an earlier use of the same ground by the same person."""
    mine = entry.record
    if other is mine or other.ground != mine.ground or not _same_person(other, mine):
        return False
    if other.granted is None or mine.granted is None:
        return place < entry.index
    before, after = start_of(other.granted), start_of(mine.granted)
    return before < after or (before == after and place < entry.index)


def _same_person(one: ExceptionRecord, other: ExceptionRecord) -> bool:
    """By person when both are known, else by role."""
    if one.invoker is not None and other.invoker is not None:
        return one.invoker == other.invoker
    return one.invoked_by == other.invoked_by


def not_informed(entry: Entry, asked: Asked) -> Verdict | None:
    """Youth and parents told, or the reason why not (yet)."""
    informed = entry.record.informed
    if informed.done or len((informed.reason or "").strip()) >= asked.policy.reasoning_length:
        return None
    return asked.refuse(Reason.EXC_NOT_INFORMED)


# Section 5, "Exception checks in this order".
CHECKS: tuple[Check, ...] = (
    outside_slack,
    invoker,
    revoked,
    scope,
    recipient,
    category,
    age,
    conditions,
    expired,
    review,
    not_informed,
)


def judge(asked: Asked, *, youth_refuses: bool) -> Verdict | None:
    """Rows 11 and 11b: the first record that passes, else the one that got furthest; None without any."""
    furthest: tuple[tuple[int, datetime, int], Verdict] | None = None
    for index, record in enumerate(asked.case.exceptions):
        entry = Entry(record, asked.book.grounds[record.ground], index, youth_refuses)
        failure = _first_failure(entry, asked)
        if failure is None:
            return asked.allow(f"{Reason.OK_EXCEPTION}_{record.ground}", exception=index)
        granted = start_of(record.granted) if record.granted is not None else _NEVER
        rank = (failure[0], granted, index)
        if furthest is None or rank > furthest[0]:
            furthest = rank, replace(failure[1], exception=index)
    return furthest[1] if furthest else None


def _first_failure(entry: Entry, asked: Asked) -> tuple[int, Verdict] | None:
    for place, check in enumerate(CHECKS):
        verdict = check(entry, asked)
        if verdict is not None:
            return place, verdict
    return None
