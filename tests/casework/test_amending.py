"""A wrong detail is put right by its author; readers get the right one, and nothing more than before."""

from __future__ import annotations

import pytest

from casework.consent import recording
from casework.consent.recording import ConsentForm
from casework.errors import Invalid, NotForYou, Refused
from casework.sharing import on_demand
from casework.sharing.deciding import ShareForm, share
from casework.signals import amending, answering, supplementing
from tests.casework.making import House

WRONG, RIGHT = "Vertelde dat hij pakketjes wegbrengt", "Vertelde dat hij pakketjes gezien heeft"


def shared(house: House) -> int:
    """A signal whose details were shared with the jongerenwerker."""
    number = house.report("mentor", details=WRONG)
    house.tag("mentor", number, "jongerenwerker", "wijkteam")
    reader = str(house.partner("jongerenwerker"))
    yes = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("ouder_1",),
        youth_voice="instemmend",
        recipients=[reader],
        categories=("identiteit", "signaal"),
        statements=("conversation",),
    )
    mentor = house.person("mentor")
    recording.record(house.office, mentor, number, yes, house.key())
    typed = ShareForm([reader], ("identiteit", "signaal"), purpose="pga")
    share(house.office, mentor, number, typed, house.key())
    return number


def correct(house: House, number: int, text: str = RIGHT, *categories: str, who: str = "mentor") -> None:
    """Put the first detail right."""
    (detail, *_) = amending.own(house.office, house.person("mentor"), number).details
    kinds = categories or ("signaal",)
    amending.correct(house.office, house.person(who), number, detail.id, text, kinds, house.key())


def read(house: House, who: str = "jongerenwerker") -> list[str | None]:
    """What a partner reads in the first disclosure: names and details."""
    opened = on_demand.open_disclosure(house.office, house.person(who), 1, house.key())
    return [one.text or one.name for one in opened.items]


def test_the_reader_reads_the_right_text(house: House) -> None:
    """The old one is opened for nobody any more; both are named in the audit, neither in words."""
    number = shared(house)
    assert read(house) == ["Jesse Verzonnen", WRONG]
    correct(house, number)
    assert read(house) == ["Jesse Verzonnen", RIGHT]
    (row,) = house.audit("detail.correct")
    assert set(row.facts) == {"item", "by"}
    assert len(house.audit("read.own")) == 1


def test_other_kinds_of_data_need_a_new_decision(house: House) -> None:
    """What turns out to be about health is not passed on under a consent for what was seen."""
    number = shared(house)
    correct(house, number, "Vertelde dat hij slecht slaapt", "gezondheid")
    assert read(house) == ["Jesse Verzonnen"]


def test_a_disclosure_of_nothing_ends(house: House) -> None:
    """When the only thing shared is taken out, there is nothing left to open."""
    number = house.report("mentor", details=WRONG, subject_name="", subject_birthdate="14-05-2009")
    house.tag("mentor", number, "jongerenwerker")
    reader = str(house.partner("jongerenwerker"))
    mentor = house.person("mentor")
    yes = ConsentForm(recipients=[reader], categories=("signaal",), statements=("conversation",))
    recording.record(house.office, mentor, number, yes, house.key())
    share(house.office, mentor, number, ShareForm([reader], ("signaal",), purpose="pga"), house.key())
    correct(house, number, "Slaapt slecht", "gezondheid")
    with pytest.raises(Refused) as refused:
        read(house)
    assert refused.value.code == "DISCLOSURE_ENDED"


def test_who_it_is_about_can_be_put_right_too(house: House) -> None:
    """The reader gets the corrected name; a birth date that changes who decides closes it."""
    number = shared(house)
    mentor = house.person("mentor")
    supplementing.add_subject(house.office, mentor, number, "Jesse Verzinsel", "", house.key())
    assert read(house) == ["Jesse Verzinsel", WRONG]
    supplementing.add_subject(house.office, mentor, number, "", "14-05-2009", house.key())
    with pytest.raises(Refused):
        read(house)


@pytest.mark.parametrize("who", ["jongerenwerker", "wijkteam", "leerplicht"])
def test_nobody_else_reads_back_or_corrects(house: House, who: str) -> None:
    """A reader, a tagged partner and a stranger get the answer of a number that does not exist."""
    number = shared(house)
    with pytest.raises(NotForYou):
        amending.own(house.office, house.person(who), number)
    with pytest.raises(NotForYou):
        correct(house, number, who=who)


@pytest.mark.parametrize(
    ("text", "kinds", "field", "code"),
    [
        ("", ("signaal",), "details", "required"),
        ("Zijn BSN is 999990019", ("signaal",), "details", "contains_bsn"),
        ("Iets anders", ("bsn",), "categories", "unknown_choice"),
    ],
)
def test_a_flawed_correction_changes_nothing(
    house: House, text: str, kinds: tuple[str, ...], field: str, code: str
) -> None:
    """The old text stays until there is a right one."""
    number = shared(house)
    with pytest.raises(Invalid) as flawed:
        correct(house, number, text, *kinds)
    assert flawed.value.flaws[field].code == code
    assert read(house) == ["Jesse Verzonnen", WRONG]


def test_an_item_of_another_case_and_a_closed_case(house: House) -> None:
    """Neither can be corrected."""
    first, second = shared(house), house.report("mentor")
    mentor = house.person("mentor")
    (other,) = amending.own(house.office, mentor, second).details
    with pytest.raises(NotForYou):
        amending.correct(house.office, mentor, first, other.id, RIGHT, ("signaal",), house.key())
    answering.close(house.office, mentor, first, "Hulp loopt", house.key())
    with pytest.raises(Refused):
        correct(house, first)
