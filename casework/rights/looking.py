"""How what was asked stands, for the privacy officer and whoever is told of it; codes and days only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from casework.errors import Flaw, Invalid, NotForYou
from casework.explaining_letters import LOCALES
from casework.office import Office
from casework.people import Person
from casework.permissions import require_grant
from casework.refs import ref
from casework.rights.copying import readable_until
from rules.rights import RIGHTS, Right
from storage.repositories import rights, signals
from storage.rights_tables import SubjectRight
from storage.signal_tables import SignalState

SHOW, LETTER = "rights.show", "rights.letter"
# Of all texts of these letters together: another sentence is another version.
TEXT_VERSION = 1


@dataclass(frozen=True, slots=True)
class RightAsked:
    """One right as it was used: `due` is the last day for an answer, `until` when a copy can be made.

    `came` is what came of it, None while it runs.
    """

    ref: str
    signal_ref: str
    right: Right
    asker: str
    because: str | None
    withhold: bool
    asked_by: str
    asked_on: date
    due: date
    second: str | None
    agreed: bool
    until: datetime | None
    came: str | None
    done_on: date | None

    @property
    def runs(self) -> bool:
        """Whether it waits for an answer."""
        return self.came is None


@dataclass(frozen=True, slots=True)
class RightsOverview:
    """All that was asked about one signal, and what can be asked now."""

    ref: str
    asked: tuple[RightAsked, ...]
    free: tuple[Right, ...]


def overview(office: Office, person: Person, number: int) -> RightsOverview:
    """For the privacy officer, also of an erased signal; raises `NotForYou` for anyone else."""
    require_grant(SHOW, person)
    with office.store.reading() as session:
        signal = signals.signal(session, number)
        if signal is None or signal.state == SignalState.DRAFT:
            raise NotForYou
        asked = tuple(_asked(office, one) for one in rights.of_signal(session, number))
        kept = signal.state in ("open", "closed", "restricted")
    running = {one.right.id for one in asked if one.runs}
    known = office.book.rights.rights
    free = tuple(known[one] for one in RIGHTS if one not in running) if kept else ()
    return RightsOverview(ref("S", number), asked, free)


def told(office: Office, number: int) -> RightAsked:
    """One by number, for a message about to be drawn; raises `NotForYou`."""
    with office.store.reading() as session:
        return _found(office, rights.one(session, number))


def may_write(office: Office, person: Person, number: int) -> RightAsked:
    """The same for the privacy officer, about to choose a letter; raises `NotForYou`."""
    require_grant(LETTER, person)
    return told(office, number)


def for_letter(office: Office, person: Person, number: int, locale: str, key: str) -> RightAsked:
    """What a letter says of it; which text was given, is kept in the audit. Raises `NotForYou`, `Invalid`."""
    with office.act(key, person) as unit:
        require_grant(LETTER, person)
        found = _found(office, rights.one(unit.session, number))
        if locale not in LOCALES:
            raise Invalid({"letter": Flaw("unknown_choice")})
        text = {"request": found.ref, "locale": locale, "version": TEXT_VERSION, "answer": found.came}
        unit.note(person.user_id, LETTER, ref=found.signal_ref, code=found.right.id, facts=text)
        return found


def due_on(office: Office, row: SubjectRight) -> date:
    """The last day for an answer: the days of the table, and never more than a month (12(3) AVG)."""
    asked_on = row.asked_at.astimezone(office.zone).date()
    days = timedelta(days=office.book.rights.rights[row.kind].days)
    return min(asked_on + days, asked_on + relativedelta(months=1))


def _found(office: Office, row: SubjectRight | None) -> RightAsked:
    if row is None:
        raise NotForYou
    return _asked(office, row)


def _asked(office: Office, row: SubjectRight) -> RightAsked:
    right = office.book.rights.rights[row.kind]
    asked_on = row.asked_at.astimezone(office.zone).date()
    return RightAsked(
        ref=ref("V", row.id),
        signal_ref=ref("S", row.signal_id),
        right=right,
        asker=row.asker,
        because=row.because,
        withhold=row.withhold,
        asked_by=row.asked_by,
        asked_on=asked_on,
        due=due_on(office, row),
        second=row.second,
        agreed=row.agreed_at is not None,
        until=readable_until(row),
        came=row.outcome,
        done_on=None if row.done_at is None else row.done_at.astimezone(office.zone).date(),
    )
