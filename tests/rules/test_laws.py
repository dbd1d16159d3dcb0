"""Laws of the decision: it never becomes more permissive by asking for more or having less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from rules.book import load_rulebook
from rules.casefile import casefile_policy
from rules.deciding import decide
from rules.model import (
    Addressee,
    Capacity,
    Case,
    Consent,
    ExceptionRecord,
    Gezag,
    Holder,
    Informed,
    Kind,
    OtherHolder,
    Recipient,
    Request,
    Review,
    Sender,
    Urgency,
    Verdict,
    Youth,
    YouthVoice,
)
from rules.moments import ZONE
from rules.policy import tighten

BOOK = load_rulebook()
POLICY = casefile_policy(BOOK)
NOW = datetime(2026, 11, 23, 10, tzinfo=ZONE)

# Drawn from few values, so that records often match the request and something is allowed.
ROLES = ["mentor", "jongerenwerker", "ggz", "veilig_thuis", "wijkagent", "sportclub", "riec"]
CATEGORIES = [
    "identiteit",
    "signaal",
    "school",
    "gezondheid",
    "strafrecht",
    "derden",
    "politiegegeven",
    "bsn",
]
roles = st.sampled_from(ROLES)
categories = st.sampled_from(CATEGORIES)
usual_roles = st.sampled_from(ROLES[:3] * 4 + ROLES)
usual_categories = st.sampled_from(CATEGORIES[:3] * 4 + CATEGORIES)
mostly = st.sampled_from([True, True, True, False])
people = st.sampled_from(["jongere", "moeder", "vader", "pleegmoeder"])
days = st.dates(date(2026, 9, 1), date(2026, 11, 23))
regimes = st.sampled_from(sorted(BOOK.regimes))
everybody = tuple(Addressee(role) for role in ROLES)
addressees = st.just(everybody) | st.lists(st.builds(Addressee, roles), min_size=1, max_size=4).map(tuple)
everything = st.just(frozenset(CATEGORIES)) | st.frozensets(categories, min_size=4)
births = st.dates(date(2004, 1, 1), date(2018, 1, 1))

consents = st.builds(
    Consent,
    given=st.fixed_dictionaries({"jongere": days, "moeder": days, "vader": days})
    | st.dictionaries(people, days, min_size=1),
    refused=st.just(frozenset()) | st.frozensets(people, max_size=1),
    refused_on=st.none() | days,
    withdrawn=st.just({}) | st.dictionaries(people, days, max_size=1),
    asked_by=st.sampled_from(["mentor", "jeugdhulp", "jeugdhulp", "wijkteam", None]),
    purpose=st.sampled_from(["pga", "pga", "pga", "kindveiligheid"]),
    recipients=addressees,
    categories=everything,
    explicit=mostly,
    ap_indicaties=st.booleans(),
    consequences_explained=mostly,
    other_holder=st.just(OtherHolder.AGREES) | st.sampled_from(OtherHolder),
    youth_voice=st.just(YouthVoice.AGREES) | st.sampled_from(YouthVoice),
)
exceptions = st.builds(
    ExceptionRecord,
    ground=st.sampled_from(["E01", "E02", "E03", "E08", "E10", "E13", "E14"]),
    invoked_by=st.just("jeugdhulp"),
    invoker=st.just("p1"),
    purpose=st.just("pga"),
    recipients=addressees,
    categories=everything,
    conditions=st.just(frozenset(BOOK.conditions)),
    granted=st.just(NOW - timedelta(hours=1)),
    review=st.none() | st.just(Review("fg", NOW)),
    informed=st.just(Informed(done=True)),
)
requests = st.builds(
    Request,
    kind=st.sampled_from([Kind.DETAILS] * 8 + [Kind.STUB, Kind.ANONYMOUS]),
    purpose=st.just("pga"),
    recipients=st.lists(
        st.builds(Recipient, usual_roles, involved=st.just(value=True), rechtstreeks_betrokken=st.booleans()),
        min_size=1,
        max_size=2,
    ).map(tuple),
    categories=st.frozensets(usual_categories, min_size=1, max_size=3),
    urgency=st.sampled_from(Urgency),
)
cases = st.builds(
    Case,
    now=st.just(NOW),
    youth=st.builds(Youth, births, st.sampled_from(Capacity)),
    gezag=st.builds(
        Gezag,
        st.sampled_from(
            [(Holder("moeder", "ouder"),), (Holder("moeder", "ouder"), Holder("vader", "ouder"))]
        ),
        st.sampled_from([True, True, False]),
    ),
    sender=st.builds(Sender, st.just("jeugdhulp"), regimes),
    request=requests,
    consents=st.lists(consents, max_size=2).map(tuple),
    exceptions=st.lists(exceptions, max_size=1).map(tuple),
)


def judged(case: Case) -> Verdict:
    """The verdict under the policy of case files."""
    return decide(case, BOOK, POLICY)


def asking(case: Case, **changes: Any) -> Case:
    """The case with another request."""
    return replace(case, request=replace(case.request, **changes))


@given(cases, roles)
def test_one_more_recipient_never_opens_anything(case: Case, role: str) -> None:
    """What is refused to few is refused to more."""
    wider = asking(case, recipients=(*case.request.recipients, Recipient(role)))
    assert judged(case).allowed or not judged(wider).allowed


@given(cases, categories)
def test_one_more_category_never_opens_anything(case: Case, category: str) -> None:
    """What is refused in part is refused in whole."""
    assume(case.request.kind is not Kind.STUB)
    wider = asking(case, categories=case.request.categories | {category})
    assert judged(case).allowed or not judged(wider).allowed


@given(cases, people, st.none() | days)
def test_a_refusal_never_opens_anything(case: Case, who: str, on: date | None) -> None:
    """A no on its own can only close."""
    refused = replace(case, consents=(*case.consents, Consent(refused=frozenset({who}), refused_on=on)))
    assert judged(case).allowed or not judged(refused).allowed


@given(cases, people, days)
def test_a_withdrawal_never_opens_anything(case: Case, who: str, on: date) -> None:
    """Withdrawing from any record can only close."""
    assume(case.consents)
    first, *others = case.consents
    withdrawn = replace(case, consents=(replace(first, withdrawn={**first.withdrawn, who: on}), *others))
    assert judged(case).allowed or not judged(withdrawn).allowed


@given(cases, people)
def test_a_lost_signature_never_opens_anything(case: Case, who: str) -> None:
    """Without one of its signatures a record never allows more.

    Without any date of its own a refusal takes that of the newest signature, so it gets one here.
    """
    dated = tuple(replace(one, refused_on=one.refused_on or max(one.given.values())) for one in case.consents)
    whole = replace(case, consents=dated)
    lost = tuple(
        replace(one, given={person: day for person, day in one.given.items() if person != who})
        for one in dated
    )
    assert judged(whole).allowed or not judged(replace(whole, consents=lost)).allowed


@given(cases)
def test_losing_an_exception_never_opens_anything(case: Case) -> None:
    """Except that a failing one no longer stands before the consent code, which never allows."""
    assert judged(case).allowed or not judged(replace(case, exceptions=())).allowed


@given(cases, st.sampled_from([{"consent_days": 30}, {"objection_age": 0}, {"lay_categories": []}]))
def test_a_stricter_policy_never_opens_anything(case: Case, wishes: dict[str, object]) -> None:
    """Tightening can only close."""
    strict = decide(case, BOOK, tighten(BOOK, wishes, POLICY))
    assert judged(case).allowed or not strict.allowed


@given(cases)
def test_an_open_channel_an_unknown_age_and_an_uninvolved_recipient_close_details(case: Case) -> None:
    """Whatever was recorded."""
    assume(case.request.kind is Kind.DETAILS)
    strangers = tuple(replace(one, involved=False) for one in case.request.recipients)
    assert not judged(asking(case, channel="openbaar")).allowed
    assert not judged(asking(case, recipients=strangers)).allowed
    unborn = judged(replace(case, youth=replace(case.youth, dob=None)))
    assert unborn.reason == "OK_EXCEPTION_E01" or not unborn.allowed


@given(cases)
def test_every_verdict_carries_the_decision_of_its_code(case: Case) -> None:
    """Decision, code and hint come from the tables; an allowed case needs no next step."""
    verdict = judged(case)
    code = "OK_EXCEPTION" if verdict.exception is not None and verdict.allowed else verdict.reason
    assert verdict.decision is BOOK.codes[code].decision
    assert verdict.hint is None or verdict.hint in BOOK.hints
    assert not (verdict.allowed and verdict.hint)


@given(births, st.integers(-3, 3))
def test_consent_of_the_youth_alone_opens_from_the_sixteenth_birthday(dob: date, shift: int) -> None:
    """From midnight in Amsterdam, not a second earlier."""
    try:
        sixteenth = dob.replace(year=dob.year + 16)
    except ValueError:
        sixteenth = date(dob.year + 16, 3, 1)
    now = datetime.combine(sixteenth, datetime.min.time(), ZONE) + timedelta(seconds=shift)
    record = Consent(
        given={"jongere": now.date()},
        asked_by="mentor",
        purpose="pga",
        recipients=(Addressee("wijkteam"),),
        categories=frozenset({"signaal"}),
    )
    request = Request(Kind.DETAILS, "pga", (Recipient("wijkteam"),), frozenset({"signaal"}))
    gezag = Gezag((Holder("moeder", "ouder"),), verified=True)
    case = Case(now, Youth(dob), gezag, Sender("mentor", "avg"), request, (record,))
    assert judged(case).allowed is (shift >= 0)
