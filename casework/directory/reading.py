"""Reads a directory file: every entry with its place, and every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casework.directory.faults import Fault, Place, shown
from casework.directory.schema import ENTRIES, DirectorySchema, RolesSchema, clean, nearest, same
from casework.directory.yaml_tree import Fields, Items, Node, Text, read_tree
from casework.errors import CaseworkError
from rules.book import Rulebook
from storage.repositories.organisations import folded

GRANTS = {"beheerder": "beheerder", "fg": "fg", "reviewers": "reviewer"}
_SECTIONS = "verwacht: roles, partnerships, partners, overleggen"
_WHERE = {
    "roles": " bij roles",
    "partnerships": " bij een samenwerking",
    "partners": " bij een partner",
    "overleggen": " bij een overleg",
}
Loc = tuple[int | str, ...]


class BadDirectory(CaseworkError):
    """The file cannot be taken; nothing of it was stored. The message has a line for every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section, with its place and that of each of its fields."""

    place: Place
    fields: Mapping[str, Any]
    places: Mapping[str, Place] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A required text."""
        return str(self.fields[name])

    def fault(self, name: str, complaint: str) -> Fault:
        """What is wrong with one of its fields."""
        return Fault(self.places.get(name, self.place), complaint, self.place.line)


@dataclass(frozen=True, slots=True)
class DirectoryFile:
    """A directory as written, checked against itself and the rulebook.

    `sections` are those it has; `only` the partnerships that it is about, empty for all.
    """

    grants: tuple[tuple[str, str], ...] = ()
    partnerships: tuple[Entry, ...] = ()
    partners: tuple[Entry, ...] = ()
    overleggen: tuple[Entry, ...] = ()
    sections: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    @property
    def names_grants(self) -> bool:
        """Whether the file says anything of who holds what."""
        return "roles" in self.sections


def read_directory(text: str, book: Rulebook, known: Iterable[str] = ()) -> DirectoryFile:
    """Read and check a whole file; raises `BadDirectory` with all its faults.

    `known` are the names of partnerships that exist besides those in the file.
    """
    faults: list[Fault] = []
    root = read_tree(text, faults)
    if not isinstance(root, Fields):
        place = Place(1, 1) if root is None else root.place
        faults = faults or [Fault(place, "het bestand is leeg" if root is None else _SECTIONS)]
        raise BadDirectory(faults)
    return check(root, book, known, faults)


def check(root: Fields, book: Rulebook, known: Iterable[str], faults: list[Fault]) -> DirectoryFile:
    """A directory from the tree of a file; raises `BadDirectory` with these faults and all that it finds."""
    bad: set[Loc] = set()
    try:
        DirectorySchema.model_validate(_bare(root), context=book)
    except ValidationError as error:
        told = error.errors(include_url=False)
        faults += [_told(root, one) for one in told]
        bad = {one["loc"][:2] for one in told}
    found = DirectoryFile(
        grants=() if faults else tuple(_grants(root)),
        partnerships=_entries(root, "partnerships", book, bad),
        partners=_entries(root, "partners", book, bad),
        overleggen=_entries(root, "overleggen", book, bad),
        sections=frozenset(root.values),
    )
    faults += _against_itself(found, {*known, *_named(root)})
    if faults:
        raise BadDirectory(faults)
    return found


def _bare(node: Node) -> Any:
    """The tree as pydantic wants it; never deeper than a tree can be."""
    if isinstance(node, Items):
        return [_bare(one) for one in node.items]
    if isinstance(node, Fields):
        return {name: _bare(one) for name, one in node.values.items()}
    return node


def _entries(root: Fields, section: str, book: Rulebook, bad: Container[Loc]) -> tuple[Entry, ...]:
    """The entries of a section in which nothing is wrong."""
    listed = root.values.get(section)
    nodes = enumerate(listed.items if isinstance(listed, Items) else [])
    good = [node for at, node in nodes if (section, at) not in bad]
    return tuple(_entry(node, ENTRIES[section], book) for node in good if isinstance(node, Fields))


