"""Row 11: the checks that an exception record passes, in the order of section 5."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.rules.oracle.deciders import YOUTH
from tests.rules.oracle.facts import Facts, Raw, come, day, instant, timed
from tests.rules.oracle.objections import standing
from tests.rules.oracle.tables import CARE, GROUNDS, kinds

DAY = timedelta(hours=24)


def _ticked(record: Raw) -> set[str]:
    return set(record.get("conditions") or ())


def _told(record: Raw) -> bool:
    informed = record.get("informed") or {}
    return bool(informed.get("done")) or len((informed.get("reason") or "").strip()) >= 20


def _revoked(facts: Facts, record: Raw) -> bool:
    revoked = record.get("revoked")
    if not revoked or revoked is True:
        return bool(revoked)
    return come(revoked, facts.now)


def _self_reviewed(record: Raw) -> bool:
    by = (record.get("review") or {}).get("by")
    return bool(by) and by in (record.get("invoker_id"), record.get("invoked_by"))


def _reviewed_before(facts: Facts, record: Raw) -> bool:
    review = record.get("review") or {}
    at, granted = review.get("at"), record["granted"]
    if not review.get("by") or not at or not come(at, facts.now):
        return False
    if timed(at) and timed(granted):
        return instant(at) >= instant(granted)
    return day(at) >= day(granted)


def _granted(facts: Facts, record: Raw) -> datetime | None:
    granted = record.get("granted")
    return instant(granted) if granted and come(granted, facts.now) else None


def _used(facts: Facts, record: Raw) -> bool:
    ground = GROUNDS["E01"]
    return (
        record["ground"] == "E01"
        and record.get("invoked_by") in ground.invokers
        and not _revoked(facts, record)
        and ground.conditions <= _ticked(record)
        and _granted(facts, record) is not None
        and _told(record)
    )


def _seen_by_another(facts: Facts, record: Raw) -> bool:
    review = record.get("review") or {}
    return (
        bool(review.get("by") and review.get("at"))
        and come(review["at"], facts.now)
        and not _self_reviewed(record)
    )


def _same_person(one: Raw, other: Raw) -> bool:
    if one.get("invoker_id") and other.get("invoker_id"):
        return bool(one["invoker_id"] == other["invoker_id"])
    return bool(one.get("invoked_by") == other.get("invoked_by"))


def _earlier_unreviewed(facts: Facts, index: int) -> int:
    mine = facts.exceptions[index]
    granted = instant(mine["granted"])
    return sum(
        _used(facts, other)
        and not _seen_by_another(facts, other)
        and _same_person(mine, other)
        and (instant(other["granted"]), place) < (granted, index)
        for place, other in enumerate(facts.exceptions)
    )


def _category(facts: Facts, record: Raw) -> bool:
    ground = GROUNDS[record["ground"]]
    if not facts.categories <= ground.categories & set(record.get("categories") or ()):
        return False
    if facts.police and not kinds(8) <= ground.categories:
        return False
    return facts.regime != "wgs" or record["ground"] in ("E01", "E09")


def _expired(facts: Facts, record: Raw) -> bool:
    granted, until = _granted(facts, record), record.get("until")
    if granted is None:
        return True
    if record["ground"] == "E01":
        passed = until and (facts.now > instant(until) if timed(until) else facts.today > day(until))
        return bool(passed) or facts.now > granted + DAY
    if until and facts.today > day(until):
        return True
    return facts.today > day(granted) + timedelta(days=GROUNDS[record["ground"]].days)


def _conditions(facts: Facts, record: Raw) -> bool:
    name = record["ground"]
    if not GROUNDS[name].conditions <= _ticked(record):
        return False
    if name in ("E08", "E15") and facts.regime in CARE:
        return False
    if name == "E13":
        return facts.capable and not any(one.person == YOUTH for one in standing(facts))
    return True


def _review(facts: Facts, index: int) -> str | None:
    record = facts.exceptions[index]
    ground = GROUNDS[record["ground"]]
    if ground.review == "none":
        return None
    if _self_reviewed(record):
        return "EXC_REVIEW_SELF"
    if ground.review == "after":
        return "EXC_REVIEW" if _earlier_unreviewed(facts, index) >= 2 else None
    if record["ground"] == "E10" and facts.acute and facts.now <= instant(record["granted"]) + DAY:
        return None
    return None if _reviewed_before(facts, record) else "EXC_REVIEW"


def _may_invoke(facts: Facts, record: Raw) -> bool:
    name = record["ground"]
    if name == "E06" and facts.policy.get("verwijsindex") is False:
        return False
    if name == "E15" and "E15" not in facts.policy.get("opened_grounds", ()):
        return False
    return record.get("invoked_by") == facts.sender and facts.sender in GROUNDS[name].invokers


def _in_time(facts: Facts, index: int) -> Iterator[tuple[int, str]]:
    record = facts.exceptions[index]
    if _expired(facts, record):
        yield 8, "EXC_EXPIRED"
    elif (code := _review(facts, index)) is not None:
        yield 9, code
    if not _told(record):
        yield 10, "EXC_NOT_INFORMED"


def failures(facts: Facts, index: int) -> Iterator[tuple[int, str]]:
    """Each check that the record fails, as its place in the order and its code."""
    record = facts.exceptions[index]
    name = record["ground"]
    ground = GROUNDS[name]
    if not _may_invoke(facts, record):
        yield 1, "EXC_INVOKER"
    if _revoked(facts, record):
        yield 2, "EXC_REVOKED"
    if record.get("purpose") != facts.purpose:
        yield 3, "EXC_SCOPE"
    if not facts.roles <= ground.recipients & set(record.get("recipients") or ()):
        yield 4, "EXC_RECIPIENT"
    if not _category(facts, record):
        yield 5, "EXC_CATEGORY"
    if facts.born and not ground.ages[0] <= facts.age() <= ground.ages[1]:
        yield 6, "EXC_AGE"
    if not _conditions(facts, record):
        yield 7, "EXC_CONDITIONS"
    yield from _in_time(facts, index)


def exception_code(facts: Facts, only: str | None = None) -> str | None:
    """OK_EXCEPTION_Exx of the first that passes, else the code that got furthest; None without any."""
    if not facts.exceptions:
        return None
    judged = [index for index, record in enumerate(facts.exceptions) if record["ground"] != "E11"]
    if not judged:
        return "ROUTE_OUTSIDE_SLACK"
    seen: list[tuple[int, datetime, int, str]] = []
    for index in judged:
        record = facts.exceptions[index]
        if only and record["ground"] != only:
            continue
        first = next(failures(facts, index), None)
        if first is None:
            return f"OK_EXCEPTION_{record['ground']}"
        granted = record.get("granted")
        seen.append((first[0], instant(granted if granted else "1900-01-01"), index, first[1]))
    return max(seen)[3] if seen else None
