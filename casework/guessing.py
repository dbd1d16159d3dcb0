"""Whoever tries names in texts that everybody reads leaves a trace; of many tries the privacy officer hears.

A young person's name is refused there, and that it is refused tells something to who does not know of whom a
signal is. It cannot be kept from telling without letting names through, so it is written down who tried.
"""

from __future__ import annotations

from datetime import timedelta

from casework.errors import Invalid
from casework.people import Person
from storage import audit
from storage.repositories import directory
from storage.unit_of_work import Unit

TRIED = "name.tried"
GUESSING = "name.guessing"
MANY = 5
WITHIN = timedelta(days=1)
_OWN_NAME = "contains_own_name"


def holds_a_name(error: Invalid) -> bool:
    """Whether a text was refused because of somebody's name."""
    return any(flaw.code == _OWN_NAME for flaw in error.flaws.values())


def note_try(unit: Unit, person: Person) -> None:
    """Write down that this person tried, never what; at the fifth time within a day the word goes out."""
    unit.note(person.user_id, TRIED)
    earlier = audit.times(unit.session, person.user_id, TRIED, unit.now - WITHIN)
    if earlier + 1 < MANY:
        return
    for officer in directory.users_with(unit.session, "fg"):
        if officer != person.user_id:
            day = unit.now.date().isoformat()
            unit.post(GUESSING, officer, dedupe=f"{GUESSING}:{day}:{officer}:{person.user_id}")
