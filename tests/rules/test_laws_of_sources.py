"""More laws of the decision: a police source, a lost organisation or a closed ground can only close."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.deciding import decide
from rules.model import Case, ExceptionRecord
from tests.rules.test_laws import BOOK, NOW, POLICY, cases, exceptions, judged

OPEN = replace(
    POLICY,
    internal_sharing=True,
    opened_grounds=frozenset(one.id for one in BOOK.grounds.values() if one.hidden),
)
SENDERS = ["mentor", "jongerenwerker", "jeugdhulp", "ggz", "jeugdagent", "zvh_procesregisseur"]
organisations = st.sampled_from(["Rijnwaarde College", "Rijnwaarde College", "Welzijn Malburgen", None])
AVG_COLUMN = sorted(one.id for one in BOOK.regimes.values() if one.column == BOOK.regimes["avg"].column)


@st.composite
def in_organisations(draw: st.DrawFn) -> Case:
    """A case with senders of several kinds, organisations, and grounds invoked by whoever sends."""
    case, role = draw(cases), draw(st.sampled_from(SENDERS))
    recipients = tuple(replace(one, organisation=draw(organisations)) for one in case.request.recipients)
    records = tuple(
        replace(
            one,
            invoked_by=role,
            ground=draw(st.sampled_from(["E01", "E09", "E10", "E14", "E15", one.ground])),
        )
        for one in (*case.exceptions, *draw(st.lists(exceptions, max_size=1)))
    )
    return replace(
        case,
        sender=replace(case.sender, role=role, organisation=draw(organisations)),
        request=replace(case.request, recipients=recipients),
        exceptions=records,
    )


def allowed(case: Case) -> bool:
    """Whether it may be shared where everything that is closed by default was opened."""
    return decide(case, BOOK, OPEN).allowed


@given(in_organisations(), st.sampled_from(["wpg", "wjsg"]))
def test_a_police_or_justice_source_never_opens_anything(case: Case, regime: str) -> None:
    """What is refused from a source in the same column of section 3 is refused from the police."""
    for other in AVG_COLUMN:
        before = replace(case, sender=replace(case.sender, regime=other))
        after = replace(case, sender=replace(case.sender, regime=regime))
        if other != "wgs":  # E10 opens police items and not WGS items
            assert allowed(before) or not allowed(after)


@given(in_organisations())
def test_losing_an_organisation_never_opens_anything(case: Case) -> None:
    """Of the sender or of a recipient."""
    without = replace(case, sender=replace(case.sender, organisation=None))
    nowhere = tuple(replace(one, organisation=None) for one in case.request.recipients)
    assert allowed(case) or not allowed(without)
    assert allowed(case) or not allowed(replace(case, request=replace(case.request, recipients=nowhere)))


@given(in_organisations(), st.sampled_from(["E09", "E10", "E15"]))
def test_closing_a_ground_or_internal_sharing_never_opens_anything(case: Case, ground: str) -> None:
    """What the privacy officer did not open stays closed."""
    for policy in (
        replace(OPEN, opened_grounds=OPEN.opened_grounds - {ground}),
        replace(OPEN, internal_sharing=False),
        POLICY,
    ):
        assert allowed(case) or not decide(case, BOOK, policy).allowed


@given(in_organisations(), st.booleans())
def test_one_more_unreviewed_fast_path_elsewhere_never_opens_anything(case: Case, reviewed: bool) -> None:
    """Two of them block the next (P11)."""
    before: tuple[ExceptionRecord, ...] = tuple(
        replace(one, ground="E01", review=one.review if reviewed else None) for one in case.exceptions
    )
    earlier = tuple(replace(one, granted=NOW.replace(day=1)) for one in before)
    assert judged(case).allowed or not judged(replace(case, elsewhere=earlier)).allowed
    assert judged(case).allowed or not judged(replace(case, elsewhere=earlier * 2)).allowed
