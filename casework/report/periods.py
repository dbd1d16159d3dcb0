"""The periods that a report can be about: whole months, quarters and years that are over.

Periods that people choose freely could be subtracted from one another; these lie inside one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from rules.walltime import instant

YEAR, QUARTER, MONTH = 12, 3, 1
# How many of each the form offers; records of before are not kept longer than five years (P19).
_OFFERED = ((MONTH, 12), (QUARTER, 8), (YEAR, 4))
_WRITTEN = re.compile(r"(?P<year>20\d\d)(?:-(?:(?P<month>\d{1,2})|[qk](?P<quarter>[1-4])))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """So many whole calendar months from the first of one on."""

    first: date
    months: int

    @property
    def id(self) -> str:
        """`2026`, `2026-Q4`, `2026-10`."""
        if self.months == YEAR:
            return f"{self.first:%Y}"
        if self.months == QUARTER:
            return f"{self.first:%Y}-Q{(self.first.month + 2) // QUARTER}"
        return f"{self.first:%Y-%m}"

    @property
    def next(self) -> Period:
        """The period of this length after it."""
        return Period(_later(self.first, self.months), self.months)

    @property
    def before(self) -> Period:
        """The period of this length before it."""
        return Period(_later(self.first, -self.months), self.months)

    def parts(self, months: int) -> Iterator[Period]:
        """The shorter periods in it, in order."""
        for at in range(0, self.months, months):
            yield Period(_later(self.first, at), months)

    def over(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.next.first <= today

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first instant, and the first after it."""
        return instant(self.first, time(), zone), instant(self.next.first, time(), zone)


def month_of(day: date) -> Period:
    """The month in which a day falls."""
    return Period(day.replace(day=1), MONTH)


def read_period(text: str) -> Period | None:
    """A period by its id, or as people type it (`2026-9`, `2026-k3`); None for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    year, month, quarter = found["year"], found["month"], found["quarter"]
    try:
        if quarter is not None:
            return Period(date(int(year), int(quarter) * QUARTER - 2, 1), QUARTER)
        if month is not None:
            return Period(date(int(year), int(month), 1), MONTH)
        return Period(date(int(year), 1, 1), YEAR)
    except ValueError:
        return None


def offered(today: date) -> tuple[Period, ...]:
    """What the form offers: the newest of each length that is over first."""
    found: list[Period] = []
    for months, most in _OFFERED:
        first_month = (today.month - 1) // months * months + 1
        one = Period(today.replace(month=first_month, day=1), months)
        for _ in range(most):
            one = one.before
            found.append(one)
    return tuple(found)


def _later(first: date, months: int) -> date:
    year, month = divmod(first.year * YEAR + first.month - 1 + months, YEAR)
    return date(year, month + 1, 1)
