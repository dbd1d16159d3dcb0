"""A copy of what is kept: two persons, a week, and nothing of the police unless it is let in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casework.addressees import may_see
from casework.casefile import load
from casework.directory.grants import give_in
from casework.errors import AlreadyDone, Invalid, NotForYou, Refused
from casework.lookback import reading
from casework.lookback.reading import Wanted, What
from casework.ports import Standing
from casework.rights import asking
from handlers.rights.copy import copy_letter
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.signal_tables import Signal
from tests.casework.house import House
from tests.casework.making import UnseenRooms
from tests.casework.test_alone import EDITH, FARIDA, FG, MARIT, WENDE, house, number
from tests.casework.test_lookback import labels
from tests.casework.test_rights import agreed, ask, copy, told

__all__ = ["house", "number"]


def test_a_copy_opens_with_two_persons_and_both_are_written_down(house: House, number: int) -> None:
    """Before the coordinator agreed nothing opens; then all, in both languages, and the audit names both."""
    made = ask(house, number, "access")
    with pytest.raises(Refused) as refused:
        copy(house, made)
    assert refused.value.code == "RIGHT_WAITS"
    assert house.audit("read.rights") == []
    assert house.told("rights.asked") == [(EDITH, f"V-{made}")]
    asking.agree(house.office, house.who(EDITH), made, house.key())
    copied = copy(house, made)
    for locale in ("nl", "en"):
        html = copy_letter(labels(locale), copied).html
        assert all(one in html for one in ("Jesse Verzonnen", "2011", "Vertelde wat hij doet"))
    (row,) = house.audit("read.rights")
    assert (row.actor, row.decision, row.facts["second"]) == (FG, "RIGHTS", EDITH)
    assert len(row.facts["items"]) == 2
    seen = reading.log(house.office, house.who(FG), Wanted(signal=number), house.key())
    assert What.RIGHTS in {one.what for one in seen}


def test_only_the_coordinator_of_that_partnership_agrees_and_never_who_asked(
    house: House, number: int
) -> None:
    """Another coordinator, a reviewer or the officer: it is not theirs."""
    made = ask(house, number, "access")
    for who in (FARIDA, FG, WENDE, MARIT):
        with pytest.raises(NotForYou):
            asking.agree(house.office, house.who(who), made, house.key())
    assert may_see(house.office, "rights.asked", EDITH, f"V-{made}")
    assert not may_see(house.office, "rights.asked", FARIDA, f"V-{made}")
    asking.agree(house.office, house.who(EDITH), made, house.key())
    with pytest.raises(AlreadyDone):
        asking.agree(house.office, house.who(EDITH), made, house.key())


def test_who_coordinates_cannot_be_their_own_second_person(house: House, number: int) -> None:
    """A privacy officer who coordinates here asks another."""
    with house.office.job() as unit:
        give_in(unit, EDITH, "fg", "operator")
    with pytest.raises(Invalid) as wrong:
        ask(house, number, "access", EDITH)
    assert wrong.value.flaws["asker"].code == "right_second"


def test_a_declined_copy_opens_nothing(house: House, number: int) -> None:
    """And says so in its letter."""
    made = ask(house, number, "access")
    asking.decline(house.office, house.who(EDITH), made, house.key())
    with pytest.raises(Refused):
        copy(house, made)
    assert "was het er niet mee eens" in told(house, made, "nl")
    assert house.audit("read.rights") == []


def test_a_copy_is_made_within_a_week_again_and_not_after(house: House, number: int) -> None:
    """A file that did not arrive is made again; an agreement does not last."""
    made = agreed(house, number)
    assert copy(house, made).items
    house.clock.pass_by(days=6)
    assert copy(house, made).items
    house.clock.pass_by(days=2)
    with pytest.raises(Refused) as refused:
        copy(house, made)
    assert refused.value.code == "RIGHT_ANSWERED"


def test_when_the_coordinator_changes_the_agreement_is_gone(house: House, number: int) -> None:
    """The second person is the coordinator now."""
    made = agreed(house, number)
    with session_for(house.engine) as session:
        row = session.get_one(Partnership, session.get_one(Signal, number).partnership_id)
        row.coordinator = FARIDA
        session.add(row)
        session.commit()
    with pytest.raises(NotForYou):
        copy(house, made)


def test_no_account_of_another_workspace_makes_a_copy(house: House, number: int) -> None:
    """Slack is asked about the officer, as about every reader."""
    made = agreed(house, number)

    class Strangers(UnseenRooms):
        """Slack does not know the account."""

        def standing(self, user_id: str) -> Standing:
            """Nobody can say."""
            return Standing.UNKNOWN

    house.office = replace(house.office, rooms=Strangers(), _seen={})
    with pytest.raises(NotForYou):
        copy(house, made)


def test_what_came_from_the_police_is_left_out_unless_it_is_let_in(house: House, number: int) -> None:
    """By default; the copy says that something was."""
    with session_for(house.engine, write=False) as session:
        items = load(session, number).items
    detail = next(one for one in items if one.kind == "detail")
    known = replace(house.office.book.rights, withheld=(detail.source_regime,))
    book = replace(house.office.book, rights=known)
    object.__setattr__(house.office, "book", book)
    copied = copy(house, agreed(house, number))
    assert copied.withheld
    assert not any(one.item.text for one in copied.items)
    assert "Iets is weggelaten" in copy_letter(labels("nl"), copied).html
    whole = copy(house, agreed(house, number, withhold=False))
    assert not whole.withheld
    assert any(one.item.text for one in whole.items)
