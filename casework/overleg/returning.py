"""Lets the overleggen of a partnership that is back in the directory go on, and says so to everyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from casework.office import Office
from casework.overleg.drafting import Table
from casework.overleg.file import OverlegFile, load_all
from casework.overleg.posts import RESUMED, STANDS_IN, lay_down_coming, news_key, tell
from rules.reminding import ReminderRule
from storage.overleg_tables import Overleg
from storage.repositories import overleggen
from storage.unit_of_work import Unit


def resume_returned(office: Office, within: timedelta) -> None:
    """Let go on what ended with a partnership that is active again; a second time changes nothing."""
    with office.store.reading() as session:
        if not _going_on(session, office.clock.now()):
            return
    with office.act() as unit:
        resume(unit, office.book.reminders, within)


def resume(unit: Unit, rules: Mapping[str, ReminderRule], within: timedelta) -> int:
    """The same in a transaction that is open, with reminders for the time `within`; gives how many series.

    What a person cancelled stays cancelled; a series without a time to come stays ended.
    """
    found = _going_on(unit.session, unit.now, to_change=True)
    for file in found:
        _resume(unit, file, rules, within)
    return len(found)


def _going_on(session: Session, now: datetime, *, to_change: bool = False) -> list[OverlegFile]:
    rows = overleggen.of_returned(session, to_change=to_change)
    return [file for file in load_all(session, list(rows)) if _as_running(file).next(now) is not None]


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
    told = {file.row.organiser, file.row.chair, *(one.user_id for one in file.participants if one.user_id)}
    sequence, coordinator = file.row.sequence, file.partnership.coordinator
    if stands_in:
        told.discard(coordinator)
        key = f"{news_key(file, STANDS_IN)}{sequence}"
        unit.post(STANDS_IN, coordinator, ref=file.ref, urgent=True, dedupe=key)
    tell(unit, file, RESUMED, file.ref, f"{news_key(file, RESUMED)}{sequence}", told)
