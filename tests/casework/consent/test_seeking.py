"""A second parent in care who cannot be reached: what was tried, and the lawful ways on (rulebook 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casework.consent import correcting, recording, seeking
from casework.consent.attempts import Attempt
from casework.consent.recording import ConsentForm
from casework.errors import Invalid, NotForYou, NotReached, Refused
from casework.sharing import deciding
from casework.sharing.deciding import ShareForm
from casework.signals import looking
from tests.casework.making import House

BOTH = ["ouder_1", "ouder_2"]


def yes(house: House, **changed: object) -> ConsentForm:
    """One of two parents said yes to sharing with the school."""
    form = ConsentForm(
        holders=BOTH,
        gezag_verified="yes",
        given_by=["ouder_1"],
        recipients=[str(house.partner("mentor"))],
        categories=["identiteit", "signaal"],
        statements=["conversation"],
    )
    return replace(form, **changed)  # type: ignore[arg-type]  # fields by name


@pytest.fixture
def number(house: House) -> int:
    """A child of nine in care, the school tagged, one parent's yes recorded."""
    made = house.report("jeugdhulp", subject_birthdate="14-05-2017")
    house.tag("jeugdhulp", made, "mentor", "ggz")
    recording.record(house.office, house.person("jeugdhulp"), made, yes(house), house.key())
    return made


def seek(house: House, number: int, **changed: str) -> seeking.Sought:
    """The helper called the other parent in vain."""
    typed = {"who": "ouder_2", "on": "10-11-2026", "way": "telefoon", **changed}
    return seeking.record(house.office, house.person("jeugdhulp"), number, key=house.key(), **typed)


def share(house: House, number: int) -> Refused:
    """Sharing with the school is refused."""
    form = ShareForm([str(house.partner("mentor"))], ("identiteit", "signaal"), purpose="pga")
    with pytest.raises(Refused) as refused:
        deciding.share(house.office, house.person("jeugdhulp"), number, form, house.key())
    return refused.value


def test_the_refusal_names_what_was_tried_and_leads_on(house: House, number: int) -> None:
    """Dates and ways, oldest first; no longer that the other parent must be asked."""
    before = share(house, number)
    assert (before.code, before.hint) == ("MISSING_CONSENTER", "ASK_OTHER_PARENT")
    seek(house, number)
    seek(house, number, on="03-11-2026", way="brief")
    seek(house, number)
    after = share(house, number)
    assert isinstance(after, NotReached)
    assert (after.code, after.decision, after.hint) == ("MISSING_CONSENTER", "DENY", "OTHER_WAYS")
    assert after.tried == (
        Attempt("ouder_2", date(2026, 11, 3), "brief"),
        Attempt("ouder_2", date(2026, 11, 10), "telefoon"),
    )
    assert looking.sheet(house.office, house.person("jeugdhulp"), number).tried == after.tried


def test_only_author_and_lead_keep_and_see_it(house: House, number: int) -> None:
    """Which holders there are is nothing for those who were asked."""
    seek(house, number)
    for who in ("mentor", "ggz"):
        with pytest.raises(NotForYou):
            seeking.questions(house.office, house.person(who), number)
        assert looking.sheet(house.office, house.person(who), number).tried == ()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"who": "ouder_1"}, "unreached"),
        ({"who": "jongere"}, "unreached"),
        ({"on": "10-11-2027"}, "tried_on"),
        ({"on": "ooit"}, "tried_on"),
        ({"way": "postduif"}, "way"),
        ({"way": ""}, "way"),
    ],
)
def test_what_the_form_does_not_offer_is_not_kept(
    house: House, number: int, typed: dict[str, str], field: str
) -> None:
    """Who signed, a day to come, a way of one's own."""
    with pytest.raises(Invalid) as invalid:
        seek(house, number, **typed)
    assert set(invalid.value.flaws) == {field}


def test_it_is_about_somebody_who_is_missing_beside_a_yes(house: House, number: int) -> None:
    """A first yes comes before it; once the other parent agreed there is nobody to seek, and it is shared."""
    other = house.report("jeugdhulp", subject_birthdate="14-05-2017")
    house.tag("jeugdhulp", other, "mentor")
    with pytest.raises(Refused) as refused:
        seek(house, other)
    assert refused.value.code == "NO_CONSENT"
    seek(house, number)
    both = yes(house, given_by=["ouder_2"], recipients=[], categories=[], statements=[])
    recording.record(house.office, house.person("jeugdhulp"), number, both, house.key())
    with pytest.raises(Refused) as refused:
        seek(house, number)
    assert refused.value.code == "NOBODY_MISSING"
    form = ShareForm([str(house.partner("mentor"))], ("identiteit", "signaal"), purpose="pga")
    deciding.share(house.office, house.person("jeugdhulp"), number, form, house.key())


def test_a_correction_keeps_what_was_tried(house: House, number: int) -> None:
    """The record is another one then, the attempts are the same."""
    seek(house, number)
    helper = house.person("jeugdhulp")
    [line] = correcting.records(house.office, helper, number).lines
    recording.record(house.office, helper, number, yes(house, form="schriftelijk"), house.key(), line.id)
    assert [one.way for one in seeking.questions(house.office, helper, number).tried] == ["telefoon"]
