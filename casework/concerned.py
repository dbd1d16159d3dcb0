"""Whom a reference concerns: the people who can do something about it, in the order in which they are told.

First whoever leads it, then the coordinator, who stands in for either, then the beheerder and the privacy
officer. Every kind of reference ends there, so that no alarm is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from casework.directory.reading import GRANTS
from casework.errors import CaseworkError
from casework.goals.file import LETTERS as GOAL
from casework.overleg.refs import read_occurrence
from casework.refs import number, ref
from casework.regie.pairs import read_pair
from storage.directory_tables import Partnership
from storage.goal_tables import Goal
from storage.repositories import directory, exceptions, overleggen, regie, signals

PARTNER = "P"
_SPOKEN = re.compile(r"(?:[SXOA]|DOEL)-[0-9]+(?:/.*)?")
# What is nobody's in particular: anchors of the audit log, and messages about the house itself.
HOUSE = (GRANTS["beheerder"], GRANTS["fg"])


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who leads it, in which partnerships it is, and who stands in; any may be empty."""

    leads: tuple[str | None, ...] = ()
    partnerships: tuple[int, ...] = ()
    deputies: tuple[str, ...] = ()
    meeting: bool = False


def people(session: Session, reference: str | None) -> list[str]:
    """The accounts in the order in which they are told; whoever left a partnership leads nothing in it."""
    try:
        found = concerned(session, reference or "")
    except CaseworkError:
        found = Concerned()
    rows = [row for id_ in found.partnerships if (row := directory.partnership(session, id_)) is not None]
    present = {one for row in rows for one in _present(session, row)}
    told = [
        *(one for one in found.leads if one in present),
        *(row.coordinator for row in rows),
        *(one for one in found.deputies if one in present),
        *(user for grant in HOUSE for user in directory.users_with(session, grant)),
    ]
    return list(dict.fromkeys(one for one in told if one))


def spoken(session: Session, reference: str | None) -> str | None:
    """The number by which people know it, or None for what has none, or none that everybody told may see.

    Of two signals that may be one only their own coordinators hear, and not by an alarm.
    """
    text = reference or ""
    if (disclosure := number("D", text)) is not None and text.upper().startswith("D"):
        row = signals.disclosure(session, disclosure)
        return ref("S", row.signal_id) if row is not None else None
    return text if _SPOKEN.fullmatch(text) else None


def concerned(session: Session, reference: str) -> Concerned:
    """What is behind a reference; empty for what belongs to the house, and for what is not there any more."""
    if (pair := read_pair(reference)) is not None:
        both = [_signal(session, one) for one in pair.numbers]
        return Concerned(partnerships=tuple(id_ for one in both for id_ in one.partnerships))
    for letters, resolve in _KINDS.items():
        if reference.upper().startswith(f"{letters}-") and (found := number(letters, reference)) is not None:
            return resolve(session, found)
    if reference.upper().startswith("O-"):
        return _overleg(session, *read_occurrence(reference))
    return Concerned()


def _present(session: Session, row: Partnership) -> Iterator[str]:
    yield row.coordinator
    if row.active and row.id is not None:
        yield from (one.user_id for one in directory.members(session, row.id) if one.user_id)


def _signal(session: Session, id_: int) -> Concerned:
    row = signals.signal(session, id_)
    return Concerned((row.lead, row.author), (row.partnership_id,)) if row is not None else Concerned()


def _disclosure(session: Session, id_: int) -> Concerned:
    row = signals.disclosure(session, id_)
    return _signal(session, row.signal_id) if row is not None else Concerned()


def _exception(session: Session, id_: int) -> Concerned:
    row = exceptions.entry(session, id_)
    return _signal(session, row.signal_id) if row is not None else Concerned()


def _request(session: Session, id_: int) -> Concerned:
    row = regie.request(session, id_)
    return _signal(session, row.signal_id) if row is not None else Concerned()


def _goal(session: Session, id_: int) -> Concerned:
    row = session.get(Goal, id_)
    return Concerned((row.lead,), (row.partnership_id,), meeting=True) if row is not None else Concerned()


def _action(session: Session, id_: int) -> Concerned:
    row = overleggen.action(session, id_)
    return _overleg(session, row.overleg_id, row.planned) if row is not None else Concerned()


def _overleg(session: Session, id_: int, planned: date | None) -> Concerned:
    row = overleggen.overleg(session, id_)
    if row is None:
        return Concerned()
    deputies = overleggen.deputies(session, [id_]).get((id_, planned), ()) if planned else ()
    return Concerned((row.organiser, row.chair), (row.partnership_id,), deputies, meeting=True)


def _partner(session: Session, id_: int) -> Concerned:
    found = directory.partnerships_of(session, id_)
    return Concerned(partnerships=tuple(one.id for one in found if one.id is not None))


_KINDS: Mapping[str, Callable[[Session, int], Concerned]] = {
    "S": _signal,
    "D": _disclosure,
    "X": _exception,
    "R": _request,
    GOAL: _goal,
    "A": _action,
    PARTNER: _partner,
}
