"""The guided check over all its answers: no yes hides a condition, no combination goes without a rule."""

from __future__ import annotations

import itertools
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.advising import advise
from rules.book import Rulebook, load_rulebook
from rules.citing import Citation
from rules.deciding import decide
from rules.model import Urgency
from rules.provisos import either_way
from rules.supposing import SIGNED, Proviso, Said, Supposed, age_of, suppose
from tests.rules.checking import HELPERS, NEVER_ASK, named, supposed
from tests.rules.completing import complete

BOOK = load_rulebook()


# --- no answer hides a condition --------------------------------------------------------------------


def question(role: str, *to: str, **answers: Any) -> Supposed:
    """A question under the rulebook as it ships."""
    return supposed(BOOK, role, *to, **answers)


ROLES = tuple(role.id for role in BOOK.roles.values() if role.regime)
questions = st.builds(
    question,
    st.sampled_from(ROLES),
    st.sampled_from(sorted(set(BOOK.roles) - {"riec"})),
    st.sampled_from(sorted(BOOK.roles)),
    what=st.lists(st.sampled_from(sorted(BOOK.categories)), min_size=1, max_size=3, unique=True).map(tuple),
    age=st.sampled_from(["under_12", "12_15", "16_17", "18_22"]),
    said=st.sampled_from([one.value for one in Said]),
    danger=st.sampled_from([one.value for one in Urgency]),
)
helpers = st.builds(
    question,
    st.sampled_from([*HELPERS, "wijkteam"]),
    st.sampled_from(["jongerenwerker", "jeugdagent", "wijkteam", "ggz", "mentor"]),
    what=st.sampled_from([("signaal",), ("identiteit", "gezondheid"), ("strafrecht",)]),
    age=st.sampled_from(["under_12", "12_15", "16_17", "18_22"]),
    said=st.sampled_from([one.value for one in SIGNED]),
)

failures = st.dictionaries(st.sampled_from(Proviso), st.integers(0, 8), max_size=4)


@settings(max_examples=1500, deadline=None)
@given(questions | helpers | helpers | helpers, failures)
def test_a_yes_names_every_condition_that_could_make_it_a_no(
    this: Supposed, broken: dict[Proviso, int]
) -> None:
    """Whatever the form left open: where decide says no, one of the named conditions does not hold."""
    found = advise(this, BOOK.policy)
    verdict = decide(complete(this, broken), BOOK, BOOK.policy)
    if found.verdict.allowed and not verdict.allowed:
        assert broken.keys() & named(found), verdict.reason


@settings(max_examples=300, deadline=None)
@given(questions)
def test_a_no_is_the_no_of_the_case_in_which_all_turns_out_well(this: Supposed) -> None:
    """No answer is stricter than the rules: when all the rest is well and decide allows, it is a yes."""
    assert advise(this, BOOK.policy).verdict.allowed == decide(suppose(this), BOOK, BOOK.policy).allowed


@settings(max_examples=600, deadline=None)
@given(helpers)
def test_no_condition_is_named_for_nothing(this: Supposed) -> None:
    """Each named condition can turn the yes into a no when everything that is not named fails as well."""
    found = advise(this, BOOK.policy)
    for one in named(found):
        failing = {other for other in Proviso if other not in named(found)} | {one}
        cases = (suppose(this, some) for some in either_way(failing))
        assert not all(decide(case, BOOK, BOOK.policy).allowed for case in cases)


# --- every combination has an answer ----------------------------------------------------------------


def is_filled(citation: Citation) -> bool:
    """Whether there is a rule to show."""
    return any((*citation.articles, *citation.choices, *citation.sources))


SETS_OF_CATEGORIES = (
    ("identiteit", "signaal"),
    ("gezondheid", "strafrecht"),
    ("politiegegeven",),
    ("derden", "bsn"),
)
SETS_OF_RECIPIENTS = (
    ("jongerenwerker",),
    ("jeugdagent",),
    ("ggz", "wijkteam"),
    ("sportclub", "riec"),
    ("veilig_thuis",),
)


@pytest.mark.parametrize("role", ROLES)
def test_every_combination_of_answers_is_answered_with_a_rule(role: str, book: Rulebook) -> None:
    """A decision, a rule, and no road that the rules would refuse, for every answer beside every other.

    Each role takes a third of the product, the next one the next third, so that ten roles answer each
    combination; in a soak each role takes all of it.
    """
    everything = itertools.product(
        SETS_OF_RECIPIENTS,
        SETS_OF_CATEGORIES,
        ("under_12", "12_15", "16_17", "18_22"),
        [one.value for one in Said],
        [one.value for one in Urgency],
    )
    stride = 1 if os.environ.get("SCHAKEL_SOAK") else 3
    allowed = 0
    for to, what, age, said, danger in itertools.islice(everything, ROLES.index(role) % stride, None, stride):
        this = supposed(book, role, *to, what=what, age=age, said=said, danger=danger)
        found = advise(this, book.policy)
        allowed += found.verdict.allowed
        assert is_filled(found.citation)
        assert all(is_filled(one.citation) for one in found.provisos)
        assert bool(found.provisos) == found.verdict.allowed
        assert age_of(this.answers, book) in (11, 15, 17, 22)
    assert allowed > 0 or role in (
        *NEVER_ASK,
        "sportclub",
        "rolmodel",
        "woningcorporatie",
        "riec",
        "veilig_thuis",
        "reclassering",
        "zvh_procesregisseur",
        "nidos",
    )
