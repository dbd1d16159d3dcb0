"""At night: a week's notice where something open would end, then taking away what is over its term."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from functools import partial

from casework.casefile import CaseFile, load
from casework.errors import AlreadyDone
from casework.office import Office
from casework.refs import ref
from casework.regie.leading import acting_author, acting_lead
from casework.retention.terms import CONTENT, NOTICE, Calendar, Going, ending_of, going
from casework.sharing.closing import end_with_the_signal
from casework.signals.erasing import drop_content
from casework.sparing import one_by_one
from storage.erasure_tables import Why
from storage.repositories import exceptions, retention, rights, signals
from storage.unit_of_work import Unit

ENDING = "signal.ending"
OVER = "RETENTION_OVER"
ACT = "retention.end"
# How long records wait for messages in Slack that cannot be replaced.
PATIENCE = timedelta(days=7)


def calendar(office: Office) -> Calendar:
    """How terms are counted here today."""
    return Calendar(office.gate, office.policy, office.zone)


def tonight(office: Office) -> tuple[Going, ...]:
    """What would go if it were night."""
    with office.store.reading() as session:
        return going(session, calendar(office), office.today)


def carry_out(office: Office) -> list[int]:
    """Give notice, then take away what is over; each by itself, judged once more in its own act.

    A term is a most: what is over it goes also when nobody could be told beforehand. Records go once what
    stood in Slack is replaced: of content that ends for the same reason, one night later. Gives the numbers
    of the signals that could not be done.
    """
    with office.store.reading() as session:
        found = going(session, calendar(office), office.today + NOTICE)
    over = [one for one in found if one.ending.on <= office.today]
    soon = [one for one in found if one.open and one.ending.on > office.today]
    failed = [*one_by_one(soon, partial(_give_notice, office)), *one_by_one(over, partial(_end, office))]
    return sorted({one.number for one in failed})


def _end(office: Office, one: Going) -> None:
    key = f"nightly:retention:{office.today.isoformat()}:{one.what}:{one.number}"
    with suppress(AlreadyDone), office.job(key) as unit:
        if ending_of(unit.session, calendar(office), one.number) != one:
            return  # somebody worked on it since
        if one.what == CONTENT:
            file = load(unit.session, one.number)
            end_with_the_signal(unit, file, OVER)
            drop_content(unit, calendar(office), file, Why.FORGOTTEN)
        elif not _forget_records(unit, one, office.today):
            return
        unit.note("schakel", ACT, ref=one.ref, code=one.ending.term, facts={"what": one.what})


def _forget_records(unit: Unit, one: Going, today: date) -> bool:
    shared = (ref("D", row.id) for row in signals.disclosures(unit.session, one.number))
    invoked = (ref("X", row.id) for row in exceptions.of_signal(unit.session, one.number))
    asked = (ref("V", row.id) for row in rights.of_signal(unit.session, one.number))
    refs = (one.ref, *shared, *invoked, *asked)
    if today < one.ending.on + PATIENCE and retention.being_drawn(unit.session, refs):
        return False
    retention.forget_records(unit.session, one.number, refs)
    unit.clear_traces(Why.FORGOTTEN, one.ref)
    return True


def _give_notice(office: Office, one: Going) -> None:
    key = f"nightly:notice:{one.number}:{one.ending.on.isoformat()}"
    with suppress(AlreadyDone), office.job(key) as unit:
        file = load(unit.session, one.number)
        this = ref("S", one.number)
        unit.post(ENDING, _leads(file), ref=this, dedupe=f"{ENDING}:{this}:{one.ending.on.isoformat()}")


def _leads(file: CaseFile) -> str:
    return acting_lead(file) or acting_author(file) or file.partnership.coordinator


def notice(office: Office, number: int) -> Going | None:
    """What a notice says now; None once it would end later than the week it warned of."""
    with office.store.reading() as session:
        found = ending_of(session, calendar(office), number)
    if found is None or not found.open or found.ending.on > office.today + NOTICE:
        return None
    return found
