"""Reads YAML as what was typed: a tree of texts, lists and fields, each with its place.

Nothing is made of a number, a date or a yes; there are no tags, aliases or second documents. The tree is
built from events, so that no depth and no repetition in a file costs more than reading it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from casework.directory.faults import Fault, Place, shown

# As a word processor makes of quotes.
_TYPESET = "“”„‟«»"
_QUOTED = re.compile(rf"[{_TYPESET}][^{_TYPESET}]*[{_TYPESET}]")
DEEPEST = 8  # levels; a directory has four

_RESOLVER = yaml.resolver.Resolver()
_KINDS = {
    "tag:yaml.org,2002:null": "null",
    "tag:yaml.org,2002:bool": "bool",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}
_ADVICE = {
    "'\\t'": "hier staat een tab; gebruik spaties",
    "mapping values are not allowed": "hier staat een dubbele punt te veel; zet aanhalingstekens om de tekst",
    "could not find expected ':'": "hier ontbreekt een dubbele punt achter de naam van een veld",
    "quoted scalar": "een aanhalingsteken wordt niet gesloten",
    "expected ',' or": "een haakje wordt niet gesloten, of er ontbreekt een komma",
    "block end": "deze regel springt niet in zoals de regels erboven",
    "cannot start any token": "dit teken kan hier niet; zet de tekst tussen aanhalingstekens",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A value as typed; `kind` is what YAML 1.1 takes it for when it stands there without quotes."""

    place: Place
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by name, each with the place of its name."""

    place: Place
    values: dict[str, Node] = field(default_factory=dict)
    names: dict[str, Place] = field(default_factory=dict)


Node: TypeAlias = Text | Items | Fields


def read_tree(text: str, faults: list[Fault]) -> Node | None:
    """The tree of a file, None for an empty one; whatever is wrong with it is added to `faults`."""
    builder = _Builder(faults)
    try:
        for event in yaml.parse(_printable(text, faults), Loader=yaml.SafeLoader):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        opened = "quoted scalar" in str(error.context)  # it breaks at the end of the file, begun long before
        mark = error.context_mark if opened else error.problem_mark
        faults.append(Fault(_place(mark or error.problem_mark), _complaint(error)))
    except (yaml.YAMLError, ValueError, OverflowError):  # an escape that is no character
        faults.append(Fault(builder.place, "dit is geen leesbare YAML"))
    return builder.root


def is_invisible(character: str) -> bool:
    """Whether nobody sees it: control characters, marks of direction, joiners, half a pair."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(slots=True)
class _Builder:
    """Puts a tree together from events; `names` holds per level the name that waits for its value."""

    faults: list[Fault]
    root: Node | None = None
    place: Place = field(default_factory=lambda: Place(1, 1))
    levels: list[Items | Fields] = field(default_factory=list)
    names: list[tuple[str | None, Place] | None] = field(default_factory=list)
    ended: bool = False

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False when reading on makes no sense."""
        self.place = _place(event.start_mark)
        match event:
            case yaml.DocumentStartEvent() if self.ended:
                return self._fault("hier begint een tweede document (---); dat kan niet")
            case yaml.DocumentEndEvent():
                self.ended = True
            case yaml.AliasEvent():
                self._fault("een verwijzing (*) kan hier niet; schrijf het uit")
                self._put(Text(self.place, "", "null"))
            case yaml.ScalarEvent():
                self._marks(event)
                plain = event.style is None
                typed = (
                    event.value.strip(_TYPESET) if plain and _QUOTED.fullmatch(event.value) else event.value
                )
                self._put(Text(self.place, typed, _kind(event.value) if plain else "text"))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._marks(event)
                return self._open(event)
            case yaml.CollectionEndEvent():
                self._close()
        return True

    def _open(self, event: yaml.Event) -> bool:
        if len(self.levels) >= DEEPEST:
            return self._fault("dit is te diep genest")
        made: Items | Fields = (
            Fields(self.place) if isinstance(event, yaml.MappingStartEvent) else Items(self.place)
        )
        if self._wants_name():
            self._fault("een lijst of velden kunnen geen naam van een veld zijn")
            self.names[-1] = (None, self.place)
        else:
            self._put(made)
        self.levels.append(made)
        self.names.append(None)
        return True

    def _close(self) -> None:
        self.levels.pop()
        self.names.pop()

    def _put(self, node: Node) -> None:
        if not self.levels:
            self.root = node
            return
        level = self.levels[-1]
        if isinstance(level, Items):
            level.items.append(node)
        elif self._wants_name():
            self.names[-1] = (node.text if isinstance(node, Text) else None, node.place)
        elif (waiting := self.names[-1]) is not None:
            self._store(level, waiting, node)
            self.names[-1] = None

    def _store(self, level: Fields, waiting: tuple[str | None, Place], node: Node) -> None:
        name, place = waiting
        if name is None:  # a list or fields for a name, of which is told already
            return
        if name in level.values:
            self.faults.append(Fault(place, f"'{shown(name)}' staat hier twee keer", level.place.line))
            return
        level.values[name] = node
        level.names[name] = place

    def _wants_name(self) -> bool:
        return bool(self.levels) and isinstance(self.levels[-1], Fields) and self.names[-1] is None

    def _marks(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._fault("een anker (&) kan hier niet; schrijf het uit")
        if getattr(event, "tag", None) is not None:
            self._fault("een tag (!) kan hier niet; zet de tekst tussen aanhalingstekens")

    def _fault(self, complaint: str) -> bool:
        self.faults.append(Fault(self.place, complaint))
        return False


def _printable(text: str, faults: list[Fault]) -> str:
    """The text with a plain space for any space; what else nobody sees is a fault, once a line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(_seen(number, line, faults)) for number, line in enumerate(lines, start=1))


def _seen(number: int, line: str, faults: list[Fault]) -> Iterator[str]:
    told = False
    for column, one in enumerate(line, start=1):
        if one == "\t" or not is_invisible(one):
            yield " " if one.isspace() and one != "\t" else one
            continue
        if not told:
            complaint = f"hier staat een teken dat niemand ziet (U+{ord(one):04X}); haal het weg"
            faults.append(Fault(Place(number, column), complaint))
        told = True
        yield " "


def _kind(text: str) -> str:
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # untyped in PyYAML
    return _KINDS.get(tag, "text")


def _place(mark: Any) -> Place:
    return Place(1, 1) if mark is None else Place(mark.line + 1, mark.column + 1)


def _complaint(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.problem} {error.context}"
    return next((line for mark, line in _ADVICE.items() if mark in said), "dit is geen leesbare YAML")
