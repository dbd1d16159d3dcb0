"""Section 6 and the exception checks of section 5, ground by ground."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rules.book import Rulebook
from rules.policy import tighten
from tests.rules.making import case, excepted, ground, no, outcome, yes

# ground: who invokes, for which recipient, which categories, at which age.
USUAL: dict[str, tuple[str, str, tuple[str, ...], int]] = {
    "E01": ("jongerenwerker", "wijkagent", ("identiteit", "signaal"), 14),
    "E02": ("ggz", "wijkagent", ("identiteit", "gezondheid"), 17),
    "E03": ("mentor", "veilig_thuis", ("identiteit", "gezin"), 11),
    "E04": ("mentor", "gi", ("identiteit", "school"), 13),
    "E05": ("mentor", "rvdk", ("identiteit", "school"), 13),
    "E06": ("jongerenwerker", "verwijsindex", ("identiteit", "betrokkenheid"), 17),
    "E07": ("mentor", "om", ("identiteit", "derden"), 17),
    "E08": ("jongerenwerker", "procesregisseur_pga", ("identiteit", "strafrecht"), 16),
    "E09": ("wijkteam", "zvh_procesregisseur", ("identiteit", "gezondheid"), 17),
    "E10": ("jeugdagent", "procesregisseur_pga", ("identiteit", "politiegegeven"), 17),
    "E12": ("schoolleiding", "wijkagent", ("identiteit", "strafrecht"), 16),
    "E13": ("jeugdhulp", "mentor", ("identiteit", "gezondheid"), 14),
    "E14": ("mentor", "jongerenwerker", ("identiteit", "gezin"), 14),
}
REVIEWED = ("E02", "E03", "E05", "E07", "E08", "E09", "E10", "E12", "E13")
TERMS = {
    "E02": 7, "E03": 14, "E04": 182, "E05": 30, "E06": 730, "E07": 14, "E08": 90,
    "E09": 180, "E10": 30, "E12": 7, "E13": 90, "E14": 365,
}  # fmt: skip


def usual(book: Rulebook, which: str, changes: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """The usual complete case of a ground, with changes to the record or the facts."""
    sender, to, what, age = USUAL[which]
    set_out: dict[str, Any] = {"age": age, "sender": sender, "to": (to,), "what": what, **facts}
    return excepted(book, which, changes, **set_out)


def reason(raw: dict[str, Any], book: Rulebook) -> str:
    """The code the case comes out with."""
    return outcome(raw, book).reason


@pytest.mark.parametrize("which", USUAL)
def test_a_complete_record_passes(which: str, book: Rulebook) -> None:
    """Every ground opens the sharing it is meant for."""
    assert reason(usual(book, which), book) == f"OK_EXCEPTION_{which}"


@pytest.mark.parametrize("which", USUAL)
def test_every_condition_must_be_recorded(which: str, book: Rulebook) -> None:
    """Leaving out any one condition fails the ground, and the verdict names it."""
    for missing in book.grounds[which].conditions:
        others = [one for one in book.grounds[which].conditions if one != missing]
        verdict = outcome(usual(book, which, {"conditions": others}), book)
        assert (verdict.reason, verdict.hint) == ("EXC_CONDITIONS", "COMPLETE_CONDITIONS")
        assert verdict.conditions == (missing,)


@pytest.mark.parametrize("which", USUAL)
def test_only_the_roles_of_the_table_may_invoke(which: str, book: Rulebook) -> None:
    """A role outside the column 'may be invoked by' gets EXC_INVOKER."""
    for role in book.roles:
        if role == "verwijsindex":
            continue
        passes = reason(usual(book, which, sender=role), book) == f"OK_EXCEPTION_{which}"
        assert passes is book.policy.has(book.grounds[which].invokers, role), role


@pytest.mark.parametrize("which", USUAL)
def test_the_invoker_is_the_one_who_sends(which: str, book: Rulebook) -> None:
    """`invoked_by` another role than the sender's, or nobody, fails (5c)."""
    assert reason(usual(book, which, {"invoked_by": "huisarts"}), book) == "EXC_INVOKER"
    assert reason(usual(book, which, {"invoked_by": None}), book) == "EXC_INVOKER"


