"""A signal that its author does not post yet: kept for the author alone, reminded of once, gone in its term.

Nobody else finds it: it matches nothing, stands on no agenda, and no command, button or message knows its
number. Posting it makes it a signal like any other from that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.errors import Refused
from casework.office import Office
from casework.people import Person
from casework.permissions import require
from casework.readers import CARD, EXISTS
from casework.refs import ref
from casework.regie import matches
from casework.signals.naming import ask_to_put_right
from rules.working_days import after_working_days
from storage import outbox
from storage.repositories import signals
from storage.signal_tables import SignalState
from storage.unit_of_work import Unit

UNPOSTED = "signal.unposted"
# What waits until partners are chosen (architecture 8: the form's submission or closing posts the card).
WAITING = (CARD, EXISTS, "signal.author")
REMINDED_AFTER = 1  # working day
# As good as never: what is posted is due at once, and the term of a draft is far shorter.
LATER = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft: its reference, and the last local day on which it is there."""

    ref: str
    until: date


def keep(office: Office, person: Person, number: int, key: str) -> Kept:
    """Do not post it yet; the author finds it on Home, and hears of it once.

    Raises `Refused` ALREADY_POSTED once anybody else may have seen or done something with it, `NotForYou`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("signal.keep", person, file.signal, file.tagged)
        this = ref("S", number)
        if not file.is_draft:
            file.must_be_open()
            touched = (file.tags, file.disclosures, file.consents, file.exceptions)
            own = file.signal.lead == file.signal.author and not any(touched)
            if not own or outbox.postpone(unit.session, ref=this, kinds=WAITING, to=unit.now + LATER):
                raise Refused("ALREADY_POSTED", ref=this)
            file.signal.state = SignalState.DRAFT
            unit.session.add(file.signal)
            unit.session.flush()
            matches.let_go(unit, number)
            due = after_working_days(unit.now, REMINDED_AFTER)
            unit.post(UNPOSTED, file.signal.author, ref=this, due_at=due, dedupe=f"{this}:unposted")
            unit.note(person.user_id, "signal.keep", ref=this)
        return Kept(this, last_day(office, file))


def last_day(office: Office, file: CaseFile) -> date:
    """The last local day on which a draft is kept."""
    written = file.signal.created_at.astimezone(office.zone).date()
    return written + timedelta(days=office.policy.draft_days)


def mine(session: Session, person: Person) -> Sequence[int]:
    """The drafts of this person, the oldest first."""
    rows = signals.drafts_of(session, person.user_id, person.partnerships | person.coordinates)
    return [row.id for row in rows if row.id is not None and person.did(row.author, row.created_at)]


def is_out(session: Session, number: int) -> bool:
    """Whether a signal is with its readers, or on its way."""
    return outbox.begun(session, ref=ref("S", number), kinds=WAITING)


def post(office: Office, unit: Unit, file: CaseFile) -> None:
    """Make a draft a signal like any other, reported now; whoever posts what waits for it does that after."""
    file.signal.state = SignalState.OPEN
    file.signal.created_at = unit.now
    unit.session.add(file.signal)
    unit.session.flush()
    matches.refresh(unit, file.number)
    if names := tuple(office.gate.subject_names(file)):
        ask_to_put_right(office, unit, file.signal.partnership_id, names)
