"""A date of birth as far as it is known: the day, or only the month or the year."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from rules.moments import age_on

# From this age on the youth is heard besides the parents (rulebook 3): more is asked than below it.
HEARD_FROM = 12
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class BirthDate:
    """`month` and `day` are None when they are not known; a year alone is never taken for a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, text: str) -> BirthDate:
        """Read back what `str` made: `2011-03-20`, `2011-03` or `2011`."""
        return cls(*(int(part) for part in text.split("-")))

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @property
    def exact(self) -> date | None:
        """The day, when it is known."""
        return None if self.month is None or self.day is None else date(self.year, self.month, self.day)

    @property
    def first(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        month = self.month or _DECEMBER
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def strictest(self, today: date) -> date:
        """The day by which ages are decided: of the two ages it leaves, the one for which more is asked.

        That is the younger, under whom parents decide too, except that a child who may be twelve is
        heard as one of twelve.
        """
        last = max(self.first, min(self.last, today))
        older, younger = age_on(self.first, today), age_on(last, today)
        return self.first if older == HEARD_FROM != younger else last
