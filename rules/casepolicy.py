"""Reads `policy` at a case of a file: the flags of section 2 that default to off, for this case only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from rules.book import Rulebook
from rules.casevalues import Node, read_node, read_text
from rules.errors import CaseError
from rules.policy import Policy

_FLAGS = ("internal_sharing", "verwijsindex")
_OPENED = "opened_grounds"


def read_policy(raw: Mapping[str, object], book: Rulebook, base: Policy) -> Policy:
    """`base` with the flags this case sets; raises `CaseError` for another key or kind of value.

    What the case does not mention stays as it is in `base`.
    """
    value = raw.get("policy")
    if value is None:
        return base
    node = read_node(value, "policy")
    changes: dict[str, object] = {}
    for key in node.cells:
        match key:
            case str() if key in _FLAGS:
                changes[key] = _flag(node, key)
            case "opened_grounds":
                changes[key] = base.opened_grounds | _grounds(node, book.grounds)
            case _:
                raise CaseError(f"policy.{str(key)[:40]}: is no flag a case can set")
    return replace(base, **changes)  # type: ignore[arg-type]  # each value was read by its field's own kind


def _flag(node: Node, key: str) -> bool:
    value = node.get(key)
    if not isinstance(value, bool):
        raise node.wrong(key, "must be true or false")
    return value


def _grounds(node: Node, known: Collection[str]) -> frozenset[str]:
    value = node.get(_OPENED)
    if not isinstance(value, list | tuple):
        raise node.wrong(_OPENED, "must be a list of grounds")
    opened = []
    for place, one in enumerate(value):
        path = f"{node.at(_OPENED)}[{place}]"
        ground = read_text(one, path)
        if ground not in known:
            raise CaseError(f"{path}: is not in the rulebook's vocabulary: {ground[:40]!r}")
        opened.append(ground)
    return frozenset(opened)
