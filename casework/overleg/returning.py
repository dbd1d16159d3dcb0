"""Lets the overleggen of a partnership that is back in the directory go on, and says so to everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from casework.office import Office
from casework.overleg.drafting import Table
from casework.overleg.file import OverlegFile, load
from casework.overleg.posts import RESUMED, STANDS_IN, lay_down_coming, news_key, tell
from casework.sparing import one_by_one
from rules.reminding import ReminderRule
from storage import outbox
from storage.overleg_tables import Overleg
from storage.repositories import overleggen
from storage.unit_of_work import Unit


def resume_returned(office: Office, within: timedelta) -> list[int]:
    """Let go on what ended with a partnership that is active again; a second time changes nothing.

    Gives the numbers of those that damage kept from going on.
    """
    with office.store.reading() as session:
        numbers = overleggen.of_returned(session)
    return one_by_one(numbers, partial(_resume_one, office, within))


def _resume_one(office: Office, within: timedelta, number: int) -> None:
    with office.store.reading() as session:
        if not _goes_on(load(session, number), office.clock.now()):
            return
    with office.job() as unit:
        overleggen.hold(unit.session, number)
        if number in overleggen.of_returned(unit.session):
            _resume(unit, load(unit.session, number), office.book.reminders, within)


def resume(unit: Unit, rules: Mapping[str, ReminderRule], within: timedelta) -> int:
    """The same in a transaction that is open, with reminders for the time `within`; gives how many series.

    What a person cancelled stays cancelled; a series without a time to come stays ended.
    """
    found = [load(unit.session, number) for number in overleggen.of_returned(unit.session)]
    going = [file for file in found if _goes_on(file, unit.now)]
    for file in going:
        overleggen.hold(unit.session, file.number)
        _resume(unit, file, rules, within)
    return len(going)


def _goes_on(file: OverlegFile, now: datetime) -> bool:
    return _as_running(file).next(now) is not None


def _as_running(file: OverlegFile) -> OverlegFile:
    return replace(file, row=Overleg.model_validate({**file.row.model_dump(), "cancelled_at": None}))


def _resume(unit: Unit, file: OverlegFile, rules: Mapping[str, ReminderRule], within: timedelta) -> None:
    row = file.row
    row.cancelled_at = None
    row.ended_with_partnership = False
    row.sequence += 1
    replaced = _replace_departed(unit, file)
    row.planned_until = unit.now.astimezone(file.zone).date() + within
    unit.session.add(row)
    unit.session.flush()
    lay_down_coming(unit, file, rules, within)
    for held in file.upcoming(unit.now, within=within):
        outbox.change(unit.session, ref=file.ref_of(held.planned), now=unit.now)
    _tell(unit, file, stands_in=bool(replaced))
    facts = {"sequence": row.sequence, "replaced": replaced}
    unit.note("schakel", "overleg.resume", ref=file.ref, code="partnership_returned", facts=facts)


def _replace_departed(unit: Unit, file: OverlegFile) -> list[str]:
    """The coordinator stands in for whoever organised or chaired and no longer belongs here.

    Whoever would chair a single time and left leaves it to the series' own chair.
    """
    coordinator = file.partnership.coordinator
    accounts = Table(file.members, coordinator).accounts
    replaced = [name for name in ("organiser", "chair") if getattr(file.row, name) not in accounts]
    for name in replaced:
        setattr(file.row, name, coordinator)
    for planned, change in file.changes.items():
        held = file.maybe_at(planned)
        if change.chair not in {None, *accounts} and held is not None and held.ends > unit.now:
            change.chair = None
            change.sequence += 1
            unit.session.add(change)
    return replaced


def _tell(unit: Unit, file: OverlegFile, *, stands_in: bool) -> None:
    """The channel and everyone concerned; a coordinator who stands in hears that instead."""
    for kind in (RESUMED, STANDS_IN):
        unit.withdraw(ref=file.ref, prefix=news_key(file, kind))
    told = {file.organiser, file.chair, *(one.user_id for one in file.participants if one.user_id)}
    sequence, coordinator = file.row.sequence, file.partnership.coordinator
    if stands_in:
        told.discard(coordinator)
        key = f"{news_key(file, STANDS_IN)}{sequence}"
        unit.post(STANDS_IN, coordinator, ref=file.ref, urgent=True, dedupe=key)
    tell(unit, file, RESUMED, file.ref, f"{news_key(file, RESUMED)}{sequence}", told)
