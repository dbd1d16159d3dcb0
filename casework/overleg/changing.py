"""What changes about an overleg that was planned: one time moved, skipped, chaired by another; its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from casework.errors import Flaw, Refused
from casework.merging import merged
from casework.office import Office
from casework.overleg.access import must_be_held, must_be_to_come, require, the_time
from casework.overleg.drafting import Table, read_account, read_start
from casework.overleg.file import OverlegFile, load
from casework.overleg.materialising import BACK, HORIZON, horizon
from casework.overleg.posts import (
    CANCELLED,
    CHANGED,
    audience,
    synchronise,
    synchronise_all,
    tell,
)
from casework.people import Person
from casework.signals.drafting import Findings
from rules.overleggen import Occurrence
from rules.reminding import ReminderRule
from rules.walltime import zone_named
from storage import outbox, planned_posts
from storage.overleg_tables import OccurrenceChange
from storage.unit_of_work import Unit


def movable(
    office: Office, person: Person, act: str, number: int, planned: date | None
) -> tuple[OverlegFile, Occurrence]:
    """The time that this person is about to change; raises `Refused` when that cannot be."""
    now = office.clock.now()
    with office.store.reading() as session:
        file = load(session, number)
        held = the_time(act, person, file, planned, now)
        must_be_to_come(file, held, now)
        return file, held


def move(
    office: Office,
    person: Person,
    number: int,
    planned: date,
    day_typed: str,
    time_typed: str,
    key: str,
    opened: Mapping[str, str] | None = None,
) -> None:
    """Move one time, also one that fell out; its reminders follow and everyone hears of it.

    With `opened`, the marks of the form as it was opened, a day or time that was left as it was keeps what
    somebody else moved it to since.

    Raises `Invalid` for the fields `date` and `time`.
    """
    with office.act(key, person) as unit:
        file, held = _to_change(unit, person, "view:overleg.move", number, planned)
        found = Findings()
        zone, typed = zone_named(file.row.zone), {"date": day_typed, "time": time_typed}
        now = merged(typed, opened, when(held, zone))
        start = read_start(now["date"], now["time"], "date", zone, unit.now, found)
        if start is not None:
            _must_be_free(file, held, start[0], found)
        found.settle(())
        change = _change(unit, file, person, planned)
        change.day, change.starts_at = start or (None, None)
        change.skipped = False
        _changed(office, unit, person, number, change, "overleg.move")


def when(held: Occurrence, zone: ZoneInfo) -> dict[str, str]:
    """The day and the time of one time, as the form to move it gives them."""
    return {"date": held.day.isoformat(), "time": f"{held.starts.astimezone(zone):%H:%M}"}


def skip(office: Office, person: Person, number: int, planned: date | None, key: str) -> date:
    """Let one time (by default the next) fall out; gives its planned date. Raises `Refused`."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        held = the_time("overleg.skip", person, file, planned, unit.now)
        must_be_held(file, held, unit.now)
        change = _change(unit, file, person, held.planned)
        change.skipped = True
        _changed(office, unit, person, number, change, "overleg.skip")
    return held.planned


def let_chair(
    office: Office,
    person: Person,
    number: int,
    planned: date,
    user: str,
    key: str,
    opened: Mapping[str, str] | None = None,
) -> None:
    """Have somebody else of the partnership chair one time; raises `Invalid` for the field `chair`.

    With `opened`, the marks of the form as it was opened, whoever was left as they were keeps their seat to
    whom somebody else gave it since.
    """
    with office.act(key, person) as unit:
        file, held = _to_change(unit, person, "view:overleg.chair", number, planned)
        must_be_held(file, held, unit.now)
        user = merged({"chair": user}, opened, {"chair": file.chair_of(planned)})["chair"]
        found = Findings()
        table = Table(file.members, file.partnership.coordinator)
        read_account(user, table, found, "chair")
        found.settle(())
        change = _change(unit, file, person, planned)
        change.chair = None if user == file.row.chair else user
        _changed(office, unit, person, number, change, "overleg.chair")


