"""Row 10: the checks that a consent record passes, in the order of section 5."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.rules.oracle.deciders import YOUTH, Deciders, asker_passes, deciders
from tests.rules.oracle.facts import Facts, Raw, birthday, day
from tests.rules.oracle.objections import given, lifted, names_all, objections_in, specific
from tests.rules.oracle.tables import SECURITY, kinds

PASSING = ("instemt", "verklaard_geen_bezwaar", "onbereikbaar_gedocumenteerd")


def youth_signed(facts: Facts, record: Raw) -> date | None:
    """The youth's signature where it counts: not before 12; from 16 one of 12-15 only in the care column."""
    when = given(facts, record).get(YOUTH)
    if when is None or facts.age(when) < 12:
        return None
    if facts.age() >= 16 and facts.age(when) < 16 and not facts.care:
        return None
    return when


def _required(facts: Facts, record: Raw, who: Deciders) -> tuple[list[date], list[date]]:
    """The required signatures that are there: those that all have to be, and those of which one is enough."""
    signed = given(facts, record)
    adults = [signed[name] for name in who.adults(facts) if name in signed]
    mine = signed.get(YOUTH) if who.youth else None
    every = [mine] if mine else []
    return (every, adults) if who.one else (every + adults, [])


def _start(facts: Facts, every: list[date], some: list[date]) -> date | None:
    come = [when for when in some if when <= facts.today]
    if come:
        return max(come)
    return min(every + some, default=None)


def _ended(facts: Facts, record: Raw, start: date | None) -> bool:
    until = record.get("until")
    if start is None:
        return until is not None and day(until) < facts.today
    end = day(until) if until is not None else start + timedelta(days=183)
    return min(end, start + timedelta(days=366)) < facts.today


def _people(facts: Facts, record: Raw, who: Deciders) -> Iterator[tuple[int, str]]:
    """The checks from INCAPABLE_NO_REP on."""
    signed = given(facts, record)
    others = [name for name in signed if name != YOUTH]
    if who.representatives == ():
        yield 19, "INCAPABLE_NO_REP"
    if facts.holders and who.holders and not facts.verified:
        yield 20, "GEZAG_NOT_VERIFIED"
    if who.youth and youth_signed(facts, record) is None:
        assert facts.born is not None
        sixteen = birthday(facts.born, 16)
        lapsed = facts.today >= sixteen and any(signed[name] < sixteen for name in others)
        yield 21, "LAPSED_16" if lapsed else "MISSING_CONSENTER"
    adults = who.adults(facts)
    present = [name for name in adults if name in signed]
    if who.holders and (not present if who.one else len(present) < len(adults) or not adults):
        yield 22, "NOT_GEZAG" if adults and others and not present else "MISSING_CONSENTER"
    if who.representatives and not present:
        yield 22, "MISSING_CONSENTER"
    if who.holders and who.one and len(present) < len(adults) and record.get("other_holder") not in PASSING:
        yield 23, "OTHER_HOLDER_NOT_RECORDED"
    if who.heard and record.get("youth_voice") not in ("instemmend", "geen_bezwaar"):
        mine = youth_signed(facts, record)
        if mine is None or mine > facts.today:
            yield 24, "YOUTH_NOT_HEARD"


def _scope(facts: Facts, record: Raw) -> Iterator[tuple[int, str]]:
    if record.get("purpose") != facts.purpose:
        yield 13, "SCOPE_PURPOSE"
    if not facts.roles <= set(record.get("recipients") or ()):
        yield 14, "SCOPE_RECIPIENT"
    if not facts.categories - kinds(9) <= set(record.get("categories") or ()):
        yield 15, "SCOPE_CATEGORY"
    if facts.categories & kinds(6, 7) and not record.get("explicit"):
        yield 16, "NOT_EXPLICIT"
    if facts.roles & SECURITY and not record.get("consequences_explained"):
        yield 17, "POLICE_CONSEQUENCES_NOT_EXPLAINED"
    if facts.categories & kinds(9):
        yield 18, "THIRD_PARTY"


def _act(facts: Facts, record: Raw) -> Iterator[tuple[int, str]]:
    """The checks on the act itself, from the asker on."""
    if not asker_passes(facts, record):
        yield 5, "CONSENT_NOT_USABLE"
    if not record.get("free", True):
        yield 6, "NOT_FREE"
    if not record.get("informed", True) or not record.get("asked_by"):
        yield 7, "NOT_INFORMED"
    if not specific(record) or names_all(record.get("recipients")):
        yield 8, "NOT_SPECIFIC"
    if not record.get("given"):
        yield 9, "MISSING_CONSENTER"
    every, some = _required(facts, record, deciders(facts))
    if any(when > facts.today for when in every) or (some and min(some) > facts.today):
        yield 10, "NOT_YET_VALID"
    if _ended(facts, record, _start(facts, every, some)):
        yield 11, "EXPIRED"


def failures(facts: Facts, index: int) -> Iterator[tuple[int, str]]:
    """Each check that the record fails, as its place in the order and its code."""
    record = facts.consents[index]
    if not record.get("active", True):
        yield 1, "NOT_ACTIVE"
    own = {one.code for one in objections_in(facts, index) if not lifted(facts, one, [record])}
    for place, code in ((2, "REFUSED"), (3, "PARENT_OBJECTS"), (4, "YOUTH_OBJECTS")):
        if code in own:
            yield place, code
    yield from _act(facts, record)
    if "WITHDRAWN" in own:
        yield 12, "WITHDRAWN"
    yield from _scope(facts, record)
    yield from _people(facts, record, deciders(facts))


def _newest(facts: Facts, record: Raw) -> date:
    """The day of a record: of its newest signature, else of its refusal or newest withdrawal."""
    signed = given(facts, record)
    if signed:
        return max(signed.values())
    if record.get("refused_on"):
        return day(record["refused_on"])
    return max((day(when) for when in (record.get("withdrawn") or {}).values()), default=date.min)


def _says_no(record: Raw) -> bool:
    voices = (record.get("youth_voice"), record.get("other_holder"))
    return bool(record.get("refused") or record.get("withdrawn") or "bezwaar" in voices)


def consent_code(facts: Facts) -> str:
    """OK_CONSENT, or the code of the record that got furthest (among equals the newest, then the last)."""
    seen: list[tuple[int, date, int, str]] = []
    for index, record in enumerate(facts.consents):
        if not record.get("given") and _says_no(record) and not any(objections_in(facts, index)):
            continue  # counts as no record
        first = next(failures(facts, index), None)
        if first is None:
            return "OK_CONSENT"
        seen.append((first[0], _newest(facts, record), index, first[1]))
    if seen:
        return max(seen)[3]
    if facts.acute:
        return "ACUTE_FAST_PATH"
    return "INCAPABLE_NO_REP" if deciders(facts).representatives == () else "NO_CONSENT"
