"""Offers of help: who may make, hear and take them up, and nobody their own."""

from __future__ import annotations

import pytest

from casework.errors import NotForYou, Refused
from casework.regie import desk, offers
from casework.regie.offers import POST_DECLINED, POST_OFFERED, Standing
from casework.signals import answering, looking, offering, tagging
from storage.engine import session_for
from storage.signal_tables import Signal
from tests.casework.house import MDO, House

EDITH, BRAM, TARIK, JORIS, FARIDA = "U0ZORGCO", "U0MENTOR", "U0JONGER", "U0LEERPL", "U0REGIE"


def make(house: House, number: int, who: str = JORIS) -> None:
    """Somebody offers help."""
    offering.make(house.office, house.who(who), number, house.key())


def accept(house: House, who: str, number: int = 1) -> None:
    """Somebody takes the offer up."""
    offering.accept(house.office, house.who(who), number, house.key())


def test_an_offer_goes_to_reporter_and_lead(house: House) -> None:
    """Both hear it, it waits on their Home, and either takes the partner in; then it waits no more."""
    number = house.report(EDITH)
    with session_for(house.engine) as session:
        session.get_one(Signal, number).lead = BRAM
        session.commit()
    make(house, number)
    assert sorted(who for who, _ref in house.told(POST_OFFERED)) == sorted([EDITH, BRAM])
    assert len(desk.waiting(house.office, house.who(EDITH)).offers) == 1
    accept(house, BRAM)
    assert desk.waiting(house.office, house.who(EDITH)).offers == ()
    shown = looking.card(house.office, number)
    assert [(one.partner.user_id, one.reason) for one in shown.reactions] == [(JORIS, tagging.OFFERED)]
    assert house.told("signal.tagged") == [(JORIS, "S-1")]
    with pytest.raises(Refused, match="REQUEST_ANSWERED"):
        accept(house, EDITH)


def test_nobody_takes_up_their_own_offer(house: House) -> None:
    """A lead who is not tagged offers help; the reporter decides, not the lead."""
    number = house.report(EDITH)
    with session_for(house.engine) as session:
        session.get_one(Signal, number).lead = JORIS
        session.commit()
    make(house, number)
    assert house.told(POST_OFFERED) == [(EDITH, "S-1")]
    with pytest.raises(NotForYou):
        accept(house, JORIS)
    accept(house, EDITH)


@pytest.mark.parametrize("who", [TARIK, "U0FG", FARIDA])
def test_others_take_nobody_in(house: House, who: str) -> None:
    """Not a tagged partner, not the privacy officer, nor the coordinator while the reporter is there."""
    number = house.report(EDITH, tag=(TARIK,))
    make(house, number)
    with pytest.raises(NotForYou):
        accept(house, who)


def test_who_sits_elsewhere_offers_nothing(house: House) -> None:
    """A signal of another partnership does not exist for them; nor does anything for a stranger."""
    number = house.report(EDITH, partnership=MDO)
    for who in ("U0SPORT", "U0FG", "U0GAST"):
        with pytest.raises(NotForYou):
            make(house, number, who)
    assert house.told(POST_OFFERED) == []


def test_an_offer_ends_with_the_signal(house: House) -> None:
    """It waits for nobody, and is not taken up any more."""
    number = house.report(EDITH)
    make(house, number)
    answering.close(house.office, house.who(EDITH), number, "Opgelost", house.key())
    assert offers.offer(house.office, 1, EDITH).standing is Standing.ENDED
    assert desk.waiting(house.office, house.who(EDITH)).offers == ()
    with pytest.raises(Refused):
        accept(house, EDITH)
    with pytest.raises(Refused, match="SIGNAL_CLOSED"):
        make(house, number)


def test_not_now_and_then_offered_again(house: House) -> None:
    """The partner is thanked each time; a second offer is heard anew."""
    number = house.report(EDITH)
    for turn in (1, 2):
        make(house, number)
        assert len(house.told(POST_OFFERED)) == turn
        offering.decline(house.office, house.who(EDITH), 1, house.key())
        assert len(house.told(POST_DECLINED)) == turn
        house.clock.pass_by(minutes=1)
    assert offers.offer(house.office, 1, EDITH).standing is Standing.DECLINED
