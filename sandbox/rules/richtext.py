"""Rich text as Slack takes it in blocks: sections, lists, quotations, preformatted text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.rules.problem import (
    Check,
    Problem,
    Problems,
    anything,
    boolean,
    check_object,
    list_of,
    number,
    one_of,
    text_within,
)

_ID = text_within(255)
_STYLE_NAMES = ("bold", "italic", "strike", "underline", "code", "highlight", "client_highlight", "unlink")


def _style(value: Any, at: str) -> Problems:
    yield from check_object(value, at, dict.fromkeys(_STYLE_NAMES, boolean))


_LEAVES: Mapping[str, tuple[dict[str, Check], tuple[str, ...]]] = {
    "text": ({"text": text_within(40_000)}, ("text",)),
    "link": ({"url": text_within(3000), "text": text_within(40_000), "unsafe": boolean}, ("url",)),
    "emoji": ({"name": text_within(255), "unicode": text_within(255), "url": text_within(3000)}, ("name",)),
    "user": ({"user_id": _ID}, ("user_id",)),
    "usergroup": ({"usergroup_id": _ID}, ("usergroup_id",)),
    "channel": ({"channel_id": _ID}, ("channel_id",)),
    "broadcast": ({"range": one_of("here", "channel", "everyone")}, ("range",)),
    "color": ({"value": text_within(255)}, ("value",)),
    "date": (
        {
            "timestamp": number(0, 99_999_999_999),
            "format": text_within(3000),
            "url": text_within(3000),
            "fallback": text_within(3000),
        },
        ("timestamp", "format"),
    ),
}


def _leaf(value: Any, at: str) -> Problems:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _LEAVES:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")
        return
    fields, required = _LEAVES[kind]
    yield from check_object(value, at, {"type": anything, "style": _style, **fields}, required)


# A section may be empty; Slack's own composer sends such.
_INLINE = list_of(_leaf, 0, 10_000)
_BORDER = number(0, 1)


def _section(value: Any, at: str) -> Problems:
    if not isinstance(value, dict) or value.get("type") != "rich_text_section":
        yield Problem("must be a rich_text_section", at)
        return
    yield from check_object(value, at, {"type": anything, "elements": _INLINE}, ("elements",))


_PARTS: Mapping[str, tuple[dict[str, Check], tuple[str, ...]]] = {
    "rich_text_section": ({"elements": _INLINE}, ("elements",)),
    "rich_text_list": (
        {
            "elements": list_of(_section, 1, 1000),
            "style": one_of("bullet", "ordered"),
            "indent": number(0, 8),
            "offset": number(0, 1_000_000),
            "border": _BORDER,
        },
        ("elements", "style"),
    ),
    "rich_text_quote": ({"elements": _INLINE, "border": _BORDER}, ("elements",)),
    "rich_text_preformatted": (
        {"elements": _INLINE, "border": _BORDER, "language": text_within(255)},
        ("elements",),
    ),
}


def rich_text_part(value: Any, at: str) -> Problems:
    """One part of a rich_text block."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in _PARTS:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")
        return
    fields, required = _PARTS[kind]
    yield from check_object(value, at, {"type": anything, **fields}, required)


def rich_text(value: Any, at: str) -> Problems:
    """A whole rich_text object, as an initial value or in a table's cell."""
    fields: dict[str, Check] = {
        "type": one_of("rich_text"),
        "block_id": _ID,
        "elements": list_of(rich_text_part, 1, 1000),
    }
    yield from check_object(value, at, fields, ("type", "elements"))
