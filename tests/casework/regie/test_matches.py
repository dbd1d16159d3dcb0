"""Matches reach the coordinators concerned and nobody else, and registering is no way to ask."""

from __future__ import annotations

import threading

import pytest
from sqlmodel import select

from casework.errors import NotForYou
from casework.regie import desk, links, matches
from casework.regie.pairs import Pair, read_pair
from casework.signals import answering, erasing, looking, supplementing
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.outbox_tables import Post
from storage.regie_tables import LinkState
from storage.signal_tables import MatchEntry
from tests.casework.house import MDO, ZONNEBEEK, House

FARIDA, EDITH, BRAM, TARIK, MARIT = "U0REGIE", "U0ZORGCO", "U0MENTOR", "U0JONGER", "U0WIJKTEAM"


def other_coordinator(house: House, user_id: str, partnership: str = MDO) -> None:
    """Give a partnership another coordinator."""
    with session_for(house.engine) as session:
        session.get_one(Partnership, int(partnership)).coordinator = user_id
        session.commit()


def test_both_coordinators_hear_two_numbers(house: House) -> None:
    """Two reporters in two partnerships; each coordinator gets one message about the pair."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(BRAM, "Jesse Verzonnen", partnership=MDO)
    assert house.told(matches.NOTICE) == [(FARIDA, "S-1+S-2"), (EDITH, "S-1+S-2")]
    seen = matches.notice(house.office, Pair(1, 2), FARIDA)
    assert (seen.likeness, seen.mine, seen.link) == ("exact", (1,), None)
    assert "Jesse" not in repr(seen)
    (row,) = house.audit("match.found")
    assert (row.actor, row.ref, row.facts) == ("schakel", "S-1+S-2", {"likeness": "exact", "told": 2})


@pytest.mark.parametrize(
    ("name", "born", "likeness"),
    [
        ("jesse VERZONNEN", "14-05-2011", "exact"),
        ("Joris Verzonnen", "14-05-2011", "sound"),
        ("Joost Vermeer", "14-05-2011", "initials"),
        ("Jesse Verzonnen", "15-05-2011", None),
        ("Noor Zilverblad", "14-05-2011", None),
    ],
)
def test_the_strongest_likeness_counts(house: House, name: str, born: str, likeness: str | None) -> None:
    """Name, sound of the surname or initials, each with the same birth date; without it nothing."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(BRAM, name, born=born, partnership=MDO)
    found = [row.facts["likeness"] for row in house.audit("match.found")]
    assert found == ([likeness] if likeness else [])
    assert len(house.told(matches.NOTICE)) == (2 if likeness else 0)


def test_a_reporter_learns_nothing_from_registering(house: House) -> None:
    """What the second reporter gets and sees is the same whether or not the name was known."""
    house.report(TARIK, "Jesse Verzonnen")
    known = house.report(BRAM, "Jesse Verzonnen", partnership=MDO)
    unknown = house.report(BRAM, "Noor Zilverblad", partnership=MDO)
    with session_for(house.engine, write=False) as session:
        targets = {
            number: sorted(
                (post.kind, post.target, post.state)
                for post in session.exec(select(Post).where(Post.ref == f"S-{number}"))
            )
            for number in (known, unknown)
        }
    assert targets[known] == targets[unknown]
    sheets = [looking.sheet(house.office, house.who(BRAM), number) for number in (known, unknown)]
    assert [(one.links, one.relations) for one in sheets] == [((), sheets[0].relations)] * 2
    for user in (BRAM, TARIK, MARIT):
        waiting = desk.waiting(house.office, house.who(user))
        assert (waiting.matches, waiting.links) == ((), ())
        with pytest.raises(NotForYou):
            matches.notice(house.office, Pair(1, known), user)


