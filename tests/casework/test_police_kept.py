"""What the police told before version 2 of the rulebook: judged as K8, and its coordinator hears once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from casework.gate import Gate
from casework.grounds import police_kept
from casework.nightly import once
from rules.book import load_rulebook
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.outbox_tables import Post
from tests.casework.making import House
from tests.casework.test_goals import draw

EARLIER = "2026-11-23+0123456789ab"
COORDINATOR = "U0REGIE"


@pytest.fixture
def old(house: House) -> House:
    """A house as it was under the first version, in which the jeugdagent could tell everything."""
    book = load_rulebook()
    open_then = replace(book.policy, opened_grounds=frozenset({"E10"}))
    vault = house.office.store.vault
    then = replace(
        house.office,
        store=replace(house.office.store, rule_version=EARLIER),
        policy=open_then,
        gate=Gate(vault, book, open_then),
    )
    return House(then, house.clock, house.roles, house.keys)


def night(house: House) -> None:
    """A night passes, and its work is done."""
    house.clock.time += timedelta(days=1)
    once(house.office, "police", lambda unit: police_kept.tell(house.office, unit))


def told(house: House) -> list[str]:
    """What coordinators were sent, as drawn."""
    with session_for(house.office.store.engine, write=False) as session:
        posts = list(session.exec(select(Post).where(Post.kind == police_kept.KEPT)))
    drawn = [(one.target, draw(house.office, one)) for one in posts]
    return [f"{who}: {[one.to_dict() for one in made.blocks]}" for who, made in drawn if made is not None]


def test_the_coordinator_hears_once_of_what_the_police_told_before(house: House, old: House) -> None:
    """By number, of the police's signals alone, and not again the next night."""
    police, school = old.report("jeugdagent"), old.report("mentor")
    night(old)
    assert told(old) == []  # nothing was done under the second version yet
    house.clock.time += timedelta(hours=1)
    later = house.report("mentor")
    night(house)
    night(house)
    (said,) = told(house)
    assert said.startswith(COORDINATOR)
    assert f"S-{police}" in said
    assert f"S-{school}" not in said
    assert f"S-{later}" not in said
    assert "pakketjes" not in said
    assert [one.ref for one in house.audit(police_kept.KEPT)] == [f"S-{police}"]


def test_what_is_told_under_an_opened_ground_is_no_news(house: House, old: House) -> None:
    """The second version took it in as what it is."""
    house.report("mentor")
    now = House(replace(old.office, store=house.office.store), house.clock, house.roles, house.keys)
    now.report("jeugdagent")
    night(now)
    assert told(now) == []


def test_who_coordinates_no_more_is_told_nothing(house: House, old: House) -> None:
    """The message is drawn when it goes, for who coordinates then."""
    old.report("jeugdagent")
    house.clock.time += timedelta(hours=1)
    house.report("mentor")
    night(house)
    assert len(told(house)) == 1
    with session_for(house.office.store.engine) as session:
        session.get_one(Partnership, 1).coordinator = "U0ANDER"
        session.commit()
    assert told(house) == []