@pytest.mark.parametrize("which", USUAL)
def test_a_revoked_record_fails(which: str, book: Rulebook) -> None:
    """Revoked is over, from the moment of revoking."""
    assert reason(usual(book, which, {"revoked": True}), book) == "EXC_REVOKED"
    assert reason(usual(book, which, {"revoked": "2026-11-23T09:59:00+01:00"}), book) == "EXC_REVOKED"
    assert reason(usual(book, which, {"revoked": "2026-11-24"}), book) == f"OK_EXCEPTION_{which}"


@pytest.mark.parametrize("which", USUAL)
def test_another_purpose_fails(which: str, book: Rulebook) -> None:
    """One purpose per exception."""
    assert reason(usual(book, which, {"purpose": "strafadvies"}), book) == "EXC_SCOPE"
    assert reason(usual(book, which, {"purpose": None}), book) == "EXC_SCOPE"


@pytest.mark.parametrize("which", USUAL)
def test_recipients_are_named_and_fit_the_ground(which: str, book: Rulebook) -> None:
    """A recipient outside the record, or outside the ground's column, fails and is named."""
    verdict = outcome(usual(book, which, {"recipients": ["leerplicht"]}), book)
    assert (verdict.reason, verdict.hint) == ("EXC_RECIPIENT", "REMOVE_RECIPIENT")
    for role in book.roles.values():
        if role.receives or not role.professional:
            continue
        passes = reason(usual(book, which, to=(role.id,)), book) == f"OK_EXCEPTION_{which}"
        assert passes is book.policy.has(book.grounds[which].recipients, role.id), role.id


@pytest.mark.parametrize("which", USUAL)
def test_categories_are_named_and_fit_the_ground(which: str, book: Rulebook) -> None:
    """A category outside the record, or outside the ground's column, fails."""
    assert reason(usual(book, which, {"categories": []}), book) == "EXC_CATEGORY"
    for category in book.categories:
        if category == "bsn":
            continue
        passes = reason(usual(book, which, what=(category,)), book) == f"OK_EXCEPTION_{which}"
        assert passes is (category in book.grounds[which].categories), category


@pytest.mark.parametrize("which", USUAL)
def test_no_ground_opens_a_bsn(which: str, book: Rulebook) -> None:
    """K10 is refused before any exception is looked at (P21)."""
    assert reason(usual(book, which, what=("signaal", "bsn")), book) == "FORBIDDEN_CATEGORY"


@pytest.mark.parametrize(("which", "days"), TERMS.items())
def test_terms_count_in_days_with_an_inclusive_end(which: str, days: int, book: Rulebook) -> None:
    """The last day counts, the next one does not (P12, 5c)."""
    start = date(2026, 11, 23) - timedelta(days=days)
    held = usual(book, which, {"granted": start.isoformat()})
    over = usual(book, which, {"granted": (start - timedelta(days=1)).isoformat()})
    assert reason(held, book) == f"OK_EXCEPTION_{which}"
    assert (reason(over, book), outcome(over, book).hint) == ("EXC_EXPIRED", "RENEW_EXCEPTION")
    stretched = {"granted": (start - timedelta(days=1)).isoformat(), "until": "2027-12-31"}
    assert reason(usual(book, which, stretched), book) == "EXC_EXPIRED"


@pytest.mark.parametrize("which", USUAL)
def test_until_shortens_a_term(which: str, book: Rulebook) -> None:
    """`until` is inclusive and can only shorten."""
    start = {"granted": "2026-11-22T12:00:00+01:00"}
    assert reason(usual(book, which, {**start, "until": "2026-11-23"}), book) == f"OK_EXCEPTION_{which}"
    assert reason(usual(book, which, {**start, "until": "2026-11-22"}), book) == "EXC_EXPIRED"


@pytest.mark.parametrize("which", USUAL)
def test_granted_is_there_and_not_in_the_future(which: str, book: Rulebook) -> None:
    """`granted` missing or in the future counts as expired (5c)."""
    assert reason(usual(book, which, {"granted": None}), book) == "EXC_EXPIRED"
    assert reason(usual(book, which, {"granted": "2026-11-23T10:00:01+01:00"}), book) == "EXC_EXPIRED"


