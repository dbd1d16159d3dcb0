"""Who comes: one press says so, also afterwards differently; whoever stays away may send somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from casework.errors import Flaw, Invalid, Refused
from casework.merging import merged
from casework.office import Office
from casework.overleg.access import must_be_held, require
from casework.overleg.drafting import Table
from casework.overleg.file import OverlegFile, load
from casework.people import Person
from storage import planned_posts
from storage.overleg_tables import Presence
from storage.repositories import overleggen
from storage.unit_of_work import Unit


def answer(office: Office, person: Person, number: int, planned: date, act: str, key: str) -> None:
    """Record that this person comes or stays away; a later answer replaces an earlier one.

    `act` is `overleg.present` or `overleg.absent`. Raises `Refused` for a time that is not held.
    """
    with office.act(key, person) as unit:
        file = _held(unit, person, act, number, planned)
        row = overleggen.answer(unit.session, number, planned, person.user_id) or Presence(
            overleg_id=number, planned=planned, user_id=person.user_id, present=True, answered_at=unit.now
        )
        before = row.deputy
        row.present = act == "overleg.present"
        row.deputy = None if row.present else before
        _answered(unit, file, person, row, act, before)


def send_deputy(
    office: Office,
    person: Person,
    number: int,
    planned: date,
    user: str,
    key: str,
    opened: Mapping[str, str] | None = None,
) -> None:
    """Name who comes in this person's place, or nobody; raises `Invalid` for the field `user`.

    With `opened`, the marks of the form as it was opened, a name that was left as it was keeps whom this
    person named elsewhere since.
    """
    with office.act(key, person) as unit:
        file = _held(unit, person, "view:overleg.deputy", number, planned)
        row = overleggen.answer(unit.session, number, planned, person.user_id)
        user = merged({"user": user}, opened, {"user": (row and row.deputy) or ""})["user"]
        if user and user not in Table(file.members, file.partnership.coordinator).accounts:
            raise Invalid({"user": Flaw("not_in_partnership")})
        if user == person.user_id:
            raise Invalid({"user": Flaw("deputy_self")})
        if row is None or row.present:
            raise Refused("OVERLEG_NOT_ABSENT", ref=file.ref_of(planned))
        before = row.deputy
        row.deputy = user or None
        _answered(unit, file, person, row, "overleg.deputy", before)
        if user:
            ref = file.ref_of(planned)
            unit.post("overleg.deputy", user, ref=ref, dedupe=f"{ref}:deputy:{person.user_id}:{user}")


def _held(unit: Unit, person: Person, act: str, number: int, planned: date) -> OverlegFile:
    file = load(unit.session, number)
    require(act, person, file, planned)
    must_be_held(file, file.at(planned), unit.now)
    return file


def _answered(
    unit: Unit, file: OverlegFile, person: Person, row: Presence, act: str, deputy: str | None
) -> None:
    """Store it and have it drawn for who watches; `deputy` is who was to stand in before."""
    unit.session.add(row)
    unit.session.flush()
    ref = file.ref_of(row.planned)
    watching = {
        file.partnership.channel,
        file.organiser,
        file.chair_of(row.planned),
        person.user_id,
        *filter(None, (deputy, row.deputy)),
    }
    planned_posts.redraw_for(unit.session, ref, watching, unit.now)
    unit.posted = True
    unit.note(person.user_id, act, ref=ref)
