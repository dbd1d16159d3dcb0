"""On the first of a month each coordinator gets the report of the month before, once."""

from __future__ import annotations

import re

from casework.office import Office
from casework.report.periods import MONTH, Period, month_of, read_period
from storage.repositories import directory
from storage.unit_of_work import Unit

MONTHLY = "report.monthly"
_WRITTEN = re.compile(r"M-(\d{1,9})/(\d{4}-\d{2})")


def last_month(office: Office) -> Period:
    """The newest month that is over."""
    return month_of(office.today).before


def ask_for_month(office: Office, unit: Unit) -> None:
    """Queue the report of last month for the coordinator of each partnership."""
    month = last_month(office)
    for one in directory.partnerships(unit.session):
        this = reference(one.id or 0, month)
        unit.post(MONTHLY, one.coordinator, ref=this, dedupe=f"{MONTHLY}:{this}")


def reference(number: int, month: Period) -> str:
    """A partnership and a month: `M-3/2026-10`."""
    return f"M-{number}/{month.id}"


def read_reference(text: str) -> tuple[int, Period] | None:
    """Which partnership and month; None for anything else."""
    found = _WRITTEN.fullmatch(text)
    period = read_period(found[2]) if found else None
    return (int(found[1]), period) if found and period and period.months == MONTH else None
