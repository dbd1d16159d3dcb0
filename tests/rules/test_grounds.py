"""What is particular to single grounds: sections 5c and 6."""

from __future__ import annotations

from typing import Any

import pytest

from rules.book import Rulebook
from rules.policy import tighten
from tests.rules.grounding import reason, usual
from tests.rules.making import case, excepted, ground, no, outcome, yes


def test_a_tick_needs_its_reasoning(book: Rulebook) -> None:
    """20 characters with every condition except those met by purpose, categories and saving (P9)."""
    ids = book.grounds["E02"].conditions
    short = dict.fromkeys(ids, "kort")
    verdict = outcome(usual(book, "E02", {"conditions": short}), book)
    assert verdict.reason == "EXC_CONDITIONS"
    assert {"g_doel", "g_minimaal", "g_afweging_vastgelegd"}.isdisjoint(verdict.conditions)
    assert len(verdict.conditions) == len(ids) - 3
    long = [{"id": one, "reason": "een motivering die lang genoeg is"} for one in ids]
    assert reason(usual(book, "E02", {"conditions": long}), book) == "OK_EXCEPTION_E02"


def test_two_used_and_unreviewed_e01_block_the_next(book: Rulebook) -> None:
    """One does not, nor one that another person reviewed however late; a self-review is none (P11)."""
    raw = usual(book, "E01")
    earlier = {"purpose": "kindveiligheid", "review": None}
    first = ground(book, "E01", raw, granted="2026-11-20T08:00:00+01:00", **earlier)
    second = ground(book, "E01", raw, granted="2026-11-21T08:00:00+01:00", **earlier)
    own, other = ({"by": by, "at": "2026-11-23T09:00:00+01:00"} for by in ("invoker_1", "fg_1"))
    for records, expected in (
        ([first], "OK_EXCEPTION_E01"),
        ([first, second], "EXC_REVIEW"),
        ([first, {**second, "review": own}], "EXC_REVIEW"),
        ([first, {**second, "review": other}], "OK_EXCEPTION_E01"),
        ([first, {**second, "revoked": True}], "OK_EXCEPTION_E01"),
        ([first, {**second, "conditions": ["g_doel"]}], "OK_EXCEPTION_E01"),
        ([first, {**second, "informed": {"done": False}}], "OK_EXCEPTION_E01"),
        ([first, {**second, "granted": "2026-11-24"}], "OK_EXCEPTION_E01"),
        ([first, {**second, "invoker_id": "invoker_2"}], "OK_EXCEPTION_E01"),
    ):
        raw["exceptions"] = [*records, usual(book, "E01")["exceptions"][0]]
        assert reason(raw, book) == expected


def test_e01_of_somebody_else_does_not_block(book: Rulebook) -> None:
    """The block is personal."""
    raw = usual(book, "E01")
    raw["exceptions"].append(
        ground(
            book,
            "E01",
            raw,
            invoker_id="invoker_2",
            granted="2026-11-01",
            review=None,
            purpose="kindveiligheid",
        )
    )
    assert reason(raw, book) == "OK_EXCEPTION_E01"


def test_two_expired_unreviewed_e01_report_the_block(book: Rulebook) -> None:
    """Of the expired ones and the blocked one, the blocked one got further."""
    raw = usual(book, "E01")
    for day in ("2026-11-01", "2026-11-02"):
        raw["exceptions"].append(ground(book, "E01", raw, granted=day, review=None))
    assert reason(raw, book) == "EXC_REVIEW"


def test_e01_reviewed_by_oneself_fails(book: Rulebook) -> None:
    """Self-review is no review."""
    own = {"review": {"by": "jongerenwerker", "at": "2026-11-23T09:30:00+01:00"}}
    assert reason(usual(book, "E01", own), book) == "EXC_REVIEW_SELF"


def test_e06_needs_its_flag_and_an_age_up_to_22(book: Rulebook) -> None:
    """Flag off: EXC_INVOKER; 23 and over: EXC_AGE (P23, 5c)."""
    assert outcome(usual(book, "E06"), book, book.policy).reason == "EXC_INVOKER"
    assert reason(usual(book, "E06", age=22), book) == "OK_EXCEPTION_E06"
    assert reason(usual(book, "E06", age=23), book) == "EXC_AGE"
    for role in ("wijkagent", "jeugdagent", "om", "boa", "riec"):
        assert reason(usual(book, "E06", sender=role), book) == "EXC_INVOKER"


def test_any_e06_record_lets_the_verwijsindex_be_judged(book: Rulebook) -> None:
    """With an E06 record present the recipient passes row 6, whatever comes of the record."""
    assert reason(usual(book, "E06", {"granted": "2020-01-01"}), book) == "EXC_EXPIRED"


