"""Opening and closing a hidden ground, or sharing within one organisation (P14, P27, P29).

The privacy officer asks, with a reason; it is open once a second person of the list of reviewers agreed.
Closing needs nobody else and holds at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from casework.casefile import load
from casework.errors import AlreadyDone, Flaw, Invalid, NotForYou, Refused
from casework.exceptions.independence import reviewers_for, why_not
from casework.office import Office
from casework.people import Person
from casework.permissions import require_grant
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.texts import check_text
from rules.book import Rulebook
from rules.policy import INTERNAL
from storage.ground_tables import GroundOpening
from storage.repositories import directory, grounds, signals
from storage.unit_of_work import Unit

OPEN, CLOSE, AGREE, DECLINE = "ground.open", "ground.close", "ground.agree", "ground.decline"
ASKED, TOLD = "ground.asked", "ground.told"
REASON_LIMIT = 300
FG = "fg"


@dataclass(frozen=True, slots=True)
class Opening:
    """What was asked, by whom, why, and how it stands: `waiting`, `open`, `closed` or `declined`."""

    ref: str
    ground: str
    reason: str
    asked_by: str
    second: str
    state: str
    since: datetime
    closed_by: str | None = None
    closing_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """All that can be opened, what runs of it, and who could be the second person."""

    subjects: tuple[str, ...]
    running: tuple[Opening, ...]
    second: str | None = None

    @property
    def free(self) -> tuple[str, ...]:
        """What is neither open nor asked for."""
        taken = {one.ground for one in self.running}
        return tuple(one for one in self.subjects if one not in taken)


def subjects(book: Rulebook) -> tuple[str, ...]:
    """The hidden grounds in force, and sharing within one organisation."""
    return (*(one.id for one in book.grounds.values() if one.hidden and one.in_force), INTERNAL)


def standing(office: Office, person: Person) -> Standing:
    """For the privacy officer; raises `NotForYou` for anyone else."""
    require_grant(OPEN, person)
    with office.store.reading() as session:
        eligible = reviewers_for(session, person, ())
        running = tuple(_seen(one) for one in grounds.running(session))
        return Standing(subjects(office.book), running, eligible[0] if eligible else None)


def ask(office: Office, person: Person, ground: str, reason: str, second: str, key: str) -> None:
    """Ask the second person; raises `Invalid` per field, `NotForYou`."""
    with office.act(key, person) as unit:
        require_grant(OPEN, person)
        flaws: dict[str, Flaw] = {}
        if ground not in subjects(office.book):
            flaws["ground"] = Flaw("unknown_choice" if ground else "required")
        elif any(one.ground == ground for one in grounds.running(unit.session)):
            flaws["ground"] = Flaw("ground_runs")
        if flaw := _why_not(unit.session, second, person):
            flaws["second"] = flaw
        said = _reason(office, reason, flaws)
        if flaws:
            raise Invalid(flaws)
        row = GroundOpening(
            ground=ground, reason=said, asked_by=person.user_id, asked_at=unit.now, second=second
        )
        unit.session.add(row)
        unit.session.flush()
        this = ref("G", row.id)
        unit.post(ASKED, second, ref=this, dedupe=f"{this}:asked")
        unit.note(person.user_id, OPEN, ref=this, code=ground, facts={"second": second})


def agree(office: Office, person: Person, number: int, key: str) -> None:
    """The second person agrees: from now on it is open, and whoever works with it hears so."""
    with office.act(key, person) as unit:
        row = _waiting(unit, person, number)
        row.agreed_at = unit.now
        _settle(unit, row, person, AGREE)


def decline(office: Office, person: Person, number: int, key: str) -> None:
    """The second person does not agree: it stays closed."""
    with office.act(key, person) as unit:
        row = _waiting(unit, person, number)
        row.closed_at, row.closed_by = unit.now, person.user_id
        _settle(unit, row, person, DECLINE)


def close(office: Office, person: Person, ground: str, reason: str, key: str) -> None:
    """Close what is open or was asked for, and what rested on it; raises `Invalid`, `NotForYou`."""
    with office.act(key, person) as unit:
        require_grant(CLOSE, person)
        row = next((one for one in grounds.running(unit.session) if one.ground == ground), None)
        flaws = {} if row else {"ground": Flaw("unknown_choice" if ground else "required")}
        said = _reason(office, reason, flaws)
        if flaws or row is None:
            raise Invalid(flaws)
        row.closed_at, row.closed_by, row.closing_reason = unit.now, person.user_id, said
        _settle(unit, row, person, CLOSE)
        for signal in _concerned(unit.session, ground):
            recheck(office, unit, load(unit.session, signal))


def opening(office: Office, number: int) -> Opening:
    """One by number, for a message about to be drawn; raises `NotForYou`."""
    with office.store.reading() as session:
        row = grounds.opening(session, number)
        if row is None:
            raise NotForYou
        return _seen(row)


def _concerned(session: Session, ground: str) -> Sequence[int]:
    """The signals with something shared that may rest on it."""
    live = signals.with_live_disclosures(session)
    if ground == INTERNAL:
        return list(live)
    return sorted(set(live) & set(grounds.resting_on(session, ground)))


def _waiting(unit: Unit, person: Person, number: int) -> GroundOpening:
    row = grounds.opening(unit.session, number)
    if row is None or row.second != person.user_id:
        raise NotForYou
    if row.agreed_at is not None and row.closed_at is None:
        raise AlreadyDone
    if row.closed_at is not None:
        raise Refused("GROUND_CLOSED", ref=ref("G", number))
    if why_not(unit.session, person.user_id, row.asked_by, ()) is not None:
        raise NotForYou
    return row


def _settle(unit: Unit, row: GroundOpening, person: Person, act: str) -> None:
    unit.session.add(row)
    unit.session.flush()
    this = ref("G", row.id)
    unit.redraw(this)
    coordinators = {one.coordinator for one in directory.partnerships(unit.session)}
    told = {row.asked_by, row.second, *directory.users_with(unit.session, FG)}
    if act != DECLINE:
        told |= coordinators
    for user in sorted(told - {person.user_id}):
        unit.post(TOLD, user, ref=this, dedupe=f"{this}:{act}:{user}")
    unit.note(person.user_id, act, ref=this, code=row.ground)


def _why_not(session: Session, second: str, person: Person) -> Flaw | None:
    return why_not(session, second, person.user_id, ()) if second else Flaw("required")


def _reason(office: Office, typed: str, flaws: dict[str, Flaw]) -> str:
    checked = check_text(typed, REASON_LIMIT, (), (), office.today)
    least = office.policy.reasoning_length
    if checked.flaw is not None:
        flaws["reason"] = checked.flaw
    elif len(checked.text or "") < least:
        flaws["reason"] = Flaw("reasoning_needed", least)
    return checked.text or ""


def _seen(row: GroundOpening) -> Opening:
    state = "closed" if row.agreed_at is not None else "declined"
    if row.closed_at is None:
        state = "waiting" if row.agreed_at is None else "open"
    since = row.closed_at or row.agreed_at or row.asked_at
    return Opening(
        ref("G", row.id),
        row.ground,
        row.reason,
        row.asked_by,
        row.second,
        state,
        since,
        row.closed_by,
        row.closing_reason,
    )
