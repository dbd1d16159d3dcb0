"""A link is asked by one side and in force when both coordinators agree; it tells nobody who it is about."""

from __future__ import annotations

import pytest

from casework.errors import NotForYou, Refused
from casework.regie import desk, links, matches
from casework.regie.pairs import Pair
from casework.signals import answering, looking
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.regie_tables import LinkState
from tests.casework.house import MDO, House

FARIDA, EDITH, BRAM, TARIK, MARIT = "U0REGIE", "U0ZORGCO", "U0MENTOR", "U0JONGER", "U0WIJKTEAM"
PAIR = Pair(1, 2)


@pytest.fixture
def pair(house: House) -> Pair:
    """Two signals about one young person, in two partnerships, that only coordinators know of."""
    house.report(TARIK, "Jesse Verzonnen", tag=(MARIT,))
    house.report(BRAM, "Jesse Verzonnen", partnership=MDO, tag=(MARIT,))
    return PAIR


def linked_for(house: House, user_id: str, number: int = 1) -> tuple[Pair, ...]:
    """The links on the sheet of a signal, for this person."""
    return looking.sheet(house.office, house.who(user_id), number).links


def test_a_link_takes_both_coordinators(house: House, pair: Pair) -> None:
    """Asked by one, it waits; agreed by the other, it is in force; each act is in the audit."""
    assert links.ask(house.office, house.who(FARIDA), pair, house.key()) is LinkState.ASKED
    assert house.told(links.NOTICE) == [(FARIDA, "S-1+S-2"), (EDITH, "S-1+S-2")]
    assert linked_for(house, FARIDA) == ()
    assert [one.pair for one in desk.waiting(house.office, house.who(EDITH)).links] == [pair]
    assert desk.waiting(house.office, house.who(FARIDA)).links == ()
    assert links.agree(house.office, house.who(EDITH), pair, house.key()) is LinkState.LINKED
    assert linked_for(house, FARIDA) == linked_for(house, EDITH, 2) == (pair,)
    assert desk.waiting(house.office, house.who(EDITH)).links == ()
    assert house.audit("link.agree")[-1].facts == {"state": "linked", "agreed": [FARIDA, EDITH]}


def test_asking_again_and_agreeing_with_oneself_change_nothing(house: House, pair: Pair) -> None:
    """The coordinator who asked cannot press the other side's agreement."""
    for _ in range(2):
        assert links.ask(house.office, house.who(FARIDA), pair, house.key()) is LinkState.ASKED
        assert links.agree(house.office, house.who(FARIDA), pair, house.key()) is LinkState.ASKED
    assert len(house.told(links.NOTICE)) == 2
    assert links.ask(house.office, house.who(EDITH), pair, house.key()) is LinkState.LINKED


def test_only_who_may_see_both_numbers_can_ask(house: House, pair: Pair) -> None:
    """A reporter who does not see the other signal hears the same as for a number that does not exist."""
    for user in (TARIK, BRAM, MARIT, "U0AGENT", "U0BUITEN"):
        for numbers in (pair, Pair(1, 99)):
            with pytest.raises(NotForYou) as refused:
                links.ask(house.office, house.who(user), numbers, house.key())
            assert (refused.value.code, refused.value.ref) == ("NOT_FOR_YOU", None)
    assert house.told(links.NOTICE) == []


def test_a_coordinator_needs_the_match_or_the_signal(house: House) -> None:
    """Without a match, a number from another partnership is nobody's to guess."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(BRAM, "Noor Zilverblad", partnership=MDO)
    with pytest.raises(NotForYou):
        links.ask(house.office, house.who(FARIDA), PAIR, house.key())


def test_a_reporter_who_sees_both_may_ask_and_hears_nothing_back(house: House) -> None:
    """Tagged on one and author of the other: the question goes to the coordinators, the answer too."""
    house.report(TARIK, "Jesse Verzonnen", tag=(MARIT,))
    house.report(MARIT, "Noor Zilverblad", partnership=MDO)
    answers = [links.ask(house.office, house.who(MARIT), PAIR, house.key())]
    assert house.told(links.NOTICE) == [(FARIDA, "S-1+S-2"), (EDITH, "S-1+S-2")]
    assert all(one.mine_to_answer for one in desk.waiting(house.office, house.who(FARIDA)).links)
    links.agree(house.office, house.who(FARIDA), PAIR, house.key())
    answers.append(links.ask(house.office, house.who(MARIT), PAIR, house.key()))
    links.agree(house.office, house.who(EDITH), PAIR, house.key())
    answers.append(links.ask(house.office, house.who(MARIT), PAIR, house.key()))
    assert answers == [None, None, None]
    assert linked_for(house, FARIDA) == (PAIR,)


def test_a_link_does_not_give_away_who_it_is_about(house: House) -> None:
    """Who sees both signals but may know only one young person does not see that they are linked."""
    house.report(TARIK, "Jesse Verzonnen", tag=(MARIT,))
    house.report(MARIT, "Jesse Verzonnen", partnership=MDO)
    links.ask(house.office, house.who(FARIDA), PAIR, house.key())
    links.agree(house.office, house.who(EDITH), PAIR, house.key())
    assert linked_for(house, MARIT) == linked_for(house, MARIT, 2) == ()
    assert linked_for(house, TARIK) == ()
    assert linked_for(house, FARIDA) == (PAIR,)


def test_who_wrote_both_identities_sees_the_link(house: House) -> None:
    """It tells them nothing that they did not write down themselves."""
    house.report(MARIT, "Jesse Verzonnen")
    house.report(MARIT, "Jesse Verzonnen", partnership=MDO)
    links.ask(house.office, house.who(FARIDA), PAIR, house.key())
    links.agree(house.office, house.who(EDITH), PAIR, house.key())
    assert linked_for(house, MARIT) == (PAIR,)


def test_one_coordinator_of_both_answers_for_both(house: House) -> None:
    """The link is in force at once, and the audit names who agreed for either side."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(MARIT, "Jesse Verzonnen")
    assert links.ask(house.office, house.who(FARIDA), PAIR, house.key()) is LinkState.LINKED
    assert house.told(links.NOTICE) == [(FARIDA, "S-1+S-2")]
    assert house.audit("link.agree")[-1].facts["agreed"] == [FARIDA, FARIDA]


