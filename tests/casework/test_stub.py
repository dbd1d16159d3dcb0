"""What people typed about a signal for everyone: shown as before, stored for erasing only."""

from __future__ import annotations

from sqlmodel import select

from casework.signals import answering, looking, tagging
from storage.engine import session_for
from storage.sealing import Erasable
from storage.signal_tables import Signal
from tests.casework.making import House


def test_the_stub_shows_what_was_typed_and_the_database_holds_none_of_it(house: House) -> None:
    """Summary, area and outcome, for whoever sees the card; the columns of the release before stay empty."""
    number = house.report("mentor", summary="Hangt rond bij het parkeerdek", area="Zonnebeek-Noord")
    answering.close(house.office, house.person("mentor"), number, "Mentor pakt het op", house.key())
    card = looking.card(house.office, number)
    assert (card.summary, card.area, card.outcome) == (
        "Hangt rond bij het parkeerdek",
        "Zonnebeek-Noord",
        "Mentor pakt het op",
    )
    with session_for(house.office.store.engine, write=False) as session:
        row = session.exec(select(Signal)).one()
    assert all(isinstance(one, Erasable) for one in (row.summary, row.area, row.outcome))
    assert (row.plain_summary, row.plain_area, row.plain_outcome) == ("", None, None)


def test_a_word_that_was_changed_in_the_database_spoils_no_list(house: House) -> None:
    """It is as good as not there; the other signals and the rest of the card stay."""
    first, second = house.report("mentor", area="Noord"), house.report("mentor")
    with session_for(house.office.store.engine) as session:
        one, other = session.get_one(Signal, first), session.get_one(Signal, second)
        one.summary = other.summary
        session.add(one)
        session.commit()
    cards = {card.number: card for card in looking.overview(house.office, house.person("mentor"))}
    assert (cards[first].summary, cards[first].area) == ("", "Noord")
    assert cards[second].summary == "Mist vaak de eerste uren"


def test_a_signal_that_is_taken_back_leaves_no_words(house: House) -> None:
    """Undone, nothing of what was typed can be read any more, and closing again stores nothing."""
    number = house.report("mentor", summary="Hangt rond bij het parkeerdek", area="Noord")
    answering.undo(house.office, house.person("mentor"), number, house.key())
    card = looking.card(house.office, number)
    assert (card.summary, card.area, card.outcome) == ("", None, None)
    with session_for(house.office.store.engine, write=False) as session:
        row = session.get_one(Signal, number)
    assert (row.summary, row.area, row.outcome) == (None, None, None)


def test_absence_is_still_read_from_the_summary(house: House) -> None:
    """Leerplicht is suggested for what was typed about verzuim, and not without."""
    mentor = house.person("mentor")
    for said, thought_of in (("Al weken verzuim en spijbelen", True), ("Heeft ineens dure kleding", False)):
        number = house.report("mentor", summary=said, level="N1", place="school")
        offered = tagging.propose(house.office, mentor, number).suggested
        assert any("leerplicht" in partner.role for partner, _ in offered) is thought_of