def test_a_coordinator_who_reports_is_not_told(house: House) -> None:
    """Otherwise a coordinator could try out names: only the other coordinator hears of the match."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(EDITH, "Jesse Verzonnen", partnership=MDO)
    assert house.told(matches.NOTICE) == [(FARIDA, "S-1+S-2")]
    assert desk.waiting(house.office, house.who(EDITH)).matches == ()
    assert len(desk.waiting(house.office, house.who(FARIDA)).matches) == 1


def test_a_coordinator_cannot_try_out_names_in_their_own_partnership(house: House) -> None:
    """A guessed name, also one added afterwards, tells the guesser nothing about a sealed one."""
    house.report(TARIK, "Jesse Verzonnen")
    guess = house.report(FARIDA)
    supplementing.add_subject(
        house.office, house.who(FARIDA), guess, "Jesse Verzonnen", "14-05-2011", house.key()
    )
    assert house.told(matches.NOTICE) == []
    assert desk.waiting(house.office, house.who(FARIDA)).matches == ()
    other_coordinator(house, MARIT, ZONNEBEEK)
    assert [one.pair for one in desk.waiting(house.office, house.who(MARIT)).matches] == [Pair(1, 2)]


def test_who_it_is_about_may_come_later_and_may_change(house: House) -> None:
    """A name added afterwards is matched; corrected to another, the match is gone and can come back."""
    house.report(TARIK, "Jesse Verzonnen")
    later = house.report(BRAM, partnership=MDO)
    assert house.told(matches.NOTICE) == []
    for name, pairs in (("Jesse Verzonnen", 1), ("Noor Zilverblad", 0), ("Jesse Verzonnen", 1)):
        house.clock.pass_by(minutes=1)
        supplementing.add_subject(house.office, house.who(BRAM), later, name, "14-05-2011", house.key())
        assert len(desk.waiting(house.office, house.who(FARIDA)).matches) == pairs
    assert len(house.told(matches.NOTICE)) == 4


def test_a_signal_that_ends_matches_nothing(house: House) -> None:
    """Closed or taken back: the match is gone; taken back, so are the keyed hashes."""
    house.report(TARIK, "Jesse Verzonnen")
    second = house.report(BRAM, "Jesse Verzonnen", partnership=MDO)
    third = house.report(MARIT, "Jesse Verzonnen")
    assert len(desk.waiting(house.office, house.who(FARIDA)).matches) == 3
    answering.close(house.office, house.who(BRAM), second, "Opgelost", house.key())
    assert [one.pair for one in desk.waiting(house.office, house.who(FARIDA)).matches] == [Pair(1, third)]
    answering.undo(house.office, house.who(MARIT), third, house.key())
    assert desk.waiting(house.office, house.who(FARIDA)).matches == ()
    with pytest.raises(NotForYou):
        matches.notice(house.office, Pair(1, 2), FARIDA)
    with session_for(house.engine, write=False) as session:
        assert {row.signal_id for row in session.exec(select(MatchEntry))} == {1, second}


def test_an_erased_signal_leaves_no_hash_and_no_match(house: House) -> None:
    """The privacy officer erases one of two; the other matches nothing and their link has ended."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(BRAM, "Jesse Verzonnen", partnership=MDO)
    links.ask(house.office, house.who(FARIDA), Pair(1, 2), house.key())
    erasing.erase(house.office, house.who("U0FG"), 2, "verzoek", house.key())
    waiting = desk.waiting(house.office, house.who(FARIDA))
    assert (waiting.matches, waiting.links) == ((), ())
    assert links.notice(house.office, Pair(1, 2), FARIDA).state == LinkState.ENDED
    with session_for(house.engine, write=False) as session:
        assert {row.signal_id for row in session.exec(select(MatchEntry))} == {1}


def test_one_coordinator_can_set_a_match_aside(house: House) -> None:
    """It leaves that coordinator's list; the other one still decides, strangers cannot."""
    house.report(TARIK, "Jesse Verzonnen")
    house.report(BRAM, "Jesse Verzonnen", partnership=MDO)
    for user in (TARIK, BRAM, "U0BUITEN"):
        with pytest.raises(NotForYou):
            matches.dismiss(house.office, house.who(user), Pair(1, 2), house.key())
    matches.dismiss(house.office, house.who(FARIDA), Pair(1, 2), house.key())
    assert desk.waiting(house.office, house.who(FARIDA)).matches == ()
    assert len(desk.waiting(house.office, house.who(EDITH)).matches) == 1
    assert len(house.audit("match.dismiss")) == 1


def test_two_reports_at_the_same_moment_still_meet(house: House) -> None:
    """Neither transaction may miss the other: on PostgreSQL they wait for each other."""
    both = threading.Barrier(2)

    def report(user: str, partnership: str) -> None:
        both.wait()
        house.report(user, "Jesse Verzonnen", partnership=partnership)

    threads = [threading.Thread(target=report, args=one) for one in ((TARIK, ZONNEBEEK), (BRAM, MDO))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(house.told(matches.NOTICE)) == [(FARIDA, "S-1+S-2"), (EDITH, "S-1+S-2")]


@pytest.mark.parametrize(
    ("typed", "pair"),
    [
        ("S-1 S-2", Pair(1, 2)),
        ("s2, s1", Pair(1, 2)),
        ("S-7 en S-3", Pair(3, 7)),
        ("1 2", Pair(1, 2)),
        ("S-1 S-1", None),
        ("S-1", None),
        ("", None),
        ("S-1 S-2 S-3", None),
        ("X-1 S-2", None),
        ("S-1 en", None),
    ],
)
def test_a_pair_is_read_as_people_type_it(typed: str, pair: Pair | None) -> None:
    """Lower number first, whatever the order, case or comma; anything else is no pair."""
    assert read_pair(typed) == pair
