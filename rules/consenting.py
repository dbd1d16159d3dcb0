"""Judges the consent records of a case: the order of the checks and the record that got furthest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rules import checks_act as act
from rules import checks_persons as persons
from rules.asking import Asked, newest
from rules.codes import Reason
from rules.model import YOUTH, Consent, Urgency, Verdict
from rules.moments import local_day
from rules.objections import Objection, holds_objection, raised_in, unlifted
from rules.vocabulary import Mode

# Section 5, "Consent checks in this order"; a record that fails later got further (section 5b).
CHECKS: tuple[act.Check, ...] = (
    act.not_active,
    act.objects(Reason.REFUSED),
    act.objects(Reason.PARENT_OBJECTS),
    act.objects(Reason.YOUTH_OBJECTS),
    act.not_usable,
    act.not_free,
    act.not_informed,
    act.not_specific,
    act.nobody,
    act.not_yet_valid,
    act.expired,
    act.objects(Reason.WITHDRAWN),
    act.scope_purpose,
    act.scope_recipient,
    act.scope_category,
    act.not_explicit,
    act.police_not_explained,
    act.third_party,
    persons.no_representative,
    persons.gezag_not_verified,
    persons.youth_missing,
    persons.holder_missing,
    persons.other_holder_not_recorded,
    persons.youth_not_heard,
)

# What lets a record lift an objection (section 5c): valid as an act and covering the request. Who else must
# sign does not matter, nor whether gezag is verified.
LIFTING: tuple[act.Check, ...] = (
    act.not_active,
    act.not_usable,
    act.not_free,
    act.not_informed,
    act.not_specific,
    act.scope_purpose,
    act.scope_recipient,
    act.scope_category,
    act.not_explicit,
    act.police_not_explained,
)


def could_lift(consent: Consent, day: date, asked: Asked) -> bool:
    """Whether a record signed on this local day lifts its signer's objection, by the rules of that day."""
    if consent.until is not None and local_day(consent.until) < day:
        return False
    record, then = act.Record(consent), asked.on(day)
    return all(check(record, then) is None for check in LIFTING)


def first_failure(record: act.Record, asked: Asked) -> tuple[int, Verdict] | None:
    """Where in the order this record fails, and with which verdict; None when it passes."""
    for place, check in enumerate(CHECKS):
        verdict = check(record, asked)
        if verdict is not None:
            return place, verdict
    return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the consent records come to, and whether the youth's own no stands (E13)."""

    verdict: Verdict
    youth_refuses: bool


def standing(asked: Asked) -> list[Objection]:
    """The objections of people who decide that stand and touch the request (section 5b)."""
    return _unlifted((one for several in _raised(asked) for one in several), asked.case.consents, asked)


def _raised(asked: Asked) -> list[tuple[Objection, ...]]:
    return [raised_in(consent, index, asked) for index, consent in enumerate(asked.case.consents)]


def _unlifted(objections: Iterable[Objection], consents: Sequence[Consent], asked: Asked) -> list[Objection]:
    return unlifted(objections, consents, asked, lambda one, day: could_lift(one, day, asked))


def judge(asked: Asked) -> Outcome:
    """Rows 10 and 12: standing objections first, then the first record that passes, else the furthest."""
    objections = standing(asked)
    youth_refuses = any(objection.person == YOUTH for objection in objections)
    if objections:
        firmest = max(objections, key=lambda objection: objection.rank)
        return Outcome(replace(asked.refuse(firmest.reason), consent=firmest.record), youth_refuses)
    return Outcome(_best(asked), youth_refuses)


def each(asked: Asked) -> Iterator[tuple[int, tuple[int, Verdict] | None]]:
    """Every record that counts, by its index, with where it stopped; None for one that passes."""
    raised = _raised(asked)
    for index, consent in enumerate(asked.case.consents):
        if not consent.given and not raised[index] and holds_objection(consent):
            continue  # an objection that is not about this request counts as no record (section 5c)
        own = tuple(_unlifted(raised[index], (consent,), asked))
        yield index, first_failure(act.Record(consent, own), asked)


def lacking(asked: Asked) -> tuple[Verdict, ...]:
    """All that the record which got furthest lacks, each code once, in the order of the checks.

    Empty when consent opens the request, and when there is no record to complete.
    """
    found = judge(asked).verdict
    if found.allowed or found.consent is None:
        return ()
    consent = asked.case.consents[found.consent]
    own = tuple(_unlifted(_raised(asked)[found.consent], (consent,), asked))
    record = act.Record(consent, own)
    failed = (verdict for check in CHECKS if (verdict := check(record, asked)) is not None)
    return tuple({one.reason: one for one in failed}.values())


def _best(asked: Asked) -> Verdict:
    furthest: tuple[tuple[int, date, int], Verdict] | None = None
    for index, failure in each(asked):
        if failure is None:
            return asked.allow(Reason.OK_CONSENT, consent=index)
        rank = (failure[0], newest(asked.case.consents[index]) or date.min, index)
        if furthest is None or rank > furthest[0]:
            furthest = rank, replace(failure[1], consent=index)
    return furthest[1] if furthest else _no_record(asked)


def _no_record(asked: Asked) -> Verdict:
    if asked.request.urgency is Urgency.ACUTE:
        return asked.refuse(Reason.ACUTE_FAST_PATH)
    if asked.required.mode is Mode.NOBODY:
        return asked.refuse(Reason.INCAPABLE_NO_REP)
    return asked.refuse(Reason.NO_CONSENT, missing=asked.required.persons)
