"""Reads TOML rows strictly, gathering every flaw so that a broken table is mended in one go."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources.abc import Traversable
from tomllib import TOMLDecodeError, loads
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)

_OWN = re.compile(r"own|rulebook \d+[bc]?")


@dataclass(slots=True)
class Shelf:
    """The directory of tables being read, with what has been found wrong so far."""

    directory: Traversable
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

    def rows(self, file: str, table: object, section: str = "") -> Iterator[Row]:
        """The rows of a table keyed by id."""
        where = f"{file}.toml {section}".strip()
        if not isinstance(table, Mapping) or not table:
            self.flaws.append(f"{where}: has no rows")
            return
        for key, cells in table.items():
            yield self.row(where, str(key), cells)

    def row(self, where: str, key: str, cells: object) -> Row:
        """One row; anything but a table is a flaw and reads as empty."""
        if not isinstance(cells, Mapping):
            self.flaws.append(f"{where} [{key}]: is not a table")
            cells = {}
        return Row(self, f"{where} [{key}]", key, cells)

    def listed(self, file: str, table: object) -> Iterator[Row]:
        """The rows of an array of tables, numbered from 1."""
        if not isinstance(table, list) or not table:
            self.flaws.append(f"{file}.toml: has no rows")
            return
        for number, cells in enumerate(table, 1):
            yield self.row(f"{file}.toml", str(number), cells)


@dataclass(slots=True)
class Row:
    """One row whose cells are taken one by one; what is left untaken is a flaw."""

    shelf: Shelf
    where: str
    id: str
    cells: Mapping[str, object]
    taken: set[str] = field(default_factory=set)

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
