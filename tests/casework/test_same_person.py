"""Consent names a person: a line in the list that gets an account or another name is not yet that person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from casework.consent import recording, same_person
from casework.consent.recording import ConsentForm
from casework.errors import Invalid, NotForYou, Refused
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.sharing import deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.signals import tagging
from storage.directory_tables import Membership, Partner
from storage.engine import make_engine, session_for
from storage.signal_tables import Tag
from tests.casework.house import House
from tests.casework.making import UnseenRooms

EDITH, TARIK, MARIT, FARIDA, NEW = "U0ZORGCO", "U0JONGER", "U0WIJKTEAM", "U0REGIE", "U0GAST"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """The demo's directory."""
    engine = make_engine(database_url)
    found = House(engine)
    found.office = replace(found.office, rooms=UnseenRooms())
    yield found
    engine.dispose()


@pytest.fixture
def fatima(house: House) -> int:
    """A partner in the list by name only."""
    form = PartnerForm("Fatima El Amrani", "Welzijn", "jongerenwerker", partnerships=("1",))
    return keeping.add(house.office, house.who(FARIDA), form, house.key()).partner.id


@pytest.fixture
def number(house: House, fatima: int) -> int:
    """Edith reports; Tarik, who is tagged too, records a parent's yes to Fatima."""
    signal = house.report(EDITH, "Jesse Verzonnen", tag=(TARIK,))
    tagging.tag(house.office, house.who(EDITH), signal, {fatima}, house.key())
    yes(house, signal, TARIK, fatima)
    return signal


def yes(house: House, number: int, by: str, to: int) -> None:
    """A parent said yes to this partner."""
    form = ConsentForm(
        holders=("ouder_1",),
        gezag_verified="yes",
        given_by=("ouder_1",),
        youth_voice="instemmend",
        recipients=(str(to),),
        categories=("identiteit", "signaal"),
        statements=("conversation",),
    )
    recording.record(house.office, house.who(by), number, form, house.key())


def changed(house: House, partner: int, **fields: Any) -> keeping.Kept:
    """Farida changes a partner."""
    form, _offered = keeping.changeable(house.office, house.who(FARIDA), partner)
    return keeping.change(house.office, house.who(FARIDA), partner, replace(form, **fields), house.key())


def share(house: House, number: int, to: int) -> int:
    """Edith shares on demand."""
    form = ShareForm(recipients=(str(to),), categories=("identiteit", "signaal"), purpose="hulp_organiseren")
    return deciding.share(house.office, house.who(EDITH), number, form, house.key()).number


def say_same(house: House, who: str, number: int, partner: int) -> None:
    """Somebody presses 'Dezelfde persoon'."""
    same_person.say_same(house.office, house.who(who), number, partner, house.key())


def refused(house: House, number: int, to: int) -> str:
    """The code with which sharing is refused."""
    with pytest.raises(Refused) as found:
        share(house, number, to)
    return found.value.code


def test_binding_an_account_closes_what_consent_opened(house: House, number: int, fatima: int) -> None:
    """Whatever the name is like: the account may be somebody else's; what was shared is judged again."""
    shared = share(house, number, fatima)
    assert changed(house, fatima, user=NEW).doubted
    with pytest.raises(Refused):
        on_demand.open_disclosure(house.office, house.who(NEW), shared, house.key())
    assert refused(house, number, fatima) == "SCOPE_RECIPIENT"
    asked = house.told("consent.same_person")
    assert sorted(asked) == sorted([(EDITH, f"S-{number}"), (TARIK, f"S-{number}")])


@pytest.mark.parametrize("who", [EDITH, TARIK])
def test_recorder_or_reporter_says_that_it_is_the_same_person(
    house: House, number: int, fatima: int, who: str
) -> None:
    """From then on the record counts again; saying it twice says nothing new."""
    changed(house, fatima, user=NEW)
    say_same(house, who, number, fatima)
    shared = share(house, number, fatima)
    assert on_demand.open_disclosure(house.office, house.who(NEW), shared, house.key()).items
    with pytest.raises(Refused) as found:
        say_same(house, who, number, fatima)
    assert found.value.code == "REQUEST_ANSWERED"


@pytest.mark.parametrize("who", [NEW, MARIT, FARIDA])
def test_nobody_else_says_so_least_of_all_of_themselves(
    house: House, number: int, fatima: int, who: str
) -> None:
    """Not the account itself, nor a partner without a part in it, nor who bound the account."""
    changed(house, fatima, user=NEW)
    with pytest.raises(NotForYou):
        say_same(house, who, number, fatima)


def test_the_recorder_says_it_of_their_own_records_only(house: House, number: int, fatima: int) -> None:
    """Each record names whom its recorder spoke of."""
    tagging.tag(house.office, house.who(EDITH), number, {house.partner(MARIT).id}, house.key())
    yes(house, number, MARIT, fatima)
    changed(house, fatima, user=NEW)
    say_same(house, MARIT, number, fatima)
    say_same(house, TARIK, number, fatima)
    with pytest.raises(Refused):
        say_same(house, EDITH, number, fatima)


def test_another_name_without_an_account_is_asked_about_too(house: House, number: int, fatima: int) -> None:
    """However alike; capitals and accents are no other name."""
    assert not changed(house, fatima, name="FATIMA el Amrâni").doubted
    share(house, number, fatima)
    assert changed(house, fatima, name="Fatima El Amrane").doubted
    assert refused(house, number, fatima) == "SCOPE_RECIPIENT"
    house.clock.pass_by(minutes=1)
    say_same(house, EDITH, number, fatima)
    house.clock.pass_by(minutes=1)
    changed(house, fatima, user=NEW)
    assert refused(house, number, fatima) == "SCOPE_RECIPIENT"


def test_what_is_recorded_afterwards_names_who_it_is_now(house: House, number: int, fatima: int) -> None:
    """Then there is nothing to ask."""
    changed(house, fatima, user=NEW)
    house.clock.pass_by(minutes=1)
    yes(house, number, TARIK, fatima)
    assert share(house, number, fatima)


def test_another_name_and_another_organisation_is_another_partner(
    house: House, number: int, fatima: int
) -> None:
    """The one before ends with everything that named them."""
    kept = changed(house, fatima, name="Nora Verzonnen", organisation="Boksschool", user=NEW)
    assert kept.another
    assert kept.partner.id != fatima
    with session_for(house.engine, write=False) as session:
        assert not session.get_one(Partner, fatima).active
        assert session.exec(select(Membership).where(Membership.partner_id == fatima)).all() == []
    with pytest.raises(Invalid):
        share(house, number, fatima)
    with pytest.raises(NotForYou):
        say_same(house, EDITH, number, fatima)
    assert keeping.changeable(house.office, house.who(FARIDA), kept.partner.id)[0].user == NEW


def test_another_partner_with_an_account_keeps_the_account(house: House) -> None:
    """Marriage and another job at once: consent that named the earlier one asks to be given anew."""
    before = house.partner(TARIK).id
    kept = changed(house, before, name="Tarik Anders", organisation="Boksschool")
    assert kept.another
    assert house.partner(TARIK).id == kept.partner.id != before


def test_the_same_help_was_said_of_somebody_else(house: House, number: int, fatima: int) -> None:
    """That they carry it out needs no consent; so it is said again of who has the account."""
    with session_for(house.engine) as session:
        tag = session.get_one(Tag, (number, fatima))
        tag.directly_involved = True
        session.add(tag)
        session.commit()
    changed(house, fatima, user=NEW)
    with session_for(house.engine, write=False) as session:
        assert not session.get_one(Tag, (number, fatima)).directly_involved
