"""Reads the matrix: who gets what, one row an act, one column a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

TABLE = Path(__file__).parent / "matrix.md"
PEOPLE = (
    "beheerder",
    "coordinator",
    "fg",
    "beoordelaar",
    "melder",
    "regie",
    "gedekt",
    "ongedekt",
    "lid",
    "ex_lid",
    "elders",
    "gast",
    "gast_een_kanaal",
    "connect",
    "gedeactiveerd",
    "andere_bot",
)


class Outcome(StrEnum):
    """All that can come of an act."""

    REFUSES = "weigert"  # "this is not for you", the same for whatever is asked
    FORM = "formulier"  # a form with something to fill in
    SHOWS = "toont"  # a view or a private message; no details of the case
    DETAILS = "details"  # what is sealed stands in it
    DOES = "doet"  # stored, with nothing more to read than that
    NO = "nee"  # refused, with a reason this person may know
    FIELD = "veld"  # the form stays open, with what is wrong at a field
    FILE = "bestand"  # a file in this person's own direct messages
    NOTHING = "niets"  # no answer, nothing stored


@dataclass(frozen=True, slots=True)
class Row:
    """One act on one thing, and what each person gets."""

    act: str
    target: str
    expected: dict[str, Outcome]

    def __str__(self) -> str:
        return f"{self.act} {self.target}".strip()


def rows() -> list[Row]:
    """The rows of the table; raises ValueError for a word that is none of the outcomes."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [one.strip() for one in line.strip().strip("|").split("|")]
        if not line.startswith("| `"):
            continue
        act, target, *said = cells
        expected = {who: Outcome(word) for who, word in zip(PEOPLE, said, strict=True)}
        found.append(Row(act.strip("`"), target, expected))
    return found
