"""What a person is to an overleg, and the refusal of who is nothing to it (architecture 6)."""

from __future__ import annotations

from datetime import date, datetime

from casework.errors import ForHosts, NotForYou, Refused
from casework.overleg.file import OverlegFile
from casework.people import Person
from casework.permissions import TABLE, Audience
from rules.overleggen import Occurrence


def relations(person: Person, file: OverlegFile, planned: date | None = None) -> frozenset[Audience]:
    """MEETING for who sits in the partnership, HOST for who of them organises, chairs or coordinates."""
    if not present(person, file):
        return frozenset()
    hosts = {file.row.organiser, file.row.chair, file.partnership.coordinator}
    if planned is not None:
        hosts.add(file.chair_of(planned))
    return frozenset({Audience.MEETING} | ({Audience.HOST} if person.user_id in hosts else set()))


def present(person: Person, file: OverlegFile) -> bool:
    """Whether this person sits in its partnership now, or coordinates it: who left hosts nothing here."""
    sits = person.partner is not None and person.partner.id in file.members
    return sits or person.user_id == file.partnership.coordinator


def require(act: str, person: Person, file: OverlegFile, planned: date | None = None) -> None:
    """Refuse a person whose relation to this overleg does not allow the act; raises `NotForYou`.

    Who sits at it hears who may: `ForHosts`.
    """
    audience = TABLE[act]
    if audience in (Audience.ANYONE, Audience.KNOWN, Audience.PARTNER):
        return
    related = relations(person, file, planned)
    if audience in related:
        return
    if Audience.MEETING in related:
        chair = file.chair_of(planned) if planned is not None else file.chair
        raise ForHosts(tuple(dict.fromkeys((file.organiser, chair))))
    raise NotForYou


def the_time(act: str, person: Person, file: OverlegFile, planned: date | None, now: datetime) -> Occurrence:
    """The time that was named, else the next one, for a person who may do this act with it.

    Raises `NotForYou`; `Refused` OVERLEG_CANCELLED or OVERLEG_NONE_LEFT when there is no next one.
    """
    if not relations(person, file, planned):
        raise NotForYou
    held = file.at(planned) if planned is not None else file.next(now)
    if held is None:
        code = "OVERLEG_CANCELLED" if file.ended else "OVERLEG_NONE_LEFT"
        raise Refused(code, ref=file.ref)
    require(act, person, file, held.planned)
    return held


def must_be_to_come(file: OverlegFile, held: Occurrence, now: datetime) -> None:
    """Refuse to change what is over or will not be held; raises `Refused`."""
    if file.ended:
        raise Refused("OVERLEG_CANCELLED", ref=file.ref)
    if held.ends <= now:
        raise Refused("OVERLEG_OVER", ref=file.ref_of(held.planned))


def must_be_held(file: OverlegFile, held: Occurrence, now: datetime) -> None:
    """The same, and refuse a time that was skipped."""
    must_be_to_come(file, held, now)
    if held.skipped:
        raise Refused("OVERLEG_SKIPPED", ref=file.ref_of(held.planned))
