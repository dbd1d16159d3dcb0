"""What a benchmark found: figures beside their bars, printed as one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that the house is held to: the most it may be, and what it was in this run."""

    what: str
    most: float
    found: float
    unit: str = ""
    remark: str = ""

    @property
    def reached(self) -> bool:
        """Whether the bar was reached."""
        return self.found <= self.most


def percentile(values: Iterable[float], percent: float) -> float:
    """The value that `percent` of 100 stay at or below (nearest rank)."""
    ordered = sorted(values)
    assert ordered, "nothing was measured"
    rank = -(-len(ordered) * percent // 100)  # rounded up
    return ordered[max(0, int(rank) - 1)]


def show(figures: Sequence[Figure]) -> None:
    """Print a table: what, bar, figure, reached or missed."""
    width = max(len(one.what) for one in figures)
    for one in figures:
        verdict = "reached" if one.reached else "MISSED"
        figure = f"{one.found:.4g} {one.unit}".strip()
        bar = f"<= {one.most:g} {one.unit}".strip()
        print(f"{one.what:<{width}}  {bar:<14}  {figure:<16}  {verdict:<8} {one.remark}".rstrip())
