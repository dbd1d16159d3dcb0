"""Judges the recorded exceptions of a case, in the order of checks of rulebook section 5."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rules.asking import Asked
from rules.codes import Reason
from rules.model import ExceptionRecord, Moment, Urgency, Verdict
from rules.moments import local_day, start_of
from rules.offering import fits_age, is_open, opens_source
from rules.vocabulary import Ground, ReviewKind

REVIEW_WITHIN = timedelta(hours=24)
BLOCKS_FROM = 2
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
    """Every category is named in the record and open to the ground; so is the source of the items (5c)."""
    outside = asked.request.categories - (entry.record.categories & entry.ground.categories)
    if outside:
        return asked.refuse(Reason.EXC_CATEGORY, categories=outside)
    if opens_source(entry.ground, asked.regime, asked.book):
        return None
    everything = asked.refuse(Reason.EXC_CATEGORY, categories=asked.request.categories)
    return replace(everything, hint=None)  # leaving items out does not help: the source is closed


def age(entry: Entry, asked: Asked) -> Verdict | None:
    """E04 up to and including 17, E05 and E06 22, E13 from 12 to 15."""
    return None if fits_age(entry.ground, asked.required.age) else asked.refuse(Reason.EXC_AGE)


def conditions(entry: Entry, asked: Asked) -> Verdict | None:
    """All recorded; E08 and E15 never for secret items, E13 only for who can decide and does not refuse."""
    missing = [one for one in entry.ground.conditions if one not in entry.record.conditions]
    secret = asked.regime.secret and not entry.ground.secret
    refused = entry.youth_refuses and entry.ground.youth_refusal_blocks
    incapable = entry.ground.capable and not asked.required.capable
    if not missing and not secret and not refused and not incapable:
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
        return asked.now <= ends and (until is None or not _is_past(until, asked))
    days = asked.policy.ground_days.get(ground.id, ground.max_days or 0)
    last = local_day(granted) + timedelta(days=days)
    return asked.today <= (last if until is None else min(last, local_day(until)))


def _is_past(moment: Moment, asked: Asked) -> bool:
    if isinstance(moment, datetime):
        return asked.now > moment
    return asked.today > moment


def review(entry: Entry, asked: Asked) -> Verdict | None:
    """A second person before sharing (P10), afterwards for E01 (P11) and an acute E10 (P28)."""
    ground, acute = entry.ground, asked.request.urgency is Urgency.ACUTE
    kind = ground.acute_review if acute else ground.review
    if ground.id in asked.policy.extra_review:
        kind = ReviewKind.BEFORE
    match kind:
        case ReviewKind.BEFORE:
            return _reviewed(entry.record, asked)
        case ReviewKind.AFTER if ground.by_the_clock is None:
            return _reviewed_by_self(entry.record, asked) or _reviewed_after(entry.record, asked)
        case ReviewKind.AFTER:
            return _reviewed_by_self(entry.record, asked) or _earlier(entry, asked)
        case ReviewKind.NONE:
            return None


def _reviewed(record: ExceptionRecord, asked: Asked) -> Verdict | None:
    by_self = _reviewed_by_self(record, asked)
    if by_self is not None:
        return by_self
    if _seen_by_another(record, asked) and _seen_after_granting(record):
        return None
    return asked.refuse(Reason.EXC_REVIEW)


def _reviewed_after(record: ExceptionRecord, asked: Asked) -> Verdict | None:
    """Within 24 elapsed hours no review is needed yet, after that one as for any ground (P28)."""
    if record.granted is not None and asked.now <= start_of(record.granted) + REVIEW_WITHIN:
        return None
    return _reviewed(record, asked)


def _reviewed_by_self(record: ExceptionRecord, asked: Asked) -> Verdict | None:
    return asked.refuse(Reason.EXC_REVIEW_SELF) if _is_self_reviewed(record, asked) else None


def _is_self_reviewed(record: ExceptionRecord, asked: Asked) -> bool:
    """Self: the invoker's person or role (section 5c)."""
    person = record.invoker or asked.case.sender.person
    return record.review is not None and record.review.by in (person, record.invoked_by)