def test_declined_undone_and_asked_anew(house: House, pair: Pair) -> None:
    """Each side can say no or take a link back, once; afterwards it can be asked anew."""
    for act in (links.agree, links.decline, links.undo):
        with pytest.raises(NotForYou):
            act(house.office, house.who(EDITH), pair, house.key())
    links.ask(house.office, house.who(FARIDA), pair, house.key())
    links.decline(house.office, house.who(EDITH), pair, house.key())
    for act in (links.agree, links.decline, links.undo):
        with pytest.raises(Refused, match="LINK_GONE"):
            act(house.office, house.who(EDITH), pair, house.key())
    house.clock.pass_by(days=1)
    links.ask(house.office, house.who(EDITH), pair, house.key())
    links.agree(house.office, house.who(FARIDA), pair, house.key())
    with pytest.raises(NotForYou):
        links.undo(house.office, house.who(TARIK), pair, house.key())
    assert linked_for(house, EDITH, 2) == (pair,)
    links.undo(house.office, house.who(FARIDA), pair, house.key())
    assert linked_for(house, EDITH, 2) == ()
    assert len(house.told(links.NOTICE)) == 4


def test_a_link_in_force_cannot_be_declined(house: House, pair: Pair) -> None:
    """Only undone, which is another act in the audit."""
    links.ask(house.office, house.who(FARIDA), pair, house.key())
    links.agree(house.office, house.who(EDITH), pair, house.key())
    with pytest.raises(Refused, match="LINK_GONE"):
        links.decline(house.office, house.who(EDITH), pair, house.key())


def test_a_question_lapses_with_its_signal(house: House, pair: Pair) -> None:
    """Closed before the other side answered: there is nothing left to agree to, or to ask."""
    links.ask(house.office, house.who(FARIDA), pair, house.key())
    answering.close(house.office, house.who(TARIK), 1, "Opgelost", house.key())
    with pytest.raises(Refused, match="LINK_GONE"):
        links.agree(house.office, house.who(EDITH), pair, house.key())
    with pytest.raises(NotForYou):
        links.ask(house.office, house.who(FARIDA), pair, house.key())


def test_a_link_stays_with_a_closed_signal_and_goes_with_one_taken_back(house: House, pair: Pair) -> None:
    """History is kept with a signal that was closed; of one that was undone nothing is left."""
    links.ask(house.office, house.who(FARIDA), pair, house.key())
    links.agree(house.office, house.who(EDITH), pair, house.key())
    answering.close(house.office, house.who(TARIK), 1, "Opgelost", house.key())
    assert linked_for(house, EDITH, 2) == (pair,)
    answering.undo(house.office, house.who(BRAM), 2, house.key())
    assert linked_for(house, FARIDA) == ()


def test_a_new_coordinator_answers_and_the_old_one_does_not(house: House, pair: Pair) -> None:
    """Who coordinates is looked up at the moment of asking; an old notice is no longer theirs."""
    links.ask(house.office, house.who(FARIDA), pair, house.key())
    with session_for(house.engine) as session:
        session.get_one(Partnership, int(MDO)).coordinator = "U0JEUGDH"
        session.commit()
    for seen in (links.notice, matches.notice):
        with pytest.raises(NotForYou):
            seen(house.office, pair, EDITH)
    with pytest.raises(NotForYou):
        links.agree(house.office, house.who(EDITH), pair, house.key())
    assert links.agree(house.office, house.who("U0JEUGDH"), pair, house.key()) is LinkState.LINKED
