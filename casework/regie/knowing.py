"""Who may know that two signals belong together: a link gives no right to details, nor away who it is.

Somebody who knows the young person of one signal would learn from a link who the other one is about. So a
link is shown to the two coordinators, and to people who may know the identity of both already.
"""

from __future__ import annotations

from casework.casefile import CaseFile
from casework.office import Office
from casework.people import Person
from casework.permissions import Audience, relations
from casework.regie.answers import judge


def coordinates(person: Person, *files: CaseFile) -> bool:
    """Whether this person is the coordinator of one of these signals' partnerships."""
    return any(file.signal.partnership_id in person.coordinates for file in files)


def may_know_link(office: Office, person: Person, one: CaseFile, other: CaseFile) -> bool:
    """Whether this person may see that these two signals are linked."""
    return coordinates(person, one, other) or all(knows(office, person, file) for file in (one, other))


def knows(office: Office, person: Person, file: CaseFile) -> bool:
    """Whether this person may know who a signal is about at this moment: its author, or by the gate."""
    identity = file.identity
    if identity is None or person.partner is None:
        return False
    if Audience.INVOLVED not in relations(person, file.signal, file.tagged):
        return False
    if person.did(identity.author, identity.created_at):
        return True
    sharer = file.members.get(file.signal.author_partner_id)
    if sharer is None:
        return False
    return judge(office, file, sharer, person.partner, (identity,)).allowed
