"""What Slack makes of what a person types: escaped text with links and mentions, and its rich text block."""

from __future__ import annotations

import re
from typing import Any

from sandbox.state import Workspace

Element = dict[str, Any]

# A mention or link as it stands in Slack's text, what the composer turns into one, and addresses it links.
_TOKENS = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)>"
    r"|<#(?P<channel>C[A-Z0-9]+)(?:\|[^>]*)?>"
    r"|<(?P<link>(?:https?://|mailto:|tel:)[^|>\s]+)(?:\|(?P<label>[^>]*))?>"
    r"|(?<!\S)@(?P<range>here|channel|everyone)\b"
    r"|(?<!\S)@(?P<handle>[a-z][a-z0-9_.-]*)"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'\"])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)


def escaped(raw: str) -> str:
    """The three characters that Slack escapes in text."""
    return raw.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def composed(space: Workspace, raw: str) -> tuple[str, list[dict[str, Any]]]:
    """`text` and `blocks` of a typed message: escaped with links in the one, raw in the other.

    Formatting such as `*bold*` stays literal in the block, where Slack's own composer would style it.
    """
    text: list[str] = []
    elements: list[Element] = []
    at = 0
    for match in _TOKENS.finditer(raw):
        known = _known(space, match)
        if known is None:
            continue
        _plain(raw[at : match.start()], text, elements)
        said, element = known
        text.append(said)
        elements.append(element)
        at = match.end()
    _plain(raw[at:], text, elements)
    section = {"type": "rich_text_section", "elements": elements}
    block = {"type": "rich_text", "block_id": space.new_id("r"), "elements": [section]}
    return "".join(text), [block]


def _plain(raw: str, text: list[str], elements: list[Element]) -> None:
    if raw:
        text.append(escaped(raw))
        elements.append({"type": "text", "text": raw})


def _known(space: Workspace, match: re.Match[str]) -> tuple[str, Element] | None:
    name, value = match.lastgroup, ""
    if match["link"]:
        name = "link"
    value = match[name] if name else ""
    match name:
        case "user" if value in space.people or value == space.app.user:
            return f"<@{value}>", {"type": "user", "user_id": value}
        case "handle":
            found = [one.id for one in space.people.values() if one.handle == value]
            return (f"<@{found[0]}>", {"type": "user", "user_id": found[0]}) if found else None
        case "channel" if value in space.channels:
            return f"<#{value}>", {"type": "channel", "channel_id": value}
        case "range":
            return f"<!{value}>", {"type": "broadcast", "range": value}
        case "link":
            label = match["label"]
            said = f"<{value}|{label}>" if label else f"<{value}>"
            return said, {"type": "link", "url": value} | ({"text": label} if label else {})
        case "url":
            return f"<{escaped(value)}>", {"type": "link", "url": value}
        case "mail":
            return f"<mailto:{value}|{value}>", {"type": "link", "url": f"mailto:{value}", "text": value}
    return None
