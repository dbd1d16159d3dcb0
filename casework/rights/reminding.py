"""A week before the term of an unanswered request ends, and on its last day, privacy officers hear so."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from casework.office import Office
from casework.refs import ref
from casework.rights.looking import due_on
from rules.walltime import instant
from storage.repositories import directory, rights
from storage.unit_of_work import Unit

DUE = "rights.due"
BEFORE = timedelta(days=7)
MORNING = time(9)
FG = "fg"


def remind(office: Office, unit: Unit) -> None:
    """What is close to the end of its term today: once a week before, once at the end, for each officer.

    Whoever became privacy officer since is told as well. A night that was missed is made up for by the next.
    """
    today = office.today
    for row in rights.running(unit.session):
        due, this = due_on(office, row), ref("V", row.id)
        if today < due - BEFORE:
            continue
        moment = "end" if today >= due else "soon"
        for officer in directory.users_with(unit.session, FG):
            key = f"{this}:due:{moment}:{officer}"
            unit.post(DUE, officer, ref=this, due_at=_morning(office), dedupe=key)


def _morning(office: Office) -> datetime:
    """Nine o'clock, or now when that was earlier today."""
    return max(office.clock.now(), instant(office.today, MORNING, office.zone))
