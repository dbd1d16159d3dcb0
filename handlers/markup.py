"""Words to and from Slack's markup: a form takes plain words, and what people typed never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# <url|label>, <#C1|name>, <!subteam^S1|@name>, <!date^…|fallback>: the label is what stood there
_LABELLED = re.compile(r"<[^<>|]*\|([^<>]*)>")
_BROADCAST = re.compile(r"<!(here|channel|everyone)>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^<>]*)>")


# The three characters that Slack escapes, and nothing else that looks like a reference.
_ESCAPED = re.compile(r"&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}


def words_of(message: Mapping[str, Any]) -> str:
    """The words of somebody's message; empty for a message of an app, Schakel's own among them."""
    return "" if message.get("bot_id") else as_typed(str(message.get("text") or ""))


def as_typed(text: str) -> str:
    """What somebody typed, of a text that Slack escaped: of messages and of commands, once.

    What is typed in a form Slack gives as it is (slack 6), so nothing of it may be read in this way.
    """
    for pattern, shown in ((_LABELLED, r"\1"), (_BROADCAST, r"@\1"), (_LINK, r"\1")):
        text = pattern.sub(shown, text)
    return _ESCAPED.sub(lambda found: _CHARACTERS[found[1]], text).strip()


# What clients make of a quote, a dash and a space while somebody types.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)


def command_of(text: str) -> str:
    """The text of a command as it was meant: plain quotes, dashes and spaces, nothing unseen."""
    words = " ".join(as_typed(text).translate(_PLAIN).split())
    return " ".join(_UNSEEN.sub("", words).split())


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
