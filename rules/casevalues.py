"""Reads single values of a case file, where YAML may deliver anything, or says what is wrong where."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from rules.errors import CaseError
from rules.model import Moment
from rules.moments import ZONE

E = TypeVar("E", bound=StrEnum)

_YEARS = range(1900, 2200)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping in a case with the path that leads to it."""

    path: str
    cells: Mapping[object, object]

    def at(self, key: str) -> str:
        """The path of one cell."""
        return f"{self.path}.{key}" if self.path else key

    def get(self, key: str) -> object:
        """The raw cell; absent and null are the same."""
        return self.cells.get(key)

    def wrong(self, key: str, why: str) -> CaseError:
        """An error that names the cell and shows a little of it."""
        shown = repr(self.get(key))[:_SHOWN]
        return CaseError(f"{self.at(key)}: {why}" + (f", not {shown}" if "must" in why else f": {shown}"))

    def text(self, key: str) -> str | None:
        """A text, or None when absent or empty."""
        value = self.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise self.wrong(key, "must be a text")
        return value

    def reference(self, key: str) -> str | None:
        """A text or a whole number as text, or None when absent."""
        value = self.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key)

    def required(self, key: str) -> str:
        """A text that must be there."""
        value = self.text(key)
        if value is None:
            raise CaseError(f"{self.at(key)}: is missing")
        return value

    def known(self, key: str, vocabulary: Collection[str]) -> str | None:
        """An id of a vocabulary, or None when absent."""
        value = self.text(key)
        if value is not None and value not in vocabulary:
            raise self.wrong(key, "is not in the rulebook's vocabulary")
        return value

    def choice(self, key: str, default: E) -> E:
        """A member of the vocabulary of `default`."""
        value = self.text(key)
        if value is None:
            return default
        kind = type(default)
        if value not in tuple(kind):
            raise self.wrong(key, f"must be one of {', '.join(kind)}")
        return kind(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def moment(self, key: str) -> Moment | None:
        """A local date or an instant, or None when absent."""
        value = self.get(key)
        return None if value is None else read_moment(value, self.at(key))

    def node(self, key: str) -> Node | None:
        """A mapping, or None when absent."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise self.wrong(key, "must be a mapping")
        return Node(self.at(key), value)

    def items(self, key: str) -> list[tuple[str, object]]:
        """A list with the path of each member; one bare text counts as a list of one."""
        value = self.get(key)
        if value is None or value == "":
            return []
        if isinstance(value, str):
            return [(self.at(key), value)]
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "must be a list")
        return [(f"{self.at(key)}[{place}]", one) for place, one in enumerate(value)]

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        return [read_text(value, path) for path, value in self.items(key)]

    def nodes(self, key: str) -> Iterator[Node]:
        """A list of mappings."""
        for path, value in self.items(key):
            yield read_node(value, path)

    def moments(self, key: str) -> dict[str, Moment]:
        """A mapping from person to date or instant."""
        node = self.node(key)
        if node is None:
            return {}
        return {
            read_text(who, node.path): read_moment(when, f"{node.path}.{who}")
            for who, when in node.cells.items()
        }


def read_node(value: object, path: str) -> Node:
    """A mapping at a path."""
    if not isinstance(value, Mapping):
        raise CaseError(f"{path}: must be a mapping, not {repr(value)[:_SHOWN]}")
    return Node(path, value)


def read_text(value: object, path: str) -> str:
    """A non-empty text at a path."""
    if not isinstance(value, str) or not value:
        raise CaseError(f"{path}: must be a text, not {repr(value)[:_SHOWN]}")
    return value


def read_moment(value: object, path: str) -> Moment:
    """A date, an instant, or a text of either in ISO 8601; an instant without offset is local time."""
    moment = _parsed(value) if isinstance(value, str) else value
    if not isinstance(moment, date):
        raise CaseError(f"{path}: must be a date or an instant, not {repr(value)[:_SHOWN]}")
    if moment.year not in _YEARS:
        raise CaseError(f"{path}: year {moment.year} is out of range")
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=ZONE)
    return moment


def _parsed(text: str) -> Moment | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
