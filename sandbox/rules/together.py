"""What all blocks of one message or view may hold together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.rules.problem import Problem, Problems

MOST_MARKDOWN = 12_000
MOST_IN_TABLES = 10_000


def check_together(blocks: list[Any], at: str) -> Problems:
    """What all blocks of one payload may hold together."""
    known = [one for one in blocks if isinstance(one, dict)]
    markdown = sum(len(str(one.get("text", ""))) for one in known if one.get("type") == "markdown")
    if markdown > MOST_MARKDOWN:
        yield Problem(f"must be less than {MOST_MARKDOWN + 1} characters", at)
    tables = sum(
        len(text) for one in known if one.get("type") == "table" for text in texts_in(one.get("rows"))
    )
    if tables > MOST_IN_TABLES:
        yield Problem(f"must be less than {MOST_IN_TABLES + 1} characters", at)
    focused = [one for block in known for one in _inside(block) if one.get("focus_on_load") is True]
    if len(focused) > 1:
        yield Problem("only one element may have focus_on_load", at)


def _inside(block: dict[str, Any]) -> list[dict[str, Any]]:
    held = [block.get("element"), block.get("accessory")]
    many = block.get("elements")
    return [one for one in [*held, *(many if isinstance(many, list) else [])] if isinstance(one, dict)]


def texts_in(node: Any) -> Iterator[str]:
    """Every text that stands somewhere in blocks."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(node, list):
        for one in node:
            yield from texts_in(one)
