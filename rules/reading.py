"""Reads TOML rows strictly, gathering every flaw so that a broken table is mended in one go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from importlib.resources.abc import Traversable
from tomllib import TOMLDecodeError, loads
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)

_OWN = re.compile(r"own|rulebook \d+[bc]?")


_ONE_DAY = timedelta(days=1)
# In a table where `from` is an age, the day from which a row holds stands under another name.
_FROM, _FROM_TOO, _UNTIL = "from", "from_day", "until"


@dataclass(slots=True)
class Shelf:
    """The directory of tables being read as they are on one day, with what has been found wrong so far.

    A row may carry `from` and `until`, days it holds from and up to and including. Rows of one entry on
    different days stand under its id with a mark of their own: `[E06]` and `["E06@2027"]`. `turns` are the
    days on which anything begins or has ended.
    """

    directory: Traversable
    day: date = date.min
    turns: set[date] = field(default_factory=set)
    flaws: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    known_sources: Collection[str] = ()

    def table(self, name: str) -> dict[str, object]:
        """One file as nested mappings; a missing or unreadable file is a flaw and comes out empty."""
        try:
            text = self.directory.joinpath(f"{name}.toml").read_text("utf-8")
            self.texts[name] = text
            return loads(text)
        except (OSError, TOMLDecodeError, UnicodeDecodeError) as error:
            self.flaws.append(f"{name}.toml: cannot be read ({error})")
            return {}

    def rows(self, file: str, table: object, section: str = "", *, ended_too: bool = False) -> Iterator[Row]:
        """The rows of a table keyed by id that hold on this day.

        With `ended_too` an entry that does not hold comes all the same, marked so: as it last was, or as it
        will first be.
        """
        where = f"{file}.toml {section}".strip()
        if not isinstance(table, Mapping) or not table:
            self.flaws.append(f"{where}: has no rows")
            return
        entries: dict[str, list[Row]] = {}
        for key, cells in table.items():
            row = self.row(where, str(key), cells)
            entries.setdefault(row.id, []).append(row)
        for several in entries.values():
            holding = [row for row in several if row.holds(self.day)]
            if len(holding) > 1:
                holding[1].flaw(f"holds on {self.day} beside another row of this entry")
            if holding:
                yield holding[0]
            elif ended_too:
                yield _nearest(several, self.day)

    def row(self, where: str, key: str, cells: object) -> Row:
        """One row; anything but a table is a flaw and reads as empty."""
        if not isinstance(cells, Mapping):
            self.flaws.append(f"{where} [{key}]: is not a table")
            cells = {}
        row = Row(self, f"{where} [{key}]", key.partition("@")[0], cells)
        row.read_days()
        return row

    def listed(self, file: str, table: object) -> Iterator[Row]:
        """The rows of an array of tables, numbered from 1."""
        if not isinstance(table, list) or not table:
            self.flaws.append(f"{file}.toml: has no rows")
            return
        for number, cells in enumerate(table, 1):
            row = self.row(f"{file}.toml", str(number), cells)
            if row.holds(self.day):
                yield row


@dataclass(slots=True)
class Row:
    """One row whose cells are taken one by one; what is left untaken is a flaw."""

    shelf: Shelf
    where: str
    id: str
    cells: Mapping[str, object]
    taken: set[str] = field(default_factory=set)
    first: date = date.min
    last: date = date.max

    def read_days(self) -> None:
        """Take the days this row holds, and note them as turns of the law."""
        for key in (_FROM, _FROM_TOO, _UNTIL):
            value = self.cells.get(key)
            if type(value) is not date:
                continue
            self.taken.add(key)
            if key == _UNTIL:
                self.last = value
            else:
                self.first = value
            if value < date.max:
                self.shelf.turns.add(value + _ONE_DAY if key == _UNTIL else value)
        if self.first > self.last:
            self.flaw("ends before it begins")

    def holds(self, day: date) -> bool:
        """Whether this row is in force on a local day."""
        return self.first <= day <= self.last

    def flaw(self, text: str) -> None:
        """Note what is wrong with this row."""
        self.shelf.flaws.append(f"{self.where}: {text}")

    def cell(self, key: str) -> object:
        """The raw cell, or None."""
        self.taken.add(key)
        return self.cells.get(key)

    def text(self, key: str, *, optional: bool = False) -> str:
        """A non-empty text, or "" when optional and absent."""
        value = self.cell(key)
        if isinstance(value, str) and (value.strip() or optional):
            return value
        if value is not None or not optional:
            self.flaw(f"{key} must be a text")
        return ""

    def flag(self, key: str, default: bool | None = False) -> bool:
        """True or false; `default` None makes it required."""
        value = self.cell(key)
        if isinstance(value, bool):
            return value
        if value is not None or default is None:
            self.flaw(f"{key} must be true or false")
        return bool(default)

    def number(self, key: str) -> int | None:
        """A whole number, or None when absent."""
        value = self.cell(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        self.flaw(f"{key} must be a whole number")
        return None

    def required_number(self, key: str) -> int:
        """A whole number that must be there."""
        value = self.number(key)
        if value is None:
            self.flaw(f"{key} is missing")
        return value or 0

    def choice(self, key: str, kind: type[E]) -> E:
        """A member of a closed vocabulary."""
        value = self.cell(key)
        for member in kind:
            if member.value == value:
                return member
        self.flaw(f"{key} must be one of {', '.join(kind)}, not {value!r}")
        return next(iter(kind))

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self.cell(key)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        if value is not None or not optional:
            self.flaw(f"{key} must be a list of texts")
        return ()

    def ids(self, key: str, known: Collection[str], *, optional: bool = False) -> tuple[str, ...]:
        """A list of ids that must exist elsewhere in the tables."""
        values = self.texts(key, optional=optional)
        self.check(key, values, known)
        return values

    def check(self, key: str, values: Collection[str], known: Collection[str]) -> None:
        """Note every id that is not known."""
        for value in values:
            if value not in known:
                self.flaw(f"{key} names {value!r}, which no table knows")

    def source(self) -> tuple[str, ...]:
        """Where the row comes from; every row needs at least one known source."""
        values = self.texts("source")
        if not values:
            self.flaw("source is missing")
        for value in values:
            if value not in self.shelf.known_sources and not _OWN.fullmatch(value):
                self.flaw(f"source {value!r} is not in sources.toml or policy.toml")
        return values

    def done(self) -> None:
        """Note cells nobody asked for: a misspelt key would otherwise be silently without effect."""
        for key in self.cells.keys() - self.taken:
            self.flaw(f"unknown key {key!r}")


def _nearest(rows: Sequence[Row], day: date) -> Row:
    """Of an entry that does not hold: the row that ended last, else the one that begins first."""
    ended = [row for row in rows if row.last < day]
    return max(ended, key=lambda row: row.last) if ended else min(rows, key=lambda row: row.first)
