"""The exception checks of section 5, the same for every ground."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.book import Rulebook
from tests.rules.grounding import USUAL, reason, usual
from tests.rules.making import outcome

REVIEWED = ("E02", "E03", "E05", "E07", "E08", "E09", "E10", "E12", "E13")
TERMS = {
    "E02": 7, "E03": 14, "E04": 182, "E05": 30, "E06": 730, "E07": 14, "E08": 90,
    "E09": 180, "E10": 30, "E12": 7, "E13": 90, "E14": 365,
}  # fmt: skip


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
