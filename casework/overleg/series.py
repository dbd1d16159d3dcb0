"""Changes what was agreed about a whole series: its time, its place, who organises and chairs, until when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from casework import merging
from casework.errors import Flaw, Refused
from casework.office import Office
from casework.overleg.access import require
from casework.overleg.changing import replan
from casework.overleg.drafting import LOCATION_LIMIT, Table, read_account, read_day, read_time
from casework.overleg.file import SOON, OverlegFile, load
from casework.overleg.looking import SeriesCard, series_card
from casework.overleg.names import subject_names
from casework.overleg.posts import ALTERED, tell
from casework.people import Person
from casework.signals.drafting import Findings
from casework.standing_texts import StandingTexts
from casework.texts import check_text
from rules.walltime import zone_named
from storage.overleg_tables import OccurrenceChange, Overleg
from storage.unit_of_work import Unit

ACT = "overleg.change"


@dataclass(frozen=True, slots=True)
class SeriesForm:
    """The form as typed: raw text and option values, nothing checked."""

    time: str = ""
    location: str = ""
    organiser: str = ""
    chair: str = ""
    until: str = ""


def changeable(office: Office, person: Person, number: int) -> tuple[SeriesCard, SeriesForm]:
    """The series that this person is about to change, and the form as it stands; raises `Refused`."""
    with office.store.reading() as session:
        file = load(session, number)
        _must_run(ACT, person, file)
        return series_card(StandingTexts(office, session), file, office.clock.now()), _standing(file.row)


def change_series(
    office: Office,
    person: Person,
    number: int,
    form: SeriesForm,
    key: str,
    already_asked: Collection[str] = (),
    opened: Mapping[str, str] | None = None,
) -> bool:
    """Store what was changed about every time to come; reminders follow and everyone hears of it.

    With `opened`, the marks of the form as it was opened, only what was changed in it counts. What has begun
    stays as it was. False when nothing was changed. Raises `Invalid`, `AskFirst`, `Refused`.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        _must_run(f"view:{ACT}", person, file)
        typed = merging.merged(asdict(form), opened, asdict(_standing(file.row)))
        wanted = _read(office, unit, file, SeriesForm(**typed), already_asked)
        changed = {name for name, value in wanted.items() if getattr(file.row, name) != value}
        if not changed:
            return False
        before = replace(file, row=Overleg.model_validate(file.row.model_dump()))
        if "starts_at" in changed:
            _keep_what_began(unit, person, file)
        for name in changed:
            setattr(file.row, name, wanted[name])
        file.row.sequence += 1
        unit.session.add(file.row)
        unit.session.flush()
        replan(unit, number, office.book.reminders, zone_named(file.row.zone), before)
        _tell(unit, before, load(unit.session, number), person)
        facts = {"fields": sorted(changed), "sequence": file.row.sequence}
        unit.note(person.user_id, ACT, ref=file.ref, facts=facts)
    return True


def _standing(row: Overleg) -> SeriesForm:
    return SeriesForm(
        time=f"{row.starts_at:%H:%M}",
        location=row.location or "",
        organiser=row.organiser,
        chair=row.chair,
        until=row.last_day.isoformat() if row.last_day else "",
    )


def _must_run(act: str, person: Person, file: OverlegFile) -> None:
    require(act, person, file)
    if file.ended:
        raise Refused("OVERLEG_CANCELLED", ref=file.ref)


def _read(
    office: Office, unit: Unit, file: OverlegFile, form: SeriesForm, already_asked: Collection[str]
) -> dict[str, Any]:
    found = Findings()
    today = unit.now.astimezone(zone_named(file.row.zone)).date()
    at = read_time(form.time, found, "time")
    names = subject_names(office, unit.session, file.row.partnership_id)
    checked = check_text(form.location, LOCATION_LIMIT, names, file.words, today)
    location = found.take("location", checked)
    table = Table(file.members, file.partnership.coordinator)
    for name, typed in (("organiser", form.organiser), ("chair", form.chair)):
        read_account(typed, table, found, name)
    until = _until(file, form.until, today, found)
    found.settle(already_asked)
    return {
        "starts_at": at,
        "location": location or None,
        "organiser": form.organiser,
        "chair": form.chair,
        "last_day": until,
    }


def _until(file: OverlegFile, typed: str, today: date, found: Findings) -> date | None:
    if not typed:
        return None
    day = read_day(typed, found, "until")
    if day is not None and day < max(today, file.row.first_day):
        found.flaws["until"] = Flaw("date_past" if day < today else "until_first")
    return day


def _keep_what_began(unit: Unit, person: Person, file: OverlegFile) -> None:
    """Write down of the times that have begun when they did; their sequence says that nobody moved them."""
    today = unit.now.astimezone(zone_named(file.row.zone)).date()
    for held in file.between(today - SOON, today + timedelta(days=1)):
        known = file.changes.get(held.planned)
        if held.skipped or held.starts > unit.now or (known is not None and known.day is not None):
            continue
        kept = known or OccurrenceChange(
            overleg_id=file.number, planned=held.planned, changed_by=person.user_id, changed_at=unit.now
        )
        kept.day, kept.starts_at = held.day, file.row.starts_at
        unit.session.add(kept)
    unit.session.flush()


def _tell(unit: Unit, before: OverlegFile, file: OverlegFile, person: Person) -> None:
    """The channel, and everyone concerned: also who organised or chaired until now."""
    invited = {one.user_id for one in file.participants if one.user_id is not None}
    hosts = {before.row.organiser, before.row.chair, file.row.organiser, file.row.chair}
    key = f"{file.ref}:altered@{file.row.sequence}"
    tell(unit, file, ALTERED, file.ref, key, (hosts | invited) - {person.user_id})
