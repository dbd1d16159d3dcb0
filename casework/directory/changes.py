"""What an import did, or would do: in numbers, and in a line for each thing that is not as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from casework.directory.reading import DirectoryFile
from casework.directory.schema import clean
from storage.repositories import directory, overleggen


@dataclass(slots=True)
class Changes:
    """Rows added, changed and removed, grants taken, and the `lines` that say so one by one.

    `unnamed` are grants that the file lacks, `absent` what else it does not name,
    `skipped` what in it does not count, `coordinated_before` who coordinated until this; `met` are the
    rows by table that the file named, changed or not; `joined` where each partner sits since this.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    taken: int = 0
    lines: list[str] = field(default_factory=list)
    unnamed: tuple[tuple[str, str], ...] = ()
    absent: Sequence[str] = ()
    skipped: tuple[str, ...] = ()
    coordinated_before: set[str] = field(default_factory=set)
    met: dict[str, set[int]] = field(default_factory=dict)
    joined: dict[int, list[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.taken)

    def add(self, what: str, name: str) -> None:
        """Something is new."""
        self.added += 1
        self.lines.append(f"+ {what} {name}")

    def change(self, what: str, name: str, was: Mapping[str, tuple[object, object]]) -> None:
        """Something is different; `was` holds by field what it was and what it is."""
        self.changed += 1
        told = "; ".join(f"{field} {_said(old)} → {_said(new)}" for field, (old, new) in was.items())
        self.lines.append(f"~ {what} {name}{': ' if told else ''}{told}")

    def remove(self, what: str, name: str) -> None:
        """Something is gone."""
        self.removed += 1
        self.lines.append(f"- {what} {name}")

    def meet(self, table: str, number: int) -> int:
        """Note that the file names this row; gives its number."""
        self.met.setdefault(table, set()).add(number)
        return number


def absent(session: Session, found: DirectoryFile, changes: Changes) -> Sequence[str]:
    """What takes part and is not in the file, of the sections that the file has: a line for each.

    Of a spreadsheet only those who sit where it says that its partners sit.
    """
    rows = directory.partnerships(session)
    sections = found.sections
    lines = []
    if "partnerships" in sections:
        gone = [row for row in rows if row.id not in changes.met.get("partnership", ())]
        lines += [f"samenwerking {row.name}" for row in gone]
    if "partners" in sections:
        where = [row for row in rows if not found.only or clean(row.name) in found.only]
        seated = {one.id: one for row in where for one in directory.members(session, row.id or 0)}
        away = [one for number, one in seated.items() if number not in changes.met.get("partner", ())]
        lines += [f"partner {one.name} ({one.organisation})" for one in away]
    if "overleggen" in sections:
        series = [row for row in overleggen.running(session) if row.id not in changes.met.get("overleg", ())]
        lines += [f"overleg {row.title} (O-{row.id})" for row in series]
    return lines


def _said(value: object) -> str:
    return "(leeg)" if value in (None, "") else str(value)
