"""Whom somebody can turn to, whoever they are: without a case, and so without a secret."""

from __future__ import annotations

from dataclasses import dataclass

from casework.directory.grants import BEHEERDER
from casework.errors import AtTheDoor
from casework.office import Office
from casework.people import Person
from storage.repositories import directory


@dataclass(frozen=True, slots=True)
class Around:
    """The accounts that keep the list of partners, and the names of what this person coordinates."""

    keepers: tuple[str, ...]
    coordinates: tuple[str, ...]


def around(office: Office, person: Person) -> Around:
    """Who and what is around somebody."""
    with office.store.reading() as session:
        coordinated = directory.coordinated_by(session, person.user_id)
        return Around(tuple(directory.users_with(session, BEHEERDER)), tuple(one.name for one in coordinated))


def turned_away(office: Office, person: Person) -> AtTheDoor:
    """What is said at the door: which tasks they have, and who keeps the list of partners."""
    return AtTheDoor(person.grants, around(office, person).keepers)
