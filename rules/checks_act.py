"""Checks on a consent record as an act: free, informed, specific, in force, covering the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from rules.asking import Asked
from rules.codes import Reason
from rules.model import Consent, Verdict
from rules.moments import local_day
from rules.objections import Objection
from rules.vocabulary import Asker


@dataclass(frozen=True, slots=True)
class Record:
    """A consent record with the objections in it that count for this request."""

    consent: Consent
    objections: tuple[Objection, ...] = ()


Check = Callable[[Record, Asked], Verdict | None]


def not_active(record: Record, asked: Asked) -> Verdict | None:
    """Active act, no silence or opt-out (section 4)."""
    return None if record.consent.active else asked.refuse(Reason.NOT_ACTIVE)


def objects(reason: Reason) -> Check:
    def check(record: Record, asked: Asked) -> Verdict | None:
        if any(objection.reason is reason for objection in record.objections):
            return asked.refuse(reason)
        return None

    return check


def not_usable(record: Record, asked: Asked) -> Verdict | None:
    """Asked by a role that may ask; `ap` only with all indications (sections 1.6, 4, P24)."""
    asker = record.consent.asked_by
    if asker is None or _is_the_guardian(asker, asked):
        return None
    match asked.policy.asker(asker):
        case Asker.NEVER:
            return asked.refuse(Reason.CONSENT_NOT_USABLE)
        case Asker.WITH_INDICATIONS if not record.consent.ap_indicaties:
            return asked.refuse(Reason.CONSENT_NOT_USABLE)
        case _:
            return None


def _is_the_guardian(asker: str, asked: Asked) -> bool:
    """An institution that is itself the only holder decides itself, without AP indications (5c)."""
    role, holders = asked.book.roles.get(asker), asked.required.holders
    if role is None or not role.guardian or not holders:
        return False
    return all(asked.book.holder_types[one.type].institution for one in holders)


def not_free(record: Record, asked: Asked) -> Verdict | None:
    """Free: no help, place or benefit depends on it (section 4)."""
    return None if record.consent.free else asked.refuse(Reason.NOT_FREE)


def not_informed(record: Record, asked: Asked) -> Verdict | None:
    """Informed, starting with who asks (sections 4 and 5c)."""
    told = record.consent.informed and record.consent.asked_by is not None
    return None if told else asked.refuse(Reason.NOT_INFORMED)


def not_specific(record: Record, asked: Asked) -> Verdict | None:
    """One purpose, named recipients, named categories; "alle partners" is invalid (section 4)."""
    consent = record.consent
    if consent.specific and consent.purpose and consent.recipients and consent.categories:
        return None
    return asked.refuse(Reason.NOT_SPECIFIC)


def nobody(record: Record, asked: Asked) -> Verdict | None:
    """Somebody must have consented at all."""
    if record.consent.given:
        return None
    return asked.refuse(Reason.MISSING_CONSENTER, missing=asked.required.persons)


def not_yet_valid(record: Record, asked: Asked) -> Verdict | None:
    """Not dated in the future; looks at required signatures (section 5c)."""
    if all(asked.come(moment) for moment in asked.required_signatures(record.consent)):
        return None
    return asked.refuse(Reason.NOT_YET_VALID)


def expired(record: Record, asked: Asked) -> Verdict | None:
    """Until the date in the form, else +183 days, never after +366, inclusive (P6b, section 5c).

    Days run from the oldest required signature, and where one of several is enough from the newest; without
    any only the date in the form counts.
    """
    signed = [local_day(moment) for moment in asked.required_signatures(record.consent)]
    until = local_day(record.consent.until) if record.consent.until is not None else None
    if signed:
        start = max(signed) if asked.required.one_is_enough else min(signed)
        policy = asked.policy
        usual = start + timedelta(days=policy.consent_days)
        latest = start + timedelta(days=policy.consent_days_max)
        until = min(until or usual, latest)
    if until is None or asked.today <= until:
        return None
    return asked.refuse(Reason.EXPIRED)


def scope_purpose(record: Record, asked: Asked) -> Verdict | None:
    """The same purpose (doelbinding)."""
    return None if record.consent.purpose == asked.request.purpose else asked.refuse(Reason.SCOPE_PURPOSE)


def scope_recipient(record: Record, asked: Asked) -> Verdict | None:
    """Every recipient is named; a bare role covers the involved people of that role (section 5c)."""
    named = record.consent.recipients
    if all(any(one.covers(recipient) for one in named) for recipient in asked.request.recipients):
        return None
    outside = [one for one in asked.request.recipients if not any(name.covers(one) for name in named)]
    return asked.refuse(Reason.SCOPE_RECIPIENT, recipients=outside)


def scope_category(record: Record, asked: Asked) -> Verdict | None:
    """Every category is named; K9 is left out, it is judged as third-party data (section 5)."""
    outside = asked.request.categories - record.consent.categories - asked.book.third_party
    return asked.refuse(Reason.SCOPE_CATEGORY, categories=outside) if outside else None


def not_explicit(record: Record, asked: Asked) -> Verdict | None:
    """Explicit for K6 and K7 (9(2)(a) and 10 AVG)."""
    if record.consent.explicit or asked.request.categories.isdisjoint(asked.book.explicit):
        return None
    return asked.refuse(Reason.NOT_EXPLICIT)


def police_not_explained(record: Record, asked: Asked) -> Verdict | None:
    """Recipients police, OM, boa or Halt: the use for investigation is explained (P8)."""
    if record.consent.consequences_explained:
        return None
    investigative = asked.book.investigative
    if not any(one.role in investigative for one in asked.request.recipients):
        return None
    return asked.refuse(Reason.POLICE_CONSEQUENCES_NOT_EXPLAINED)


def third_party(_: Record, asked: Asked) -> Verdict | None:
    """K9 is never covered by the young person's consent (7.3.11(1) Jeugdwet)."""
    about_others = asked.request.categories & asked.book.third_party
    return asked.refuse(Reason.THIRD_PARTY, categories=about_others) if about_others else None
