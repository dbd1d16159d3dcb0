"""Looking things up: who am I, people, conversations, their members and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError
from sandbox.methods_chat import shown
from sandbox.profiles import app_user, user_object
from sandbox.state import Channel, Message
from sandbox.web_api import Arguments, check_channel_scope
from sandbox.wire import page

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack


def auth_test(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """auth.test."""
    space = slack.space
    return {
        "url": f"https://{space.domain}.slack.com/",
        "team": space.team_name,
        "user": space.app.name,
        "team_id": space.team_id,
        "user_id": space.app.user,
        "bot_id": space.app.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """apps.connections.open."""
    return {"url": f"{slack.socket_url}?ticket={slack.sockets.ticket()}&app_id={slack.space.app.id}"}


def users_info(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """users.info."""
    space, wanted = slack.space, str(arguments.get("user") or "")
    human = app_user(space) if wanted == space.app.user else space.people.get(wanted)
    if human is None:
        raise SlackError("user_not_found")
    return {"user": user_object(space, human, locale=bool(arguments.get("include_locale")))}


def users_list(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """users.list."""
    people = [*slack.space.people.values(), app_user(slack.space)]
    locale = bool(arguments.get("include_locale"))
    found, cursor = page([user_object(slack.space, one, locale=locale) for one in people], arguments)
    now = int(slack.space.now().timestamp())
    return {"members": found, "cache_ts": now, "response_metadata": {"next_cursor": cursor}}


def _readable(slack: PracticeSlack, arguments: Arguments, suffix: str) -> Channel:
    channel = slack.space.channels.get(str(arguments.get("channel") or ""))
    if channel is None:
        raise SlackError("channel_not_found")
    if slack.space.app.user not in channel.members and channel.kind != "public":
        raise SlackError("channel_not_found")
    check_channel_scope(slack, suffix, channel.kind)
    return channel


def conversation_object(slack: PracticeSlack, channel: Channel) -> dict[str, Any]:
    """A conversation as conversations.info tells of it; one with a single person has no name."""
    space = slack.space
    common = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": space.team_id,
        "updated": channel.created * 1000,
    }
    if channel.kind == "im":
        person = space.people.get(channel.user or "")
        gone = person is None or person.deleted
        return common | {"user": channel.user, "is_user_deleted": gone, "is_open": True, "priority": 0}
    shared = bool(channel.connected)
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": False,
        "unlinked": 0,
        "is_shared": shared,
        "is_ext_shared": shared,
        "is_pending_ext_shared": bool(channel.pending),
        "pending_shared": sorted(channel.pending),
        "pending_connected_team_ids": sorted(channel.pending),
        "shared_team_ids": [space.team_id, *sorted(channel.connected)],
        "connected_team_ids": sorted(channel.connected),
        "parent_conversation": None,
        "creator": channel.creator,
        "is_member": space.app.user in channel.members,
        "topic": {"value": channel.topic, "creator": channel.creator, "last_set": channel.created},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def conversations_info(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.info."""
    return {"channel": conversation_object(slack, _readable(slack, arguments, "read"))}


def conversations_list(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.list."""
    seen = [one for one in slack.space.channels.values() if one.kind != "im"]
    mine = [one for one in seen if one.kind == "public" or slack.space.app.user in one.members]
    found, cursor = page([conversation_object(slack, one) for one in mine], arguments)
    return {"channels": found, "response_metadata": {"next_cursor": cursor}}


def conversations_members(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.members."""
    found, cursor = page(sorted(_readable(slack, arguments, "read").members), arguments)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def conversations_open(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.open with one person."""
    users = str(arguments.get("users") or "").split(",")
    if len(users) != 1 or users[0] not in slack.space.people:
        raise SlackError("user_not_found")
    if slack.space.people[users[0]].deleted:
        raise SlackError("user_disabled")
    if slack.space.people[users[0]].kind == "stranger":
        raise SlackError("user_not_found")
    channel = slack.space.im_of(users[0])
    return {"no_op": True, "already_open": True, "channel": {"id": channel.id}}


def _history(slack: PracticeSlack, found: list[Message], arguments: Arguments) -> dict[str, Any]:
    oldest, latest = str(arguments.get("oldest") or "0"), str(arguments.get("latest") or "9999999999")
    within = [one for one in found if float(oldest) < float(one["ts"]) < float(latest)]
    part, cursor = page(within, arguments)
    metadata = bool(arguments.get("include_all_metadata"))
    return {
        "messages": [shown(one, metadata=metadata) for one in part],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def conversations_history(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.history: newest first, without replies."""
    channel = _readable(slack, arguments, "history")
    if slack.space.app.user not in channel.members:
        raise SlackError("not_in_channel")
    return _history(slack, channel.top()[::-1], arguments)


def conversations_replies(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.replies: a parent and its replies, oldest first."""
    channel = _readable(slack, arguments, "history")
    ts = str(arguments.get("ts") or "")
    if ts not in channel.messages:
        raise SlackError("thread_not_found")
    thread = channel.thread(ts)
    answer = _history(slack, thread[1:], arguments)
    answer["messages"].insert(0, shown(thread[0], metadata=bool(arguments.get("include_all_metadata"))))
    return answer