def cancel(office: Office, person: Person, number: int, key: str) -> None:
    """End a series: nothing of it is held or reminded of any more. Raises `Refused`."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("overleg.cancel", person, file)
        if file.row.cancelled_at is not None:
            raise Refused("OVERLEG_CANCELLED", ref=file.ref)
        still = {held.planned for held in file.upcoming(unit.now, skipped=True, within=timedelta(days=70))}
        file.row.cancelled_at = unit.now
        file.row.sequence += 1
        unit.session.add(file.row)
        unit.session.flush()
        synchronise_all(unit, file, still, office.book.reminders, horizon(office))
        for one in (file.ref, *map(file.ref_of, sorted(still))):  # whoever was asked to stand in, too
            outbox.change(unit.session, ref=one, now=unit.now)
        invited = {one.user_id for one in file.participants if one.user_id is not None}
        told = {file.organiser, file.chair, *invited} - {person.user_id}
        tell(unit, file, CANCELLED, file.ref, f"{file.ref}:cancelled", told)
        unit.note(person.user_id, "overleg.cancel", ref=file.ref)


def replan(
    unit: Unit,
    number: int,
    rules: Mapping[str, ReminderRule],
    zone: ZoneInfo,
    before: OverlegFile | None = None,
) -> None:
    """Bring the reminders of a whole series in line after its agreement, or the closed days, changed.

    `before` is the series as it was; times that are over keep what was sent about them.
    """
    today = unit.now.astimezone(zone).date()
    start, until = today - BACK, today + HORIZON
    file = load(unit.session, number)
    possible = {
        held.planned
        for one in filter(None, (before, file))
        for held in [*one.between(start, until), *_changed_times(one)]
        if held.ends > unit.now or held.skipped
    }
    synchronise_all(unit, file, possible, rules, until)
    planned_posts.redraw(unit.session, {file.ref, *map(file.ref_of, possible)}, unit.now)
    file.row.planned_until = until
    unit.session.add(file.row)


def _changed_times(file: OverlegFile) -> list[Occurrence]:
    """The changed times that the rhythm still has."""
    return [held for held in map(file.maybe_at, file.changes) if held is not None]


def _to_change(
    unit: Unit, person: Person, act: str, number: int, planned: date
) -> tuple[OverlegFile, Occurrence]:
    file = load(unit.session, number)
    require(act, person, file, planned)
    held = file.at(planned)
    must_be_to_come(file, held, unit.now)
    return file, held


def _must_be_free(file: OverlegFile, held: Occurrence, day: date, found: Findings) -> None:
    around = timedelta(days=70)
    others = [*file.between(day - around, day + around), *_changed_times(file)]
    if any(one.day == day and one.planned != held.planned and not one.skipped for one in others):
        found.flaws["date"] = Flaw("day_taken")


def _change(unit: Unit, file: OverlegFile, person: Person, planned: date) -> OccurrenceChange:
    change = file.changes.get(planned) or OccurrenceChange(
        overleg_id=file.number, planned=planned, changed_by=person.user_id, changed_at=unit.now
    )
    change.changed_by = person.user_id
    change.changed_at = unit.now
    change.sequence += 1
    return change


def _changed(
    office: Office, unit: Unit, person: Person, number: int, change: OccurrenceChange, act: str
) -> None:
    unit.session.add(change)
    unit.session.flush()
    file = load(unit.session, number)
    ref = file.ref_of(change.planned)
    synchronise(unit, file, change.planned, office.book.reminders)
    for one in (ref, file.ref):
        outbox.change(unit.session, ref=one, now=unit.now)
    told = audience(unit, file, change.planned) - {person.user_id}
    tell(unit, file, CHANGED, ref, f"{ref}:changed@{change.sequence}", told)
    unit.note(person.user_id, act, ref=ref, facts={"sequence": change.sequence})
