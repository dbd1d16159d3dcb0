"""How Slack's Web API is spoken: form with JSON strings, JSON, or JSON with an empty body (slack 3)."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from sandbox.errors import SlackError

_JSON_FIELDS = frozenset({"blocks", "view", "attachments", "metadata", "unfurls", "files"})
_BOOLEANS = {"true": True, "false": False, "1": True, "0": False}
_BOOLEAN_FIELDS = frozenset(
    {
        "exclude_archived",
        "include_all_metadata",
        "include_locale",
        "include_num_members",
        "inclusive",
        "reply_broadcast",
        "return_im",
        "unfurl_links",
        "unfurl_media",
    }
)
MOST_A_PAGE = 1000
_CURSOR = re.compile(r"c(\d+)")


def read_arguments(content_type: str, body: bytes, query: str = "") -> dict[str, Any]:
    """The arguments of a call, JSON strings inside forms decoded where Slack decodes them.

    Raises `SlackError`: invalid_json, json_not_object, invalid_form_data.
    """
    arguments: dict[str, Any] = dict(parse_qsl(query))
    if content_type.startswith("application/json"):
        return arguments | _json(body)
    try:
        arguments |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    except UnicodeDecodeError:
        raise SlackError("invalid_form_data") from None
    for name in _JSON_FIELDS & arguments.keys():
        try:
            arguments[name] = json.loads(arguments[name])
        except ValueError:
            continue  # the method refuses what it cannot use
    for name in _BOOLEAN_FIELDS & arguments.keys():
        arguments[name] = _BOOLEANS.get(str(arguments[name]).lower(), False)
    return arguments


def _json(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        found = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(found, dict):
        raise SlackError("json_not_object")
    return found


def page(items: list[Any], arguments: dict[str, Any], default: int = 100) -> tuple[list[Any], str]:
    """One page of a list and the cursor of the next; the cursor is empty on the last page.

    Raises `SlackError`: invalid_limit, invalid_cursor.
    """
    limit = str(arguments.get("limit") or default)
    if not limit.isdigit() or not 1 <= int(limit) <= MOST_A_PAGE:
        raise SlackError("invalid_limit")
    cursor = _CURSOR.fullmatch(str(arguments.get("cursor") or "c0"))
    if cursor is None or int(cursor[1]) > len(items):
        raise SlackError("invalid_cursor")
    start, size = int(cursor[1]), int(limit)
    more = start + size < len(items)
    return items[start : start + size], f"c{start + size}" if more else ""
