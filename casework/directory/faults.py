"""What is wrong with a directory file: every fault on its own line, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass

_SHOWN = 40  # characters of what was typed


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A place in a file; line and column are counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One complaint; `entry` is the line where the entry begins that it is about, when that is another."""

    place: Place
    complaint: str
    entry: int = 0

    def __str__(self) -> str:
        within = f"; hoort bij regel {self.entry}" if self.entry not in (0, self.place.line) else ""
        return f"regel {self.place.line}: {self.complaint} (kolom {self.place.column}{within})"


def shown(typed: str) -> str:
    """What was typed as it may stand in a line: short, and nothing in it that a terminal obeys."""
    seen = "".join(one if one.isprintable() else "?" for one in typed)
    return seen if len(seen) <= _SHOWN else f"{seen[: _SHOWN - 1]}…"
