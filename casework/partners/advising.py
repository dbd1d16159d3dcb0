"""Whom to think of in a situation, before there is a signal; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casework.errors import Flaw, Invalid
from casework.office import Office
from casework.partners.looking import PartnerEntry, entry
from casework.people import Person
from rules.suggesting import Advice, suggest
from storage.repositories import directory

# Words of `/partners voor N2 school` may be shortened to this many letters.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class SituationForm:
    """The form as submitted: option values only."""

    level: str = ""
    place: str = ""
    age: str = ""
    modifiers: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rulebook thinks of, and who in this person's partnerships has each role."""

    level: str
    place: str
    advice: Advice
    filled: dict[str, tuple[PartnerEntry, ...]]


def advise(office: Office, person: Person, form: SituationForm) -> Situation:
    """At most five roles first, each with the partners who have it; raises `Invalid` per field."""
    book = office.book
    ages = {row.id: row for row in book.matrix.age}
    flaws = {
        name: Flaw("required")
        for name, typed, known in (("level", form.level, book.levels), ("place", form.place, book.places))
        if typed not in known
    }
    if (form.age and form.age not in ages) or not set(form.modifiers) <= set(book.modifiers):
        flaws["age"] = Flaw("unknown_choice")
    if flaws:
        raise Invalid(flaws)
    advice = suggest(
        level=form.level,
        place=form.place,
        age=ages[form.age].first_age if form.age else None,
        modifiers=form.modifiers,
        author_role=person.partner.role if person.partner else "",
        book=book,
        policy=office.policy,
    )
    return Situation(form.level, form.place, advice, _by_role(office, person))


def read_words(office: Office, typed: str) -> SituationForm:
    """Level and place out of typed words, as in `N2 school`; what is not understood is left empty."""
    level = place = ""
    for word in typed.split():
        if word.upper() in office.book.levels:
            level = word.upper()
        for one in office.book.places.values():
            if len(word) >= _SHORTEST and f"{one.id} {one.name}".casefold().find(word.casefold()) >= 0:
                place = one.id
    return SituationForm(level=level, place=place)


def _by_role(office: Office, person: Person) -> dict[str, tuple[PartnerEntry, ...]]:
    found: dict[str, dict[int, PartnerEntry]] = {}
    with office.store.reading() as session:
        for number in sorted(person.partnerships | person.coordinates):
            for row in directory.members(session, number):
                if row.id is not None and row.user_id != person.user_id:
                    found.setdefault(row.role, {})[row.id] = entry(row)
    return {role: tuple(entries.values()) for role, entries in found.items()}
