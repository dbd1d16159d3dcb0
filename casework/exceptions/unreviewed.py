"""Which uses of the fast path of one person nobody else has reviewed: one is told, two block (P11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.casefile import CaseFile
from casework.evidence import case_for, entries_of
from casework.office import Office
from casework.people import PartnerRef
from casework.question import Question
from casework.refs import ref
from rules.asking import ask
from rules.excepting import BLOCKS_FROM, unreviewed_before
from rules.model import ExceptionRecord
from storage.evidence_tables import ExceptionEntry
from storage.repositories.exceptions import VITAL


@dataclass(frozen=True, slots=True)
class Unreviewed:
    """An earlier use that waits for its reviewer, None where the list has nobody independent."""

    ref: str
    reviewer: str | None


def earlier(
    office: Office, file: CaseFile, invoker: PartnerRef, now: datetime, entry: ExceptionEntry | None = None
) -> tuple[Unreviewed, ...]:
    """The uses before `entry`, or before one that this person would record now; in this case and others.

    Empty for an entry on a ground that nobody uses by the clock, and for a role the tables do not know.
    """
    role = office.book.roles.get(invoker.role)
    if role is None or role.regime not in office.book.regimes:
        return ()
    if entry is not None and office.book.grounds[entry.ground].by_the_clock is None:
        return ()
    nothing = Question(invoker, (), (), "")
    asked = ask(case_for(file, nothing, role.regime, None, now, office.book), office.book, office.policy)
    here = entries_of(file, invoker)
    there = [one for one in file.elsewhere if one.invoker == invoker.user_id]
    rows = [
        *zip(asked.case.exceptions, here, strict=True),
        *zip(asked.case.elsewhere, there, strict=True),
    ]
    place = next((index for index, one in enumerate(here) if one is entry), len(here))
    record = (
        asked.case.exceptions[place]
        if place < len(asked.case.exceptions)
        else ExceptionRecord(VITAL, invoked_by=invoker.role, invoker=invoker.user_id, granted=now)
    )
    found = unreviewed_before(record, place, asked)
    waiting = [row for made, row in rows if any(made is one for one in found)]
    return tuple(Unreviewed(ref("X", one.id), one.reviewer) for one in waiting)


def blocks(found: Sequence[Unreviewed]) -> bool:
    """Whether these keep the next one closed."""
    return len(found) >= BLOCKS_FROM
