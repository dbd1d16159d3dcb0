"""A partnership ends and may begin again: what becomes of what stands in it is said before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from casework.addressees import RELATIONAL
from casework.casefile import load
from casework.errors import Flaw, Invalid, NotForYou
from casework.office import Office
from casework.overleg.departing import stop_in
from casework.overleg.materialising import HORIZON
from casework.overleg.returning import resume
from casework.partnerships.keeping import LETTER
from casework.people import Person
from casework.permissions import require_grant
from casework.refs import ref
from casework.sharing.closing import ENDED as PARTNERSHIP_ENDED
from casework.sharing.closing import end_all, redraw_threads
from storage import planned_posts
from storage.directory_tables import Partnership
from storage.repositories import directory, goals, overleggen, signals
from storage.unit_of_work import Unit

END, REOPEN = "partnership.end", "partnership.reopen"
ENDED = "partnership.ended"


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends with a partnership, counted: never which, as a beheerder reads no signals."""

    number: int
    name: str
    signals: int
    shared: int
    overleggen: int
    goals: int
    members: int

    @property
    def counts(self) -> tuple[int, ...]:
        """What a form was shown of it; when it differs, it is shown anew."""
        return (self.signals, self.shared, self.overleggen, self.goals, self.members)


class ChangedMeanwhile(Exception):
    """What was said would end is not what would end now."""

    def __init__(self, now: Ending) -> None:
        super().__init__()
        self.now = now


def what_ends(office: Office, person: Person, number: int) -> Ending:
    """What ends with this partnership; raises `NotForYou`, also for one that ended already."""
    require_grant(END, person)
    with office.store.reading() as session:
        return _ending(session, _running(session, number))


def end(
    office: Office, person: Person, number: int, key: str, *, sure: bool, seen: tuple[int, ...]
) -> Ending:
    """End it. Nothing goes: rows stay as long as their terms say, and `reopen` brings all of it back.

    From this moment nobody is present in it: nobody reads its signals, whoever received details is told to
    use them no further, its overleggen stop. `seen` are the counts that were shown. Raises `Invalid` unless
    `sure`, `ChangedMeanwhile`, and `NotForYou`.
    """
    with office.act(key, person) as unit:
        require_grant(END, person)
        row = _running(unit.session, number)
        ending = _ending(unit.session, row)
        if seen != ending.counts:
            raise ChangedMeanwhile(ending)
        if not sure:
            raise Invalid({"confirmed": Flaw("confirmation_needed")})
        members = directory.members(unit.session, number)
        told = {row.coordinator, *(one.user_id for one in members if one.user_id)}
        for one in signals.shared_in(unit.session, number):
            end_all(unit, load(unit.session, one), PARTNERSHIP_ENDED)
        row.active = False
        unit.session.add(row)
        unit.session.flush()
        for series in overleggen.of_departed(unit.session):
            stop_in(office, unit, series)
        _redraw(unit, told)
        this = ref(LETTER, number)
        for account in sorted(told - {person.user_id}):
            unit.post(ENDED, account, ref=this, dedupe=f"{this}:ended:{unit.now.isoformat()}:{account}")
        facts = dict(zip(("signals", "shared", "overleggen", "goals"), ending.counts, strict=False))
        unit.note(person.user_id, END, ref=this, facts=facts)
        return ending


def reopen(office: Office, person: Person, number: int, key: str) -> str:
    """Let one that ended begin again as it was; gives its name. Raises `NotForYou`."""
    with office.act(key, person) as unit:
        require_grant(REOPEN, person)
        row = directory.partnership(unit.session, number)
        if row is None:
            raise NotForYou
        if not row.active:
            row.active = True
            unit.session.add(row)
            unit.session.flush()
            resume(unit, office.book.reminders, HORIZON)
            members = directory.members(unit.session, number)
            _redraw(unit, {row.coordinator, *(one.user_id for one in members if one.user_id)})
            unit.note(person.user_id, REOPEN, ref=ref(LETTER, number))
        return row.name


def _redraw(unit: Unit, accounts: set[str]) -> None:
    """What stands in Slack and was for who was present is drawn again for who is now."""
    redraw_threads(unit.session, unit.now)
    for account in sorted(accounts):
        planned_posts.redraw_to(unit.session, account, RELATIONAL, unit.now)
    unit.posted = True


def _running(session: Session, number: int) -> Partnership:
    row = directory.partnership(session, number)
    if row is None or not row.active:
        raise NotForYou
    return row


def _ending(session: Session, row: Partnership) -> Ending:
    number = row.id or 0
    running = [one for one in overleggen.in_partnerships(session, [number]) if one.cancelled_at is None]
    return Ending(
        number,
        row.name,
        signals=len(signals.unclosed_in(session, number)),
        shared=len(signals.shared_in(session, number)),
        overleggen=len(running),
        goals=len(goals.standing(session, [number])),
        members=len(directory.members(session, number)),
    )
