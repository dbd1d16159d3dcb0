"""Real cases that fit the answers of a guided check, made by hand: every way in which a proviso can fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rules.model import Capacity, Case, Consent, Holder, OtherHolder, YouthVoice
from rules.supposing import Proviso, Supposed, suppose
from tests.rules.checking import NOW

Break = Callable[[Case, Supposed], Case]


def _records(change: Callable[[Consent], Mapping[str, Any]]) -> Break:
    def broken(case: Case, _: Supposed) -> Case:
        return replace(case, consents=tuple(replace(one, **change(one)) for one in case.consents))

    return broken


def _open_channel(case: Case, _: Supposed) -> Case:
    return replace(case, request=replace(case.request, channel="openbaar"))


def _outsider(case: Case, _: Supposed) -> Case:
    last = replace(case.request.recipients[-1], involved=False)
    return replace(case, request=replace(case.request, recipients=(*case.request.recipients[:-1], last)))


def _other_help(case: Case, _: Supposed) -> Case:
    last = replace(case.request.recipients[-1], rechtstreeks_betrokken=False)
    return replace(case, request=replace(case.request, recipients=(*case.request.recipients[:-1], last)))


def _other_capacity(case: Case, _: Supposed) -> Case:
    capable = case.youth.capacity is Capacity.INCAPABLE
    capacity = Capacity.CAPABLE if capable else Capacity.INCAPABLE
    return replace(case, youth=replace(case.youth, capacity=capacity))


def _second_holder(case: Case, _: Supposed) -> Case:
    holders = (Holder("ouder_1", "ouder"), Holder("ouder_2", "voogd"))
    return replace(case, gezag=replace(case.gezag, holders=holders))


def _unverified(case: Case, _: Supposed) -> Case:
    return replace(case, gezag=replace(case.gezag, verified=False))


def _said_too_young(case: Case, this: Supposed) -> Case:
    """The birthday from which it counts was on 1 November, the yes in October."""
    first = next(row.first_age for row in this.book.matrix.age if row.id == this.answers.age)
    if not first:
        return case
    born = replace(case.youth, dob=date(NOW.year - first, 11, 1))
    signed = (replace(one, given=dict.fromkeys(one.given, date(2026, 10, 20))) for one in case.consents)
    return replace(case, youth=born, consents=tuple(signed))


def _voice(said: YouthVoice) -> Break:
    return _records(lambda one: {} if "jongere" in one.given else {"youth_voice": said})


BREAKS: Mapping[Proviso, tuple[Break, ...]] = {
    Proviso.CIRCLE: (_open_channel, _outsider),
    Proviso.DIRECT: (_other_help,),
    Proviso.CAPABLE: (_other_capacity,),
    Proviso.SOLE_HOLDER: (_second_holder,),
    Proviso.VERIFIED: (_unverified,),
    Proviso.BIRTHDAY: (_said_too_young,),
    Proviso.VALID: (
        _records(lambda _: {"active": False}),
        _records(lambda _: {"free": False}),
        _records(lambda _: {"informed": False}),
        _records(lambda _: {"specific": False}),
        _records(lambda _: {"purpose": "strafadvies"}),
        _records(lambda _: {"recipients": ()}),
        _records(lambda _: {"categories": frozenset({"betrokkenheid"})}),
        _records(lambda _: {"until": NOW.date() - timedelta(days=1)}),
        _records(lambda one: {"withdrawn": dict.fromkeys(one.given, NOW - timedelta(hours=1))}),
    ),
    Proviso.OTHER_HOLDER: (
        _records(lambda _: {"other_holder": OtherHolder.OBJECTS}),
        _records(lambda _: {"other_holder": OtherHolder.NOT_RECORDED}),
    ),
    Proviso.HEARD: (_voice(YouthVoice.OBJECTS), _voice(YouthVoice.NOT_HEARD)),
    Proviso.EXPLICIT: (_records(lambda _: {"explicit": False}),),
    Proviso.EXPLAINED: (_records(lambda _: {"consequences_explained": False}),),
    Proviso.INDICATIONS: (_records(lambda _: {"ap_indicaties": False}),),
}


def complete(this: Supposed, broken: Mapping[Proviso, int]) -> Case:
    """The case of these answers in which these provisos fail, each in the variant of that number."""
    case = suppose(this)
    for proviso, variant in broken.items():
        ways = BREAKS[proviso]
        case = ways[variant % len(ways)](case, this)
    return case
