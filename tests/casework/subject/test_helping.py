"""Whoever carries out the same help needs no consent, and only under jeugdhulp or care (row 8)."""

from __future__ import annotations

import pytest

from casework.errors import Invalid, NotForYou, Refused
from casework.sharing.deciding import ShareForm
from casework.sharing.deciding import share as decide_to_share
from casework.signals import answering
from casework.subject import helping
from tests.casework.making import House


def case(house: House, author: str = "jeugdhulp", **typed: object) -> int:
    """A signal by a youth carer, with another carer, a doctor and a jongerenwerker tagged."""
    number = house.report(author, **typed)
    house.tag(author, number, "lvb_zorg", "huisarts", "jongerenwerker", "veilig_thuis")
    return number


def tick(house: House, number: int, *roles: str, who: str = "jeugdhulp") -> None:
    """Record who carries out the same help."""
    helping.record(
        house.office, house.person(who), number, [str(house.partner(one)) for one in roles], house.key()
    )


def share(house: House, number: int, *roles: str, categories: tuple[str, ...] = ("signaal",)) -> str:
    """Share with these partners; the code of the decision."""
    form = ShareForm(
        recipients=[str(house.partner(one)) for one in roles],
        categories=("identiteit", *categories),
        purpose="hulp_organiseren",
    )
    try:
        decide_to_share(house.office, house.person("jeugdhulp"), number, form, house.key())
    except Refused as refused:
        return refused.code
    return str(house.audit("signal.share")[-1].code)


def test_only_partners_under_jeugdhulp_or_care_are_offered(house: House) -> None:
    """Not the jongerenwerker, and not Veilig Thuis: its regime does not open this way."""
    asked = helping.questions(house.office, house.person("jeugdhulp"), case(house))
    assert {one.role for one in asked.partners} == {"lvb_zorg", "huisarts"}


def test_a_tick_opens_and_taking_it_away_closes(house: House) -> None:
    """For that partner only; with somebody else in the message consent is needed after all."""
    number = case(house)
    assert share(house, number, "lvb_zorg") == "NO_CONSENT"
    tick(house, number, "lvb_zorg")
    assert share(house, number, "lvb_zorg") == "OK_DIRECT_INVOLVED"
    assert share(house, number, "lvb_zorg", "jongerenwerker") == "NO_CONSENT"
    assert share(house, number, "huisarts") == "NO_CONSENT"
    tick(house, number)
    assert share(house, number, "lvb_zorg") == "NO_CONSENT"
    assert [row.facts for row in house.audit("signal.direct")] == [
        {"partners": [house.partner("lvb_zorg")]},
        {"partners": []},
    ]


def test_details_of_others_stay_closed(house: House) -> None:
    """The same help is no way around what is about somebody else (K9)."""
    number = case(house, categories=["derden"])
    tick(house, number, "lvb_zorg")
    assert share(house, number, "lvb_zorg", categories=("derden",)) == "NO_CONSENT"


def test_not_for_me_ends_it(house: House) -> None:
    """A partner who steps back has no role any more, whatever was ticked."""
    number = case(house)
    tick(house, number, "lvb_zorg")
    answering.react(house.office, house.person("lvb_zorg"), number, "signal.not_mine", house.key())
    assert share(house, number, "lvb_zorg") == "RECIPIENT_NOT_INVOLVED"


def test_what_is_not_offered_cannot_be_ticked(house: House) -> None:
    """A partner outside care, and a number that is no partner."""
    number = case(house)
    for chosen in ([str(house.partner("jongerenwerker"))], ["alle"]):
        with pytest.raises(Invalid):
            helping.record(house.office, house.person("jeugdhulp"), number, chosen, house.key())


def test_a_school_cannot_open_this_way(house: House) -> None:
    """The mentor's regime is that of the AVG: the question does not exist there."""
    number = case(house, author="mentor")
    with pytest.raises(Refused) as refused:
        tick(house, number, "lvb_zorg", who="mentor")
    assert refused.value.code == "NOBODY_HELPS_TOO"


@pytest.mark.parametrize("who", ["lvb_zorg", "huisarts", "rvdk"])
def test_nobody_else_ticks(house: House, who: str) -> None:
    """Not the partner it is about, and not a stranger."""
    number = case(house)
    with pytest.raises(NotForYou):
        tick(house, number, "lvb_zorg", who=who)
