"""What was said in a conversation or thread, in pages and between moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError
from sandbox.methods_chat import shown
from sandbox.methods_look import readable
from sandbox.state import Message
from sandbox.web_api import Arguments
from sandbox.wire import page

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack


def _history(slack: PracticeSlack, found: list[Message], arguments: Arguments) -> dict[str, Any]:
    oldest, latest = _moment(arguments, "oldest", "0"), _moment(arguments, "latest", "99999999999")
    whole = bool(arguments.get("inclusive"))
    within = [
        one
        for one in found
        if oldest < float(one["ts"]) < latest or (whole and float(one["ts"]) in (oldest, latest))
    ]
    part, cursor = page(within, arguments)
    metadata = bool(arguments.get("include_all_metadata"))
    answer: dict[str, Any] = {
        "messages": [shown(one, metadata=metadata) for one in part],
        "has_more": bool(cursor),
        "pin_count": 0,
    }
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _moment(arguments: Arguments, name: str, default: str) -> float:
    try:
        return float(str(arguments.get(name) or default))
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def conversations_history(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.history: newest first, without replies."""
    channel = readable(slack, arguments, "history")
    if slack.space.app.user not in channel.members:
        raise SlackError("not_in_channel")
    return _history(slack, channel.top()[::-1], arguments)


def conversations_replies(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.replies: a parent and its replies, oldest first."""
    channel = readable(slack, arguments, "history")
    if slack.space.app.user not in channel.members:
        raise SlackError("not_in_channel")
    ts = str(arguments.get("ts") or "")
    if ts not in channel.messages:
        raise SlackError("thread_not_found")
    thread = channel.thread(str(channel.messages[ts].get("thread_ts") or ts))
    answer = _history(slack, thread[1:], arguments)
    answer["messages"].insert(0, shown(thread[0], metadata=bool(arguments.get("include_all_metadata"))))
    return answer
