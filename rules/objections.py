"""Standing objections: who said no, since when, and what lifts it (rulebook sections 5b and 5c)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rules.asking import Asked
from rules.codes import Reason
from rules.model import YOUTH, Consent, Moment, OtherHolder, Request, YouthVoice
from rules.moments import local_day
from rules.vocabulary import Column

# On one day WITHDRAWN goes before the others; then the order of the checks.
_PRECEDENCE = (Reason.YOUTH_OBJECTS, Reason.PARENT_OBJECTS, Reason.REFUSED, Reason.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Objection:
    """A refusal or withdrawal that counts for this request; `day` None is one without any date."""

    person: str
    day: date | None
    reason: Reason
    record: int

    @property
    def rank(self) -> tuple[date, int]:
        """Newest last; one without a date stands firmest."""
        return self.day or date.max, _PRECEDENCE.index(self.reason)


def touches(consent: Consent, request: Request) -> bool:
    """Whether an objection in this record is about the request: each of the three overlaps, absent = all."""
    return (
        (consent.purpose is None or consent.purpose == request.purpose)
        and (
            not consent.recipients
            or any(named.touches(one) for named in consent.recipients for one in request.recipients)
        )
        and (not consent.categories or not consent.categories.isdisjoint(request.categories))
    )


def holds_objection(consent: Consent) -> bool:
    """Whether anybody says no in this record, whoever it is and whatever it is about."""
    return bool(
        consent.refused
        or consent.withdrawn
        or consent.youth_voice is YouthVoice.OBJECTS
        or consent.other_holder is OtherHolder.OBJECTS
    )


def raised_in(consent: Consent, record: int, asked: Asked) -> tuple[Objection, ...]:
    """The objections in one record that count, have begun and touch the request."""
    if not holds_objection(consent) or not touches(consent, asked.request):
        return ()
    return tuple(_refusals(consent, record, asked)) + tuple(_withdrawals(consent, record, asked))


def _refusals(consent: Consent, record: int, asked: Asked) -> Iterator[Objection]:
    if consent.refused_on is not None and not asked.come(consent.refused_on):
        return
    dates: list[Moment] = (
        [consent.refused_on] if consent.refused_on is not None else list(consent.given.values())
    )
    day = max((local_day(one) for one in dates), default=None)
    if day is not None and day > asked.today:
        return  # it stands from its date (section 5b)
    for person in _refusers(consent, asked):
        reason = _weight(person, asked)
        if reason is not None:
            yield Objection(person, day, reason, record)


def _refusers(consent: Consent, asked: Asked) -> list[str]:
    people = sorted(consent.refused)
    if consent.youth_voice is YouthVoice.OBJECTS and YOUTH not in consent.refused:
        people.append(YOUTH)
    if consent.other_holder is OtherHolder.OBJECTS:
        silent = (holder.id for holder in asked.required.holders if holder.id not in consent.given)
        people.extend(person for person in silent if person not in consent.refused)
    return people


def _withdrawals(consent: Consent, record: int, asked: Asked) -> Iterator[Objection]:
    for person, moment in consent.withdrawn.items():
        if asked.come(moment) and _weight(person, asked) is not None:
            yield Objection(person, local_day(moment), Reason.WITHDRAWN, record)


def _weight(person: str, asked: Asked) -> Reason | None:
    """What a no of this person is called, or None when the person has no say in this request."""
    if person == YOUTH:
        if asked.required.youth:
            return Reason.REFUSED
        return Reason.YOUTH_OBJECTS if asked.required.youth_may_object else None
    return Reason.PARENT_OBJECTS if person in asked.deciders else None


def agreed_on(person: str, consent: Consent, asked: Asked) -> Iterator[date]:
    """The days on which this person says yes in this record, by the rules of that day.

    A young person's signature counts from the 12th birthday. Who is heard and does not decide also says yes
    by `youth_voice: instemmend`, on the day of the newest signature, before that birthday too (5c).
    """
    moment = consent.given.get(person)
    if moment is not None and asked.come(moment):
        day = local_day(moment)
        if person != YOUTH or day >= asked.signs_from:
            yield day
    if person == YOUTH and consent.youth_voice is YouthVoice.AGREES:
        days = [local_day(one) for one in consent.given.values() if asked.come(one)]
        if days and _is_heard(max(days), asked):
            yield max(days)


def _is_heard(day: date, asked: Asked) -> bool:
    """Whether what the youth says on this day is asked under avg: capable, and not yet deciding alone."""
    then = asked.on(day).required
    return then.capable and then.column is Column.AVG and not then.youth


def unlifted(
    objections: Iterable[Objection],
    consents: Sequence[Consent],
    asked: Asked,
    is_sound: Callable[[Consent, date], bool],
) -> list[Objection]:
    """Objections that still stand: no sound record in which the same person says yes on a later day.

    `is_sound` tells whether a record, signed on that day, could lift an objection to this request.
    """
    return [
        objection
        for objection in objections
        if not any(_lifts(objection, consent, asked, is_sound) for consent in consents)
    ]


def _lifts(
    objection: Objection, consent: Consent, asked: Asked, is_sound: Callable[[Consent, date], bool]
) -> bool:
    if objection.day is None:
        return False
    later = (day for day in agreed_on(objection.person, consent, asked) if day > objection.day)
    return any(is_sound(consent, day) for day in later)
