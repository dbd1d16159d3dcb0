"""A message as its readers saw it: Slack sends its own markup, a form takes plain words (platform 6)."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

# <url|label>, <#C1|name>, <!subteam^S1|@name>, <!date^…|fallback>: the label is what stood there
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BROADCAST = re.compile(r"<!(here|channel|everyone)>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>]*)>")


def words_of(message: Mapping[str, Any]) -> str:
    """The words of somebody's message; empty for a message of an app, Schakel's own among them."""
    if message.get("bot_id"):
        return ""
    text = str(message.get("text") or "")
    for pattern, shown in ((_LABELLED, r"\1"), (_BROADCAST, r"@\1"), (_LINK, r"\1")):
        text = pattern.sub(shown, text)
    return html.unescape(text).strip()
