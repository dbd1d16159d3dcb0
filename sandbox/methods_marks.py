"""Reactions of the app itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError
from sandbox.methods_chat import conversation
from sandbox.state import Channel, Message
from sandbox.web_api import Arguments

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """reactions.add."""
    channel, message, name = _meant(slack, arguments)
    me = slack.space.app.user
    given = message.setdefault("reactions", [])
    known = next((one for one in given if one["name"] == name), None)
    if known is None:
        given.append({"name": name, "users": [me], "count": 1})
    elif me in known["users"]:
        raise SlackError("already_reacted")
    else:
        known["users"].append(me)
        known["count"] += 1
    slack.reacted(channel, message, me, name, "added")
    return {}


def remove(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """reactions.remove."""
    channel, message, name = _meant(slack, arguments)
    me = slack.space.app.user
    known = next((one for one in message.get("reactions", ()) if one["name"] == name), None)
    if known is None or me not in known["users"]:
        raise SlackError("no_reaction")
    known["users"].remove(me)
    known["count"] -= 1
    message["reactions"] = [one for one in message["reactions"] if one["users"]]
    slack.reacted(channel, message, me, name, "removed")
    return {}


def _meant(slack: PracticeSlack, arguments: Arguments) -> tuple[Channel, Message, str]:
    name = str(arguments.get("name") or "")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    if not arguments.get("timestamp"):
        raise SlackError("no_item_specified")
    channel = conversation(slack, arguments)
    message = channel.messages.get(str(arguments["timestamp"]))
    if message is None:
        raise SlackError("message_not_found")
    return channel, message, name
