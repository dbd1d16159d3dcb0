"""Who tries whose signal it is by typing names leaves a trace, and cannot go on unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from casework.errors import Invalid
from casework.goals import setting
from casework.signals import answering
from storage.directory_tables import RoleGrant
from storage.engine import session_for
from storage.outbox_tables import Post
from tests.casework.making import House, user
from tests.casework.test_goals import FORM, draw

OFFICER = "U0FGTEST"


@pytest.fixture
def signal(house: House) -> int:
    """A signal about Jesse Verzonnen, in a house with a privacy officer."""
    with session_for(house.office.store.engine) as session:
        session.add(RoleGrant(user_id=OFFICER, role="fg"))
        session.commit()
    return house.report("mentor")


def told(house: House) -> list[str]:
    """Who was told that somebody tries names."""
    with session_for(house.office.store.engine, write=False) as session:
        return [one.target for one in session.exec(select(Post).where(Post.kind == "name.guessing"))]


def guess(house: House, who: str = "wijkteam") -> None:
    """Set a goal with a name in it, as somebody who has no part in the signal, and be refused."""
    typed = replace(FORM, goal="Elke week contact met Verzonnen")
    with pytest.raises(Invalid):
        setting.set_goal(house.office, house.person(who), typed, house.key())


def test_a_refused_name_is_written_down_without_the_name(house: House, signal: int) -> None:
    """Whoever typed it, and nothing of what was typed."""
    guess(house)
    (row,) = house.audit("name.tried")
    assert (row.actor, row.ref, row.facts) == (user("wijkteam"), None, {})
    for typed in ("Verzonnen is geholpen", "Bel 06-12345678"):
        with pytest.raises(Invalid):
            answering.close(house.office, house.person("mentor"), signal, typed, house.key())
    assert [one.actor for one in house.audit("name.tried")] == [user("wijkteam"), user("mentor")]


def test_the_privacy_officer_hears_of_many_within_a_day(house: House, signal: int) -> None:
    """At the fifth, once, and not of five that are spread over days."""
    for _ in range(4):
        guess(house)
    house.clock.time += timedelta(days=2)
    for _ in range(4):
        guess(house)
    assert told(house) == []
    guess(house)
    guess(house)
    assert told(house) == [OFFICER]
    with session_for(house.office.store.engine, write=False) as session:
        post = session.exec(select(Post).where(Post.kind == "name.guessing")).one()
    drawn = draw(house.office, post)
    assert drawn is not None
    said = str([one.to_dict() for one in drawn.blocks])
    assert f"<@{user('wijkteam')}>" in said
    assert "Verzonnen" not in said
