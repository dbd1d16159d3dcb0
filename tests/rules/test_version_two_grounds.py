"""Section 16, the lines on grounds: each with a case that version 1 decided otherwise."""

from __future__ import annotations

import pytest

from rules.book import Rulebook
from tests.rules.grounding import reason, usual
from tests.rules.making import Raw, excepted, ground


def opened(raw: Raw, *grounds: str) -> Raw:
    """The same case where the privacy officer opened these grounds."""
    return {**raw, "policy": {"opened_grounds": list(grounds)}}


def test_a7_and_c2_one_used_unreviewed_e01_lets_the_next_pass(
    book: Rulebook,
) -> None:
    """Two block (P11); the third is refused with a review to ask for."""
    raw = usual(book, "E01")
    first = ground(book, "E01", raw, granted="2026-11-20T09:00:00+01:00", review=None)
    second = ground(book, "E01", raw, granted="2026-11-21T15:00:00+01:00", review=None)
    current = raw["exceptions"][0]
    for earlier, expected in (
        ([first], "OK_EXCEPTION_E01"),
        ([first, {**second, "revoked": True}], "OK_EXCEPTION_E01"),
        ([first, second], "EXC_REVIEW"),
    ):
        assert reason({**raw, "exceptions": [*earlier, current]}, book) == expected


@pytest.mark.parametrize(("which", "last"), [("E04", 17), ("E05", 22)])
def test_a9_e04_and_e05_end_with_the_age_of_their_law(which: str, last: int, book: Rulebook) -> None:
    """An OTS ends at 18; the RvdK advises up to and including 22."""
    after = {17: 19, 22: 23}[last]
    assert reason(usual(book, which, age=last), book) == f"OK_EXCEPTION_{which}"
    assert reason(usual(book, which, age=after), book) == "EXC_AGE"


def test_a9_e13_is_for_a_capable_youth_only(book: Rulebook) -> None:
    """Incapacity fails the conditions."""
    assert reason(usual(book, "E13", capacity="wilsonbekwaam"), book) == "EXC_CONDITIONS"


@pytest.mark.parametrize("at", ["2026-11-23T08:59:00+01:00", "2026-11-22"])
def test_a10_a_review_from_before_the_record_is_none(at: str, book: Rulebook) -> None:
    """Who looked earlier did not see this record; on its own day without a time it counts."""
    assert reason(usual(book, "E12", {"review": {"by": "fg_1", "at": at}}), book) == "EXC_REVIEW"
    same_day = {"review": {"by": "fg_1", "at": "2026-11-23"}}
    assert reason(usual(book, "E12", same_day), book) == "OK_EXCEPTION_E12"


def test_b2_only_a_ground_with_k8_opens_a_police_item_and_its_label_counts_too(book: Rulebook) -> None:
    """E14 covers the label but not the source, E10 the source but not every label."""
    police: Raw = {"sender": "jeugdagent", "regime": "wpg", "to": ("wijkteam",)}
    assert reason(excepted(book, "E14", **police), book) == "EXC_CATEGORY"
    assert reason(excepted(book, "E10", **police), book) == "OK_EXCEPTION_E10"
    assert reason(excepted(book, "E10", **police, what=("school",)), book) == "EXC_CATEGORY"


def test_b3_wgs_items_open_with_e09_or_e01_only(book: Rulebook) -> None:
    """Another ground fails on the source."""
    wgs: Raw = {"sender": "zvh_procesregisseur", "regime": "wgs", "to": ("rvdk",)}
    assert reason(excepted(book, "E05", **wgs), book) == "EXC_CATEGORY"
    assert reason(excepted(book, "E09", **wgs), book) == "OK_EXCEPTION_E09"
    assert reason(excepted(book, "E01", **wgs), book) == "OK_EXCEPTION_E01"


@pytest.mark.parametrize(
    ("granted", "review", "expected"),
    [
        ("2026-11-22T10:00:00+01:00", None, "OK_EXCEPTION_E10"),
        ("2026-11-22T09:59:00+01:00", None, "EXC_REVIEW"),
        ("2026-11-22T09:59:00+01:00", {"by": "fg_1", "at": "2026-11-23T09:00:00+01:00"}, "OK_EXCEPTION_E10"),
        (
            "2026-11-23T09:30:00+01:00",
            {"by": "jeugdagent", "at": "2026-11-23T09:40:00+01:00"},
            "EXC_REVIEW_SELF",
        ),
    ],
)
def test_b4_in_acute_danger_the_second_person_reviews_e10_afterwards(
    granted: str, review: Raw | None, expected: str, book: Rulebook
) -> None:
    """Within 24 elapsed hours none is needed, after that one as for any E10 (P28)."""
    record: Raw = {"granted": granted, "review": review}
    assert reason(usual(book, "E10", record, urgency="acuut"), book) == expected


def test_b4_without_acute_danger_the_review_comes_before(book: Rulebook) -> None:
    """As for any ground with a second person."""
    assert reason(usual(book, "E10", {"review": None}), book) == "EXC_REVIEW"


def test_c1_a_passing_e01_needs_no_date_of_birth(book: Rulebook) -> None:
    """Another ground does; a failing E01 leaves the case incomplete."""
    for which, changes, expected in (
        ("E01", {}, "OK_EXCEPTION_E01"),
        ("E01", {"revoked": True}, "INCOMPLETE"),
        ("E14", {}, "INCOMPLETE"),
    ):
        assert reason(excepted(book, which, changes, age=None), book) == expected


def test_e15_opens_only_where_the_privacy_officer_opened_it(book: Rulebook) -> None:
    """Not opened: EXC_INVOKER; never for what somebody with secrecy told."""
    facts: Raw = {"sender": "jongerenwerker", "to": ("wijkteam",)}
    assert reason(excepted(book, "E15", **facts), book) == "EXC_INVOKER"
    assert reason(opened(excepted(book, "E15", **facts), "E15"), book) == "OK_EXCEPTION_E15"
    secret = opened(excepted(book, "E15", **facts, regime="wmo_vt"), "E15")
    assert reason(secret, book) == "EXC_CONDITIONS"
