"""Compares the shape of two payloads: which keys, and of what kind their values are, all the way down."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Mapping
from typing import Any


def normal(node: Any) -> Any:
    """The same with every `state.values` by kind of element, since the ids in it are the app's own."""
    if isinstance(node, list):
        return [normal(one) for one in node]
    if not isinstance(node, dict):
        return node
    values = (node.get("state") or {}).get("values") if isinstance(node.get("state"), dict) else None
    if values is None:
        return {key: normal(one) for key, one in node.items()}
    by_kind = {held["type"]: held for block in values.values() for held in block.values()}
    return {key: normal(one) for key, one in node.items()} | {"state": {"values": by_kind}}


def differences(ours: Any, theirs: Any, allowed: Mapping[str, str], at: str = "") -> Iterator[str]:
    """What `ours` has or lacks beside `theirs`, one line each.

    `allowed` names paths that may differ, each with the reason: dotted keys, `[]` for the items of a list,
    `*` for anything. What an app writes itself (its blocks) differs by nature and is named there too. Of
    lists the first items are compared; null is of every kind.
    """
    if _excused(at, allowed):
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            here = f"{at}.{key}" if at else key
            if key not in ours or key not in theirs:
                if not _excused(here, allowed):
                    yield f"{here}: {'missing' if key not in ours else 'too much'}"
            else:
                yield from differences(ours[key], theirs[key], allowed, here)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if ours and theirs:
            yield from differences(ours[0], theirs[0], allowed, f"{at}[]")
    elif _kind(ours) != _kind(theirs) and None not in (ours, theirs):
        yield f"{at}: {_kind(ours)} instead of {_kind(theirs)}"


def _excused(at: str, allowed: Mapping[str, str]) -> bool:
    return any(fnmatch.fnmatchcase(at, pattern.replace("[]", "[[]]")) for pattern in allowed)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, float)):
        return "number"
    return type(value).__name__
