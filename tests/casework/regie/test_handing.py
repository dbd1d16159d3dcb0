"""Author, lead or coordinator hand regie over, to somebody who works in the partnership."""

from __future__ import annotations

import pytest

from casework.errors import Invalid, NotForYou, Refused
from casework.permissions import Audience
from casework.regie import desk, handing
from casework.signals import answering, looking
from storage.directory_tables import Partner
from storage.engine import session_for
from tests.casework.house import House

FARIDA, EDITH, BRAM, TARIK, STEF = (
    "U0REGIE",
    "U0ZORGCO",
    "U0MENTOR",
    "U0JONGER",
    "U0AGENT",
)


@pytest.fixture
def number(house: House) -> int:
    """A signal of Edith's with Tarik tagged."""
    return house.report(EDITH, "Jesse Verzonnen", tag=(TARIK,))


def hand(house: House, by: str, number: int, to: str) -> None:
    """Somebody hands over."""
    handing.hand_over(house.office, house.who(by), number, to, house.key())


def test_the_new_lead_hears_it_and_may_share(house: House, number: int) -> None:
    """The card and the sheet name the lead, who now is what only the author was before."""
    assert looking.card(house.office, number).lead == EDITH
    hand(house, EDITH, number, BRAM)
    assert house.told(handing.POST_LEAD) == [(BRAM, "S-1")]
    assert looking.card(house.office, number).lead == BRAM
    assert Audience.LEAD in looking.sheet(house.office, house.who(BRAM), number).relations
    assert house.audit("signal.lead")[-1].facts == {"from": EDITH, "to": BRAM}


def test_author_lead_and_coordinator_may_hand_over(house: House, number: int) -> None:
    """A tagged partner, another partner and a stranger may not, nor see the form."""
    for user in (TARIK, STEF, BRAM, "U0BUITEN"):
        with pytest.raises(NotForYou):
            hand(house, user, number, user)
        with pytest.raises(NotForYou):
            handing.leading(house.office, house.who(user), number)
    hand(house, FARIDA, number, BRAM)
    hand(house, BRAM, number, FARIDA)
    hand(house, EDITH, number, EDITH)
    assert sorted(target for target, _ref in house.told(handing.POST_LEAD)) == sorted([BRAM, FARIDA, EDITH])
    assert handing.leading(house.office, house.who(FARIDA), number).current == EDITH


@pytest.mark.parametrize("to", ["", "U0BUITEN", "U0JEUGDH", "U0BEHEER", "geen-account"])
def test_a_lead_works_in_this_partnership(house: House, number: int, to: str) -> None:
    """Nobody, a stranger, a partner of another partnership and a mere beheerder are refused at the field."""
    with pytest.raises(Invalid) as refused:
        hand(house, EDITH, number, to)
    assert refused.value.flaws["lead"].code == "lead_outside"
    assert looking.card(house.office, number).lead == EDITH


def test_a_partner_who_left_cannot_lead(house: House, number: int) -> None:
    """Neither be chosen, nor stay: the signal is then on the coordinator's list."""
    hand(house, EDITH, number, BRAM)
    with session_for(house.engine) as session:
        session.get_one(Partner, house.partner(BRAM).id).active = False
        session.commit()
    assert looking.card(house.office, number).lead is None
    assert desk.waiting(house.office, house.who(FARIDA)).leaderless == ("S-1",)
    assert desk.waiting(house.office, house.who(EDITH)).leaderless == ()
    with pytest.raises(Invalid):
        hand(house, FARIDA, number, BRAM)
    hand(house, FARIDA, number, EDITH)
    assert desk.waiting(house.office, house.who(FARIDA)).leaderless == ()


def test_the_same_lead_again_changes_nothing(house: House, number: int) -> None:
    """No message and no audit row."""
    hand(house, EDITH, number, EDITH)
    assert house.told(handing.POST_LEAD) == []
    assert house.audit("signal.lead") == []


def test_a_closed_signal_has_no_lead_to_hand_over(house: House, number: int) -> None:
    """Refused, also for the form."""
    answering.close(house.office, house.who(EDITH), number, "Opgelost", house.key())
    with pytest.raises(Refused, match="SIGNAL_CLOSED"):
        hand(house, EDITH, number, BRAM)
    with pytest.raises(Refused, match="SIGNAL_CLOSED"):
        handing.leading(house.office, house.who(EDITH), number)


def test_what_is_acute_is_taken_over_first(house: House) -> None:
    """Whatever was reported before it."""
    house.report(BRAM, tag=(TARIK,))
    house.report(BRAM, tag=(TARIK,), modifiers=("M1",))
    with session_for(house.engine) as session:
        session.get_one(Partner, house.partner(BRAM).id).active = False
        session.commit()
    assert desk.waiting(house.office, house.who(FARIDA)).leaderless == ("S-2", "S-1")
