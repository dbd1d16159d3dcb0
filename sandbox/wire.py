"""How Slack's Web API is spoken: form with JSON strings, JSON, or JSON with an empty body (platform 3)."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

_JSON_FIELDS = frozenset({"blocks", "view", "attachments", "metadata", "channels", "users_json", "unfurls"})
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_BOOLEAN_FIELDS = frozenset(
    {"include_all_metadata", "include_locale", "unfurl_links", "unfurl_media", "return_im", "inclusive"}
)


def read_arguments(content_type: str, body: bytes, query: str = "") -> dict[str, Any]:
    """The arguments of a call, JSON strings inside forms decoded where Slack decodes them."""
    arguments: dict[str, Any] = dict(parse_qsl(query))
    if content_type.startswith("application/json"):
        arguments |= json.loads(body) if body.strip() else {}
        return arguments
    arguments |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in _JSON_FIELDS & arguments.keys():
        try:
            arguments[name] = json.loads(arguments[name])
        except (TypeError, ValueError):
            continue
    for name in _BOOLEAN_FIELDS & arguments.keys():
        arguments[name] = _BOOLEANS.get(str(arguments[name]).lower(), False)
    return arguments


def page(items: list[Any], arguments: dict[str, Any], default: int = 100) -> tuple[list[Any], str]:
    """One page of a list and the cursor of the next; the cursor is empty on the last page."""
    limit = max(1, min(int(arguments.get("limit") or default), 999))
    start = int(str(arguments.get("cursor") or "c0")[1:])
    more = start + limit < len(items)
    return items[start : start + limit], f"c{start + limit}" if more else ""
