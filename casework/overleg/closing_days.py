"""Closed days besides public holidays: a calendar file owns the days that it brought."""

from __future__ import annotations

from sqlmodel import col, select

from casework.directory.changes import Changes
from casework.overleg.calendar_reading import Period, ReadCalendar
from rules.overleggen import OnClosed
from storage.overleg_tables import ClosedPeriod, Overleg
from storage.unit_of_work import Unit


def store_closed_days(unit: Unit, found: ReadCalendar, source: str) -> Changes:
    """Let this file have brought exactly these days; the same file twice changes nothing.

    A day that it does not name any more goes; what another file brought stays. Days of before files were
    noted belong to whichever file names them.
    """
    changes = Changes(skipped=found.skipped)
    rows = unit.session.exec(select(ClosedPeriod).where(col(ClosedPeriod.source).in_((source, "")))).all()
    known = {period_of(row): row for row in sorted(rows, key=lambda row: row.source)}
    for period in found.periods:
        row = known.get(period)
        if row is None:
            row = ClosedPeriod(source=source, name=period.name, first_day=period.first, last_day=period.last)
            changes.add("gesloten", described(row))
        row.source = source
        unit.session.add(row)
    for period, row in known.items():
        if row.source == source and period not in found.periods:
            changes.remove("gesloten", described(row))
            unit.session.delete(row)
    unit.session.flush()
    return changes


def remove(unit: Unit, number: int) -> ClosedPeriod | None:
    """Take one period out of the closed days; None when there is none with this number."""
    row = unit.session.get(ClosedPeriod, number)
    if row is not None:
        unit.session.delete(row)
        unit.session.flush()
        unit.note("schakel", "closed_days.remove", facts={"closed_period": number})
    return row


def count_closing(unit: Unit, number: int) -> None:
    """Note that closed days changed under this series, so that a calendar takes its next file as newer."""
    row = unit.session.get(Overleg, number)
    if row is not None and row.on_closed != OnClosed.KEEP:
        row.closings += 1
        unit.session.add(row)
        unit.session.flush()


def period_of(row: ClosedPeriod) -> Period:
    """The days of a row."""
    return Period(row.first_day, row.last_day, row.name)


def described(row: ClosedPeriod) -> str:
    """`19-12-2026 t/m 03-01-2027 Kerstvakantie`."""
    first, last = (f"{day:%d-%m-%Y}" for day in (row.first_day, row.last_day))
    return f"{first}{'' if first == last else f' t/m {last}'} {row.name}"