def _entry(node: Fields, schema: type[BaseModel], book: Rulebook) -> Entry:
    read = schema.model_validate(_bare(node), context=book)
    places = {name: one.place for name, one in node.values.items()}
    return Entry(node.place, read.model_dump(exclude_unset=True), places)


def _grants(root: Fields) -> Iterable[tuple[str, str]]:
    roles = RolesSchema.model_validate(_bare(root.values.get("roles", Fields(root.place)))).model_dump()
    return dict.fromkeys((user, grant) for name, grant in GRANTS.items() for user in roles[name])


def _named(root: Fields) -> Iterator[str]:
    """The names of the partnerships in the file, also of those in which something else is wrong."""
    listed = root.values.get("partnerships")
    for node in listed.items if isinstance(listed, Items) else ():
        name = node.values.get("name") if isinstance(node, Fields) else None
        if isinstance(name, Text):
            yield clean(name.text)


def _told(root: Fields, error: ErrorDetails) -> Fault:
    loc, section = error["loc"], str(error["loc"][0]) if error["loc"] else ""
    parent = _at(root, loc[:-1])
    last = str(loc[-1]) if loc else ""
    entry = _at(root, loc[:2]).place.line if len(loc) > 2 else 0  # noqa: PLR2004  # section, number
    match error["type"]:
        case "told":
            return Fault(_at(root, loc).place, error["msg"], entry)
        case "missing":
            return Fault(parent.place, f"'{last}' ontbreekt")
        case "extra_forbidden":
            place = parent.names.get(last, parent.place) if isinstance(parent, Fields) else parent.place
            where = _WHERE.get(section, "") if len(loc) > 1 else ""
            meant = nearest(last, list(_fields(section if len(loc) > 1 else "")))
            return Fault(place, f"'{shown(last)}' is onbekend{where}{meant}", entry)
        case "list_type":
            return Fault(_at(root, loc).place, f"'{last}' moet een lijst zijn", entry)
    return Fault(_at(root, loc).place, "verwacht velden met een naam", entry)


def _fields(section: str) -> Iterable[str]:
    return ENTRIES.get(section, DirectorySchema).model_fields


def _at(root: Node, loc: Loc) -> Node:
    """The node that a place of pydantic means, or the last one on the way there."""
    found = root
    for step in loc:
        if isinstance(found, Fields) and step in found.values:
            found = found.values[str(step)]
        elif isinstance(found, Items) and isinstance(step, int) and step < len(found.items):
            found = found.items[step]
    return found


def _against_itself(found: DirectoryFile, names: Collection[str]) -> list[Fault]:
    twice = "naam of kanaal staat er twee keer in"
    faults = _doubled(found.partnerships, "name", twice, same) + _doubled(
        found.partnerships, "channel", twice, str
    )
    faults += _doubled(found.partners, "user", "deze Slack-gebruiker staat er twee keer in", str)
    faults += _doubled_without_account(found.partners)
    for entry in found.partners:
        for name in entry.fields.get("partnerships", ()):
            if name not in names:
                meant = nearest(name, sorted(names))
                faults.append(entry.fault("partnerships", f"samenwerking '{shown(name)}' is onbekend{meant}"))
    return faults


def _doubled(entries: Iterable[Entry], name: str, complaint: str, by: Callable[[str], str]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for entry in entries:
        value = entry.fields.get(name)
        if value is None:
            continue
        if by(value) in seen:
            faults.append(entry.fault(name, complaint))
        seen.add(by(value))
    return faults


def _doubled_without_account(entries: Iterable[Entry]) -> list[Fault]:
    """Without an account somebody is known by name, organisation and role."""
    seen: set[tuple[str, ...]] = set()
    faults = []
    for entry in entries:
        if entry.fields.get("user") is not None:
            continue
        who = (same(entry.text("name")), folded(entry.text("organisation")), entry.text("role"))
        if who in seen:
            faults.append(entry.fault("name", "deze partner staat er twee keer in"))
        seen.add(who)
    return faults