@pytest.mark.parametrize("regime", ["jeugdhulp", "wgbo", "wmo_vt"])
def test_e08_never_opens_secret_items(regime: str, book: Rulebook) -> None:
    """A covenant does not break secrecy (sections 1.8 and 5c)."""
    assert reason(usual(book, "E08", regime=regime), book) == "EXC_CONDITIONS"


@pytest.mark.parametrize("regime", ["wpg", "wjsg", "wgs"])
def test_e08_never_opens_police_justice_or_wgs_items(regime: str, book: Rulebook) -> None:
    """Their sources have grounds of their own (5c)."""
    assert reason(usual(book, "E08"), book) == "OK_EXCEPTION_E08"
    assert reason(usual(book, "E08", regime=regime), book) == "EXC_CATEGORY"


def test_e11_runs_outside_slack(book: Rulebook) -> None:
    """Aangifte goes to the police; that is the answer only when E11 is the only exception (5c)."""
    raw = excepted(book, "E11", sender="mentor", to=("wijkagent",))
    assert reason(raw, book) == "ROUTE_OUTSIDE_SLACK"
    raw["exceptions"].append(ground(book, "E02", raw))
    assert reason(raw, book) == "EXC_INVOKER"


@pytest.mark.parametrize(("age", "expected"), [(11, "EXC_AGE"), (12, "OK"), (15, "OK"), (16, "EXC_AGE")])
def test_e13_is_for_12_to_15(age: int, expected: str, book: Rulebook) -> None:
    """Section 6 and 5c."""
    found = reason(usual(book, "E13", age=age), book)
    assert found == expected or (expected == "OK" and found == "OK_EXCEPTION_E13")


def test_e13_not_against_a_standing_no_of_the_youth(book: Rulebook) -> None:
    """A standing refusal of the youth fails the conditions; a lifted one does not (5c)."""
    refused = no("jongere")
    agreed = yes("jongere", on="2026-11-15", asked_by="jeugdhulp", recipients=["mentor"], explicit=True)
    agreed["categories"] = ["identiteit", "gezondheid"]
    assert reason(usual(book, "E13", consents=[refused], regime="jeugdhulp"), book) == "EXC_CONDITIONS"
    assert reason(usual(book, "E13", consents=[no("moeder")], regime="jeugdhulp"), book) == "OK_EXCEPTION_E13"
    assert (
        reason(usual(book, "E13", consents=[refused, agreed], regime="jeugdhulp"), book) == "OK_EXCEPTION_E13"
    )


def test_e13_is_closed_to_veilig_thuis(book: Rulebook) -> None:
    """The roles of E02 without veilig_thuis (5c)."""
    e02, e13 = book.grounds["E02"].invokers.members, book.grounds["E13"].invokers.members
    assert e02 - e13 == {"veilig_thuis"}
    assert e13 < e02


def test_a_ground_the_region_closed_cannot_be_invoked(book: Rulebook) -> None:
    """A region without a Zorg- en Veiligheidshuis switches E09 off."""
    policy = tighten(book, {"closed_grounds": ["E09"]})
    assert outcome(usual(book, "E09"), book, policy).reason == "EXC_INVOKER"


def test_a_region_may_ask_for_more_reviews_and_shorter_terms(book: Rulebook) -> None:
    """P10 and P12 may be made stricter."""
    policy = tighten(book, {"extra_review": ["E04"], "ground_days": {"E08": 1}})
    assert outcome(usual(book, "E04", {"review": None}), book, policy).reason == "EXC_REVIEW"
    assert outcome(usual(book, "E08", {"granted": "2026-11-21"}), book, policy).reason == "EXC_EXPIRED"


def test_exception_checks_come_in_the_order_of_section_5(book: Rulebook) -> None:
    """Mending the faults of a bad record one by one walks through the codes in order."""
    raw = case(16, sender="jongerenwerker", to=("procesregisseur_pga",), what=("identiteit", "signaal"))
    good = ground(book, "E08", raw)
    faults: list[tuple[str, dict[str, Any]]] = [
        ("EXC_INVOKER", {"invoked_by": "mentor"}),
        ("EXC_REVOKED", {"revoked": True}),
        ("EXC_SCOPE", {"purpose": "pga"}),
        ("EXC_RECIPIENT", {"recipients": []}),
        ("EXC_CATEGORY", {"categories": []}),
        ("EXC_CONDITIONS", {"conditions": []}),
        ("EXC_EXPIRED", {"granted": "2026-01-01"}),
        ("EXC_REVIEW", {"review": None}),
        ("EXC_NOT_INFORMED", {"informed": {"done": False}}),
    ]
    for place, (expected, _) in enumerate(faults):
        bad = dict(good)
        for _, fault in faults[place:]:
            bad |= fault
        raw["exceptions"] = [bad]
        assert reason(raw, book) == expected
