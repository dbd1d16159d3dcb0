"""Conversations the app is in: listing them, joining, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError
from sandbox.methods_look import conversation_object
from sandbox.profiles import app_user
from sandbox.state import Channel
from sandbox.subscriptions import READ
from sandbox.web_api import Arguments, check_channel_scope
from sandbox.wire import page

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

_TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


def conversations_list(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.list: public channels unless other `types` are asked for."""
    kinds = _kinds(slack, arguments)
    me = slack.space.app.user
    seen = [one for one in slack.space.channels.values() if one.kind == "public" or me in one.members]
    return _listed(slack, [one for one in seen if one.kind in kinds], arguments)


def users_conversations(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """users.conversations: those of the app, or those of a person that the app is in too."""
    kinds = _kinds(slack, arguments)
    user = str(arguments.get("user") or slack.space.app.user)
    if user != slack.space.app.user and user not in slack.space.people:
        raise SlackError("user_not_found")
    both = {user, slack.space.app.user}
    found = [one for one in slack.space.channels.values() if one.kind in kinds and both <= one.members]
    return _listed(slack, found, arguments)


def _kinds(slack: PracticeSlack, arguments: Arguments) -> frozenset[str]:
    asked = str(arguments.get("types") or "public_channel").replace(" ", "").split(",")
    if any(one not in _TYPES for one in asked):
        raise SlackError("invalid_types")
    kinds = frozenset(_TYPES[one] for one in asked)
    for kind in sorted(kinds & READ.keys()):
        check_channel_scope(slack, "read", kind)
    return kinds


def _listed(slack: PracticeSlack, found: list[Channel], arguments: Arguments) -> dict[str, Any]:
    if arguments.get("exclude_archived"):
        found = [one for one in found if not one.archived]
    part, cursor = page([conversation_object(slack, one) for one in found], arguments)
    return {"channels": part, "response_metadata": {"next_cursor": cursor}}


def join(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.join: a public channel."""
    channel = slack.space.channels.get(str(arguments.get("channel") or ""))
    if channel is None or (channel.kind != "public" and slack.space.app.user not in channel.members):
        raise SlackError("channel_not_found")
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    answer: dict[str, Any] = {"channel": conversation_object(slack, channel)}
    if slack.space.app.user in channel.members:
        told = {"warnings": ["already_in_channel"]}
        return answer | {"warning": "already_in_channel", "response_metadata": told}
    slack.enter(channel, app_user(slack.space), None)
    return answer | {"channel": conversation_object(slack, channel)}


def leave(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.leave; of one it is not in Slack says so without refusing."""
    channel = slack.space.channels.get(str(arguments.get("channel") or ""))
    if channel is None or (channel.kind == "private" and slack.space.app.user not in channel.members):
        raise SlackError("channel_not_found")
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    needed = "groups:write" if channel.kind == "private" else "channels:manage"
    if needed not in slack.space.app.scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(slack.space.app.scopes)))
    if channel.archived:
        raise SlackError("is_archived")
    if slack.space.app.user not in channel.members:
        return {"not_in_channel": True}
    slack.exit(channel, app_user(slack.space), slack.space.app.user)
    return {}
