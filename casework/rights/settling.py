"""Closing a signal for a while and opening it again, and what is left open when a signal goes."""

from __future__ import annotations

from casework.casefile import CaseFile
from casework.overleg.mentions import redraw_mentions
from casework.permits import RESTRICTED
from casework.refs import ref
from casework.sharing.closing import end_all
from rules.rights import Rights
from storage.repositories import rights
from storage.rights_tables import SubjectRight
from storage.signal_tables import SignalState
from storage.unit_of_work import Unit

GONE = "erased"
HOUSE = "schakel"


def hide(unit: Unit, file: CaseFile, row: SubjectRight, known: Rights) -> None:
    """Nobody sees anything of the signal from now on; whoever received it is told to use it no further.

    All is kept. What was shared has ended: sharing again later is a new decision.
    """
    before = [one.was for one in _hiding(unit, row, known)]
    row.was = before[0] if before else file.signal.state
    file.signal.state = SignalState.RESTRICTED
    unit.session.add(file.signal)
    end_all(unit, file, RESTRICTED)
    for one in file.refs:
        unit.redraw(one)
    redraw_mentions(unit, file.number)


def show_again(unit: Unit, file: CaseFile, row: SubjectRight, known: Rights) -> None:
    """As it was before, unless something else keeps it closed."""
    if row.was is None or not file.restricted or _hiding(unit, row, known):
        return
    file.signal.state = row.was
    unit.session.add(file.signal)
    for one in file.refs:
        unit.redraw(one)
    redraw_mentions(unit, file.number)


def settle(unit: Unit, number: int) -> None:
    """The content of a signal went: what was still asked about it has nothing left to be about."""
    for row in rights.of_signal(unit.session, number):
        if row.done_at is None:
            finish(unit, row, HOUSE, GONE)


def finish(unit: Unit, row: SubjectRight, account: str, outcome: str) -> None:
    """Nothing more is to be done about it."""
    row.done_at, row.done_by, row.outcome = unit.now, account, outcome
    unit.session.add(row)
    unit.session.flush()
    unit.redraw(ref("V", row.id))


def _hiding(unit: Unit, row: SubjectRight, known: Rights) -> list[SubjectRight]:
    """The others that keep the signal closed."""
    return [
        one
        for one in rights.of_signal(unit.session, row.signal_id)
        if one.id != row.id and one.done_at is None and known.rights[one.kind].hides
    ]
