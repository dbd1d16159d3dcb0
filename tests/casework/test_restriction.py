"""Closing a signal for a while: nobody sees anything of it, all is kept, and lifted it is as it was."""

from __future__ import annotations

import pytest

from casework.acute import completing
from casework.errors import NotForYou, Refused
from casework.exceptions import reviewing
from casework.retention import night
from casework.signals import amending
from casework.signals import answering as closing
from casework.signals import looking as seeing
from handlers.signal.cards import card as drawn
from storage.engine import session_for
from storage.evidence_tables import ExceptionEntry
from storage.signal_tables import SignalKeys, SignalState
from tests.casework.house import House
from tests.casework.test_alone import EDITH, FARIDA, FG, MARIT, WENDE, acute, house, number, reads, share, yes
from tests.casework.test_lookback import labels
from tests.casework.test_rights import agreed, ask, copy, end, state

__all__ = ["house", "number"]


def test_closing_hides_everything_from_everybody_and_erases_nothing(house: House, number: int) -> None:
    """Nobody reads, not even their own words; the card says only that it is closed; lifted it is back."""
    marit = house.partner(MARIT).id
    yes(house, number, WENDE, marit)
    shared = share(house, number, WENDE, marit)
    assert reads(house, MARIT, shared)
    made = ask(house, number, "restrict")
    assert state(house, number) == SignalState.RESTRICTED
    assert not reads(house, MARIT, shared)
    assert [who for who, _ in house.told("disclosure.stop")] == [MARIT]
    for who in (WENDE, EDITH, MARIT):
        with pytest.raises(Refused) as refused:
            seeing.sheet(house.office, house.who(who), number)
        assert refused.value.code == "SIGNAL_RESTRICTED"
    with pytest.raises(Refused):
        amending.own(house.office, house.who(WENDE), number)
    with pytest.raises(NotForYou):
        seeing.sheet(house.office, house.who(FARIDA), number)
    card = seeing.card(house.office, number)
    assert (card.summary, card.area, card.outcome) == ("", None, None)
    blocks = str([one.to_dict() for one in drawn(labels("nl"), card)])
    assert "voorlopig dicht" in blocks
    assert "Mist vaak" not in blocks
    with session_for(house.engine, write=False) as session:
        assert session.get_one(SignalKeys, number).content_key is not None
    end(house, made, "lifted")
    assert state(house, number) == SignalState.OPEN
    assert seeing.card(house.office, number).summary == "Mist vaak de eerste uren"
    assert not reads(house, MARIT, shared), "sharing again is a new decision"
    assert reads(house, MARIT, share(house, number, WENDE, marit))


def test_a_copy_can_be_made_of_what_is_closed(house: House, number: int) -> None:
    """Closing is for those who use it, not for who it is about."""
    ask(house, number, "restrict")
    assert any(one.item.text for one in copy(house, agreed(house, number)).items)


def test_only_who_would_read_a_reasoning_hears_that_it_is_closed(house: House, number: int) -> None:
    """Who invoked it and who judges it; to anybody else the ground is not there, as before."""
    exception = acute(house, number, WENDE, house.partner(EDITH).id).exception

    def heard(who: str) -> str:
        try:
            reviewing.show(house.office, house.who(who), exception)
        except Refused as refused:
            return refused.code
        return "read"

    everybody = (WENDE, EDITH, MARIT, FARIDA, FG, "U0NIEMAND")
    before = {who: heard(who) for who in everybody}
    assert {"read", "NOT_FOR_YOU"} == set(before.values())
    ask(house, number, "restrict")
    closed = {"read": "SIGNAL_RESTRICTED", "NOT_FOR_YOU": "NOT_FOR_YOU"}
    assert {who: heard(who) for who in everybody} == {who: closed[code] for who, code in before.items()}


def test_nobody_judges_or_completes_what_they_cannot_read(house: House, number: int) -> None:
    """The reviewer approves nothing blindly, who invoked it writes nothing more; lifted it waits again."""
    exception = acute(house, number, WENDE, house.partner(EDITH).id).exception
    with session_for(house.engine, write=False) as session:
        judge = session.get_one(ExceptionEntry, exception).reviewer or ""
    made = ask(house, number, "restrict")
    reason = "Dit overtuigt hier nog niet genoeg."
    for who, work in (
        (judge, lambda me: reviewing.approve(house.office, me, exception, house.key())),
        (judge, lambda me: reviewing.reject(house.office, me, exception, reason, house.key())),
        (WENDE, lambda me: completing.asked(house.office, me, exception)),
    ):
        with pytest.raises(Refused) as refused:
            work(house.who(who))
        assert refused.value.code == "SIGNAL_RESTRICTED"
    end(house, made, "lifted")
    reviewing.approve(house.office, house.who(judge), exception, house.key())


def test_two_that_close_it_must_both_be_answered(house: House, number: int) -> None:
    """Lifting one leaves it closed while the other is looked into."""
    first, second = ask(house, number, "restrict"), ask(house, number, "object")
    end(house, first, "lifted")
    assert state(house, number) == SignalState.RESTRICTED
    end(house, second, "refused", "weightier")
    assert state(house, number) == SignalState.OPEN


def test_what_was_closed_before_is_closed_again(house: House, number: int) -> None:
    """A signal that was finished does not open by itself."""
    closing.close(house.office, house.who(WENDE), number, "De school pakt het op", house.key())
    made = ask(house, number, "restrict")
    end(house, made, "lifted")
    assert state(house, number) == SignalState.CLOSED


def test_what_is_closed_is_kept_while_it_is_and_goes_at_its_term_after(house: House, number: int) -> None:
    """The night erases nothing that somebody asked to keep; the term is a term again once it is lifted."""
    made = ask(house, number, "restrict")
    house.clock.pass_by(days=500)
    night.carry_out(house.office)
    assert state(house, number) == SignalState.RESTRICTED
    end(house, made, "lifted")
    night.carry_out(house.office)
    assert state(house, number) == SignalState.ERASED