def _seen_by_another(record: ExceptionRecord, asked: Asked) -> bool:
    """Whether another person reviewed it, at a time that has come."""
    review = record.review
    if review is None or review.at is None or not asked.come(review.at):
        return False
    return not _is_self_reviewed(record, asked)


def _seen_after_granting(record: ExceptionRecord) -> bool:
    """By the instant, or by the local date where one of the two has no time (section 5c)."""
    if record.review is None or record.review.at is None or record.granted is None:
        return False
    at, granted = record.review.at, record.granted
    if isinstance(at, datetime) and isinstance(granted, datetime):
        return at >= granted
    return local_day(at) >= local_day(granted)


def _earlier(entry: Entry, asked: Asked) -> Verdict | None:
    """One earlier use that nobody else reviewed does not block, two do (P11)."""
    blocked = len(unreviewed_before(entry.record, entry.index, asked)) >= BLOCKS_FROM
    return asked.refuse(Reason.EXC_REVIEW) if blocked else None


def unreviewed_before(record: ExceptionRecord, index: int, asked: Asked) -> list[ExceptionRecord]:
    """The earlier uses of the same ground by the same person that nobody else reviewed (P11).

    With one of them the record at `index` still passes, but coordinator and privacy officer hear of it.
    """
    entry = Entry(record, asked.book.grounds[record.ground], index, youth_refuses=False)
    others = [one for place, one in enumerate(asked.case.exceptions) if _precedes(one, place, entry)]
    others += [one for one in asked.case.elsewhere if _precedes(one, -1, entry)]
    return [one for one in others if _is_used(one, asked) and not _seen_by_another(one, asked)]


def _is_used(record: ExceptionRecord, asked: Asked) -> bool:
    """Whether it once passed: complete, by a role that may, granted, not revoked (5c)."""
    ground = asked.book.grounds[record.ground]
    return (
        record.granted is not None
        and asked.come(record.granted)
        and not record.revoked
        and record.invoked_by is not None
        and is_open(ground, record.invoked_by, asked.policy)
        and ground.needed <= record.conditions
        and _is_told(record, asked)
    )


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
    return None if _is_told(entry.record, asked) else asked.refuse(Reason.EXC_NOT_INFORMED)


def _is_told(record: ExceptionRecord, asked: Asked) -> bool:
    informed = record.informed
    return informed.done or len((informed.reason or "").strip()) >= asked.policy.reasoning_length


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


def each(asked: Asked, *, youth_refuses: bool) -> Iterator[tuple[Entry, tuple[int, Verdict] | None]]:
    """Every record with where it stopped in the order of the checks; None for one that passes."""
    for index, record in enumerate(asked.case.exceptions):
        entry = Entry(record, asked.book.grounds[record.ground], index, youth_refuses)
        yield entry, _first_failure(entry, asked)


def judge(asked: Asked, *, youth_refuses: bool) -> Verdict | None:
    """Rows 11 and 11b: the first record that passes, else the one that got furthest; None without any."""
    furthest: tuple[tuple[int, datetime, int], Verdict] | None = None
    for entry, failure in each(asked, youth_refuses=youth_refuses):
        record, index = entry.record, entry.index
        if failure is None:
            return asked.allow(f"{Reason.OK_EXCEPTION}_{record.ground}", exception=index)
        granted = start_of(record.granted) if record.granted is not None else _NEVER
        rank = (failure[0], granted, index)
        if furthest is None or rank > furthest[0]:
            furthest = rank, replace(failure[1], exception=index)
    return furthest[1] if furthest else None


def vital(asked: Asked) -> Verdict | None:
    """Row 7a: the first passing record on a ground for acute danger, which needs no date of birth."""
    for entry, failure in each(asked, youth_refuses=False):
        if entry.ground.by_the_clock is not None and failure is None:
            return asked.allow(f"{Reason.OK_EXCEPTION}_{entry.record.ground}", exception=entry.index)
    return None


def _first_failure(entry: Entry, asked: Asked) -> tuple[int, Verdict] | None:
    for place, check in enumerate(CHECKS):
        verdict = check(entry, asked)
        if verdict is not None:
            return place, verdict
    return None
