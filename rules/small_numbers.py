"""What may be told of counts of young people, so that no few of them can be found in it.

One to four is told as few. What was told already can be subtracted, so every event is counted in exactly one
breakdown: that of its month when the month is large, else that of all small months of its quarter together.
A year adds up what its quarters tell. Inside a breakdown the smallest other counts go with the small ones
until those could change places unseen (`hidden`): whatever is told would be the same, and so nobody who knows
all of it, and these rules too, can tell which count is which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEW = 5  # fewer are not told
ALONE = 20  # a month of so many is broken down by itself
TOGETHER = 10  # so many are broken down at all
MONTHS = 3

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened in one month: how often in all, and by each way to break that down, with all its rows.

    What is `bounded` by another count that is told has nought as one of the few: of six signals with five
    reactions before, the next few reactions are one, unless they can be none.
    """

    total: int
    by: Mapping[str, Counts]
    bounded: bool = False

    @property
    def few(self) -> bool:
        """Whether the total is not told."""
        return self.least <= self.total < FEW

    @property
    def least(self) -> int:
        """What the total is at least when it is not told."""
        return 0 if self.bounded else 1


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of a count: the count itself, or that it is at least so many."""

    least: int
    exact: bool

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.least + other.least, self.exact and other.exact)


UNTOLD = Figure(0, exact=False)
NONE = Figure(0, exact=True)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a period: the total, each of its months, and the breakdowns.

    `left_out` are months, counted from zero, that are too small to be part of the total and the breakdowns.
    """

    total: Figure
    months: tuple[Figure, ...]
    by: Mapping[str, Mapping[str, Figure]]
    left_out: tuple[int, ...] = ()


def hidden(counts: Counts) -> frozenset[str]:
    """The rows of a breakdown that are not told.

    Equal counts are hidden or told alike, so that which one was taken tells nothing.
    """
    gone = {row for row, n in counts.items() if 0 < n < FEW}
    while gone and not _changeable([counts[row] for row in gone]):
        rest = [n for row, n in counts.items() if n and row not in gone]
        if not rest:
            return frozenset(counts)
        gone |= {row for row, n in counts.items() if n == min(rest)}
    return frozenset(gone)


def _changeable(held: Sequence[int]) -> bool:
    """Whether two of them differ, and all together are not few."""
    return len(set(held)) > 1 and sum(held) >= FEW


def month(tally: Tally) -> Told:
    """What is told of one month by itself."""
    total = _total(tally)
    by = _broken_down([tally], ALONE)
    return Told(total, (total,), by, () if total.exact else (0,))


def quarter(tallies: Sequence[Tally]) -> Told:
    """What is told of three months, when all that is told of each alone is known."""
    counted = _counted(tallies)
    large = [tallies[at] for at in counted if tallies[at].total >= ALONE]
    small = [tallies[at] for at in counted if tallies[at].total < ALONE]
    left_out = tuple(at for at in range(len(tallies)) if at not in counted)
    told = sum(tallies[at].total for at in counted)
    months = tuple(map(_total, tallies))
    if left_out and not told:
        return Told(UNTOLD, months, _untold(tallies[0]), left_out)
    parts = [_broken_down([one], ALONE) for one in large]
    if small or not parts:
        parts.append(_broken_down(small, TOGETHER))
    return Told(Figure(told, exact=True), months, _added(parts), left_out)


def year(quarters: Sequence[Told]) -> Told:
    """What the quarters of a year tell together, and no more than that."""
    left_out = tuple(at * MONTHS + one for at, quarter_ in enumerate(quarters) for one in quarter_.left_out)
    totals = [one.total for one in quarters if one.total.exact]
    total = sum(totals, NONE) if totals else UNTOLD
    months = tuple(one for quarter_ in quarters for one in quarter_.months)
    return Told(total, months, _added([one.by for one in quarters]), left_out)


def _total(tally: Tally) -> Figure:
    return UNTOLD if tally.few else Figure(tally.total, exact=True)


def _counted(tallies: Sequence[Tally]) -> list[int]:
    """The months that a quarter counts: those that are told, and the few when their sum pins none of them.

    Of k months with one to four each, a sum of more than k and less than 4k leaves each at least two values.
    """
    few = [one for one in tallies if one.few]
    hidden_ = sum(one.total for one in few)
    unpinned = len(few) > 1 and sum(one.least for one in few) < hidden_ < len(few) * (FEW - 1)
    if unpinned and sum(one.total for one in tallies) >= FEW:
        return list(range(len(tallies)))
    return [at for at, one in enumerate(tallies) if not one.few]


def _broken_down(tallies: Sequence[Tally], enough: int) -> Mapping[str, Mapping[str, Figure]]:
    total = sum(one.total for one in tallies)
    told = total >= enough or not (total or tallies[0].bounded)
    return {name: _rows([one.by[name] for one in tallies], told=told) for name in tallies[0].by}


def _rows(counts: Sequence[Counts], *, told: bool) -> Mapping[str, Figure]:
    added = {row: sum(one[row] for one in counts) for row in counts[0]}
    if not told:
        return dict.fromkeys(added, UNTOLD)
    gone = hidden(added)
    return {row: UNTOLD if row in gone else Figure(n, exact=True) for row, n in added.items()}


def _added(parts: Sequence[Mapping[str, Mapping[str, Figure]]]) -> Mapping[str, Mapping[str, Figure]]:
    return {
        name: {row: sum((one[name][row] for one in parts), NONE) for row in rows}
        for name, rows in parts[0].items()
    }


def _untold(like: Tally) -> Mapping[str, Mapping[str, Figure]]:
    return {name: dict.fromkeys(rows, UNTOLD) for name, rows in like.by.items()}
