"""Reads a directory file: every entry with the line it stands on, every fault with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from casework.errors import CaseworkError
from rules.book import Rulebook

SECTIONS = ("roles", "partnerships", "partners", "overleggen")
GRANTS = {"beheerder": "beheerder", "fg": "fg", "reviewers": "reviewer"}


class BadDirectory(CaseworkError):
    """The file cannot be taken; nothing of it was stored."""

    def __init__(self, line: int, complaint: str) -> None:
        super().__init__(f"regel {line}: {complaint}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section, with the line in the file where it starts (counted from 1)."""

    line: int
    fields: dict[str, Any]

    def text(self, name: str) -> str:
        """A required text; raises `BadDirectory`."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise BadDirectory(self.line, f"'{name}' ontbreekt")
        return value.strip()


@dataclass(frozen=True, slots=True)
class DirectoryFile:
    """A directory as written, checked against itself and the rulebook."""

    grants: tuple[tuple[str, str], ...] = ()
    names_grants: bool = False
    partnerships: tuple[Entry, ...] = ()
    partners: tuple[Entry, ...] = ()
    overleggen: tuple[Entry, ...] = field(default=())


def read_directory(text: str, book: Rulebook) -> DirectoryFile:
    """Read and check a whole file; raises `BadDirectory` with the line of the first fault."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BadDirectory(mark.line + 1 if mark else 1, "dit is geen leesbare YAML") from None
    if root is None:
        return DirectoryFile()
    if not isinstance(root, yaml.MappingNode):
        raise BadDirectory(1, "verwacht: roles, partnerships, partners, overleggen")
    sections = dict(_sections(root))
    found = DirectoryFile(
        grants=tuple(_grants(sections["roles"])) if "roles" in sections else (),
        names_grants="roles" in sections,
        partnerships=tuple(_entries(sections.get("partnerships"))),
        partners=tuple(_entries(sections.get("partners"))),
        overleggen=tuple(_entries(sections.get("overleggen"))),
    )
    _check(found, book)
    return found


def _sections(root: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    for key, value in root.value:
        if key.value not in SECTIONS:
            raise BadDirectory(key.start_mark.line + 1, f"'{key.value}' is onbekend")
        yield key.value, value


def _value(node: yaml.Node) -> Any:
    """The Python value of a node; only plain scalars, lists and mappings are allowed by SafeLoader."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, KeyError, AttributeError, OverflowError):  # 2026-02-30 looks like a date
        raise BadDirectory(node.start_mark.line + 1, "hier staat iets dat niet te lezen is") from None
    finally:
        loader.dispose()


def _entries(node: yaml.Node | None) -> Iterator[Entry]:
    if node is None:
        return
    if not isinstance(node, yaml.SequenceNode):
        raise BadDirectory(node.start_mark.line + 1, "verwacht een lijst")
    for one in node.value:
        fields = _value(one)
        if not isinstance(fields, dict):
            raise BadDirectory(one.start_mark.line + 1, "verwacht velden met een naam")
        yield Entry(one.start_mark.line + 1, fields)


def _grants(node: yaml.Node) -> Iterator[tuple[str, str]]:
    if not isinstance(node, yaml.MappingNode):
        raise BadDirectory(node.start_mark.line + 1, "verwacht: beheerder, fg, reviewers")
    for key, value in node.value:
        role = GRANTS.get(key.value)
        users = _value(value)
        if role is None or not isinstance(users, list) or not all(isinstance(one, str) for one in users):
            raise BadDirectory(
                key.start_mark.line + 1, f"'{key.value}' is onbekend of geen lijst van gebruikers"
            )
        yield from ((user, role) for user in users)


def _check(found: DirectoryFile, book: Rulebook) -> None:
    names: set[str] = set()
    channels: set[str] = set()
    for entry in found.partnerships:
        name, channel = entry.text("name"), entry.text("channel")
        entry.text("coordinator")
        if entry.text("kind") not in book.meetings:
            raise BadDirectory(entry.line, f"soort samenwerking '{entry.fields['kind']}' is onbekend")
        if name in names or channel in channels:
            raise BadDirectory(entry.line, "naam of kanaal staat er twee keer in")
        names.add(name)
        channels.add(channel)
    users: set[str] = set()
    for entry in found.partners:
        _check_partner(entry, book, users)


def _check_partner(entry: Entry, book: Rulebook, users: set[str]) -> None:
    entry.text("name")
    entry.text("organisation")
    if entry.text("role") not in book.roles:
        raise BadDirectory(entry.line, f"rol '{entry.fields['role']}' is onbekend")
    user = entry.fields.get("user")
    if user is not None and (not isinstance(user, str) or user in users):
        raise BadDirectory(entry.line, "deze Slack-gebruiker staat er twee keer in")
    if user is not None:
        users.add(user)
    wanted = entry.fields.get("partnerships", [])
    if not isinstance(wanted, list):
        raise BadDirectory(entry.line, "'partnerships' moet een lijst zijn")