def test_e01_runs_by_the_clock(book: Rulebook) -> None:
    """24 hours to the second, also across the autumn clock change."""
    assert reason(usual(book, "E01", {"granted": "2026-11-22T10:00:00+01:00"}), book) == "OK_EXCEPTION_E01"
    assert reason(usual(book, "E01", {"granted": "2026-11-22T09:59:59+01:00"}), book) == "EXC_EXPIRED"
    autumn = {"now": "2026-10-25T12:00:00+01:00"}
    assert (
        reason(usual(book, "E01", {"granted": "2026-10-24T13:00:00+02:00"}, **autumn), book)
        == "OK_EXCEPTION_E01"
    )
    assert (
        reason(usual(book, "E01", {"granted": "2026-10-24T12:59:00+02:00"}, **autumn), book) == "EXC_EXPIRED"
    )
    cut = {"granted": "2026-11-23T09:00:00+01:00", "until": "2026-11-23T09:30:00+01:00"}
    assert reason(usual(book, "E01", cut), book) == "EXC_EXPIRED"


@pytest.mark.parametrize("which", REVIEWED)
def test_a_second_person_looks_before_sharing(which: str, book: Rulebook) -> None:
    """No review, an undated one or one still to come: ASK_REVIEW; by the invoker: self (P10)."""
    for review in (None, {"by": "fg_1"}, {"by": "fg_1", "at": "2026-11-23T10:00:01+01:00"}):
        verdict = outcome(usual(book, which, {"review": review}), book)
        assert (verdict.reason, verdict.hint) == ("EXC_REVIEW", "ASK_REVIEW")
    for person in ("invoker_1", USUAL[which][0]):
        own = {"review": {"by": person, "at": "2026-11-23T09:30:00+01:00"}}
        assert reason(usual(book, which, own), book) == "EXC_REVIEW_SELF"


@pytest.mark.parametrize("which", [one for one in USUAL if one not in REVIEWED])
def test_other_grounds_need_no_review_beforehand(which: str, book: Rulebook) -> None:
    """E04, E06 and E14 need none, E01 one afterwards (P10)."""
    assert reason(usual(book, which, {"review": None}), book) == f"OK_EXCEPTION_{which}"


@pytest.mark.parametrize("which", USUAL)
def test_youth_and_parents_are_told_or_the_reason_is_written(which: str, book: Rulebook) -> None:
    """Informed, or at least 20 characters of reason (5c)."""
    for informed in (None, {"done": False}, {"done": False, "reason": "te kort " + " " * 30}):
        assert reason(usual(book, which, {"informed": informed}), book) == "EXC_NOT_INFORMED"
    told = {"done": False, "reason": "x" * 20}
    assert reason(usual(book, which, {"informed": told}), book) == f"OK_EXCEPTION_{which}"


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


def test_e01_blocks_the_next_until_somebody_else_reviewed(book: Rulebook) -> None:
    """An unreviewed E01 of the same person blocks the next, also within its 24 hours (P11)."""
    raw = usual(book, "E01")
    earlier = ground(book, "E01", raw, granted="2026-11-23T08:00:00+01:00", purpose="kindveiligheid")
    for review, expected in (
        (None, "EXC_REVIEW"),
        ({"by": "invoker_1", "at": "2026-11-23T09:00:00+01:00"}, "EXC_REVIEW_SELF"),
        ({"by": "fg_1", "at": "2026-11-23T09:00:00+01:00"}, "OK_EXCEPTION_E01"),
    ):
        raw["exceptions"] = [{**earlier, "review": review}, usual(book, "E01")["exceptions"][0]]
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


def test_an_expired_unreviewed_e01_reports_the_block(book: Rulebook) -> None:
    """Of the expired one and the blocked one, the blocked one got further."""
    raw = usual(book, "E01")
    raw["exceptions"].append(ground(book, "E01", raw, granted="2026-11-01", review=None))
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


@pytest.mark.parametrize("regime", ["avg", "wpg", "wjsg", "wgs"])
def test_e08_opens_other_items(regime: str, book: Rulebook) -> None:
    """Only secrecy closes E08."""
    assert reason(usual(book, "E08", regime=regime), book) == "OK_EXCEPTION_E08"


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
    care = {"regime": "jeugdhulp"}
    assert reason(usual(book, "E13", consents=[refused], **care), book) == "EXC_CONDITIONS"
    assert reason(usual(book, "E13", consents=[no("moeder")], **care), book) == "OK_EXCEPTION_E13"
    assert reason(usual(book, "E13", consents=[refused, agreed], **care), book) == "OK_EXCEPTION_E13"


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
