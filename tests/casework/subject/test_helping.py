"""Whoever carries out the same help needs no consent, and only under jeugdhulp or care (row 8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.consent import objecting, recording
from casework.consent.recording import ConsentForm
from casework.errors import Flaw, Invalid, NotForYou, Refused, RefusedReader
from casework.regie import handing
from casework.sharing import closing
from casework.sharing.choosing import ShareOptions, share_options
from casework.sharing.deciding import ShareForm
from casework.sharing.deciding import share as decide_to_share
from casework.sharing.on_demand import open_disclosure
from casework.signals import answering
from casework.subject import helping
from storage.repositories import signals
from tests.casework.making import House, user


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


def share(
    house: House,
    number: int,
    *roles: str,
    categories: tuple[str, ...] = ("signaal",),
    who: str = "jeugdhulp",
    necessary: bool = True,
) -> str:
    """Share with these partners; the code of the decision."""
    form = ShareForm(
        recipients=[str(house.partner(one)) for one in roles],
        categories=("identiteit", *categories),
        purpose="hulp_organiseren",
        necessary=necessary,
    )
    try:
        decide_to_share(house.office, house.person(who), number, form, house.key())
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


def consent(house: House, number: int, *roles: str) -> None:
    """The young person and the only parent say yes for these partners."""
    form = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("jongere", "ouder_1"),
        recipients=[str(house.partner(one)) for one in roles],
        categories=("identiteit", "signaal"),
        purpose="hulp_organiseren",
        statements=("conversation",),
    )
    recording.record(house.office, house.person("jeugdhulp"), number, form, house.key())


def offered(house: House, number: int, who: str = "jeugdhulp") -> ShareOptions:
    """What the sharing form offers this person."""
    return share_options(house.office, house.person(who), number)


def test_it_is_shared_only_when_it_is_necessary(house: House) -> None:
    """Giving the same help is not enough (7.3.11 Jeugdwet): the form asks for the tick."""
    number = case(house)
    assert not offered(house, number).asks_necessity
    tick(house, number, "lvb_zorg")
    assert offered(house, number).asks_necessity
    with pytest.raises(Invalid) as invalid:
        share(house, number, "lvb_zorg", necessary=False)
    assert invalid.value.flaws == {"necessary": Flaw("necessity_needed")}
    assert share(house, number, "huisarts", necessary=False) == "NO_CONSENT"
    assert share(house, number, "lvb_zorg") == "OK_DIRECT_INVOLVED"


def test_what_was_shared_with_consent_does_not_live_on_as_the_same_help(house: House) -> None:
    """Nobody said that it was necessary: when the consent is over, so is this, and its reader is told."""
    number = case(house)
    consent(house, number, "lvb_zorg")
    tick(house, number, "lvb_zorg")
    assert share(house, number, "lvb_zorg", necessary=False) == "OK_CONSENT"
    with house.office.store.reading() as session:
        disclosure = signals.disclosures(session, number)[-1]
    assert disclosure.necessary is False
    house.clock.time += timedelta(days=400)
    closing.tidy(house.office)
    with pytest.raises(RefusedReader):
        open_disclosure(house.office, house.person("lvb_zorg"), disclosure.id or 0, house.key())


def test_an_objection_closes_the_same_help(house: House) -> None:
    """The parent says no: not this way, and the form does not ask whether it is necessary."""
    number = case(house)
    consent(house, number, "huisarts")
    tick(house, number, "lvb_zorg")
    objecting.refuse(house.office, house.person("jeugdhulp"), number, "ouder_1", "", house.key())
    assert not offered(house, number).asks_necessity
    assert share(house, number, "lvb_zorg") == "PARENT_OBJECTS"


def test_a_no_counts_before_anybody_looked_who_has_gezag(house: House) -> None:
    """Whoever may turn out to be no holder is not passed by until that is known."""
    number = case(house)
    tick(house, number, "lvb_zorg")
    objecting.refuse(house.office, house.person("jeugdhulp"), number, "ouder_2", "", house.key())
    assert share(house, number, "lvb_zorg") != "OK_DIRECT_INVOLVED"
    house.clock.time += timedelta(days=1)
    consent(house, number, "huisarts")
    assert share(house, number, "lvb_zorg") == "OK_DIRECT_INVOLVED"


def test_who_does_not_work_in_that_help_opens_nothing(house: House) -> None:
    """The GP leads by now and is under care too, but the help is that of who reported it."""
    number = case(house)
    tick(house, number, "lvb_zorg")
    handing.hand_over(house.office, house.person("jeugdhulp"), number, user("huisarts"), house.key())
    assert share(house, number, "lvb_zorg", who="huisarts") == "NO_CONSENT"
    assert not offered(house, number, "huisarts").asks_necessity
    tick(house, number, "lvb_zorg", "huisarts")
    assert share(house, number, "lvb_zorg", who="huisarts") == "OK_DIRECT_INVOLVED"
