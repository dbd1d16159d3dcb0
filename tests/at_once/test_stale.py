"""What stood open, or was read, before somebody else's act: it gives nobody anything back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from casework.again import PersonChanged, again
from casework.errors import CaseworkError
from casework.partners import keeping
from casework.partners.drafting import marks
from casework.sharing import on_demand
from tests.at_once.scene import KEEPER, READER, Scene, Town, new_scene, town_on


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """A deployment on each database."""
    with town_on(database_url) as town:
        yield town


@pytest.fixture
def scene(town: Town) -> Scene:
    """A case in which the reader may read."""
    return new_scene(town)


def test_a_form_that_stood_open_gives_no_role_back(town: Town, scene: Scene) -> None:
    """The beheerder lowers the role; a change of contact in a form from before leaves that as it is."""
    house, partner = town.house, int(scene.partner(READER))
    stood_open, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    lowered = replace(stood_open, role="rolmodel")
    keeping.change(house.office, house.who(KEEPER), partner, lowered, house.key())
    typed = replace(stood_open, contact="locatie De Brug")
    opened = marks(stood_open)
    keeping.change(house.office, house.who(KEEPER), partner, typed, house.key(), opened)
    now, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    assert (now.role, now.contact) == ("rolmodel", "locatie De Brug")


def test_who_somebody_is_is_asked_again_inside_the_act(town: Town, scene: Scene) -> None:
    """Identified before the role changed, pressed after it: nothing opens, and the second try refuses."""
    house, partner = town.house, int(scene.partner(READER))
    before = house.who(READER)
    form, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    changed = replace(form, role="rolmodel")
    keeping.change(house.office, house.who(KEEPER), partner, changed, house.key())
    with pytest.raises(PersonChanged):
        on_demand.open_disclosure(house.office, before, scene.disclosure, house.key())
    persons = iter((before, house.who(READER)))
    with pytest.raises(CaseworkError):
        again(lambda: on_demand.open_disclosure(house.office, next(persons), scene.disclosure, house.key()))
    assert house.audit("disclosure.read") == []


def test_another_role_ends_at_once_what_was_shared(town: Town, scene: Scene) -> None:
    """Consent names somebody in a role; they hear the same second that it may not be used any further."""
    house, partner = town.house, int(scene.partner(READER))
    form, _offered = keeping.changeable(house.office, house.who(KEEPER), partner)
    changed = replace(form, role="rolmodel")
    keeping.change(house.office, house.who(KEEPER), partner, changed, house.key())
    assert (READER, f"D-{scene.disclosure}") in house.told("disclosure.stop")
    assert [row.ref for row in house.audit("disclosure.closed")] == [f"D-{scene.disclosure}"]
