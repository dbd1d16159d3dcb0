"""Words to and from Slack's markup: a form takes plain words, and what people typed never becomes markup."""

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


# Nothing that formats has a way to be escaped in mrkdwn: it is shown with a sign that looks alike.
_ALIKE = str.maketrans({"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"})
_SHORTCODE = re.compile(r":(?=\S*:)")  # every colon of :name: but the last
_COLON = "\u2236"
# An invisible joint, so that a client sees no address, number, channel or mention in it.
_JOINT = "\u2060"
_LINKED = re.compile(r"(?<=\w)\.(?=[^\W\d]{2})|(?<=\w):(?=//)|[@#](?=\w)", re.IGNORECASE)
_BEGINS_LINE = re.compile(r"^(?=&gt;|[•◦▪–-]\s|\d{1,3}[.)]\s)")
# Marks that turn the direction of writing, and others that nobody sees.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def unmarked(text: str) -> str:
    """What somebody typed as one line of mrkdwn in which nothing is markup: no format, emoji or link."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    line = _SHORTCODE.sub(_COLON, line.translate(_ALIKE))
    line = _LINKED.sub(lambda found: found[0] + _JOINT, line)
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BEGINS_LINE.sub(_JOINT, line)


def quoted(text: str) -> str:
    """The same for several lines: a quotation, so that no line of it can pass for one of Schakel's own."""
    return "\n".join(f"> {unmarked(line)}" for line in text.strip().splitlines())
