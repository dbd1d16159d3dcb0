"""Looking things up: who am I, people, conversations, their members and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError
from sandbox.profiles import app_user, bot_profile, user_object
from sandbox.state import Channel
from sandbox.web_api import Arguments, check_channel_scope
from sandbox.wire import page

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

MOST_TO_OPEN = 8


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


def users_lookup_by_email(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """users.lookupByEmail: people of this workspace with an account."""
    wanted = str(arguments.get("email") or "").lower()
    for one in slack.space.people.values():
        if one.email.lower() == wanted and one.team == slack.space.team_id and not one.deleted:
            return {"user": user_object(slack.space, one, locale=False)}
    raise SlackError("users_not_found")


def bots_info(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """bots.info, by bot id."""
    space = slack.space
    bots = [app_user(space), *(one for one in space.people.values() if one.kind == "bot")]
    wanted = str(arguments.get("bot") or space.app.bot_id)
    found = next((one for one in bots if one.bot_id == wanted), None)
    if found is None:
        raise SlackError("bot_not_found")
    profile = bot_profile(space, found)
    return {"bot": {key: one for key, one in profile.items() if key != "team_id"}}


def team_info(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """team.info."""
    space = slack.space
    known = {"id": space.team_id, "name": space.team_name, "domain": space.domain, "email_domain": ""}
    return {"team": known | {"icon": {}, "url": f"https://{space.domain}.slack.com/"}}


def readable(slack: PracticeSlack, arguments: Arguments, suffix: str) -> Channel:
    """The conversation that is meant, of a kind the scopes cover; `suffix` is read or history."""
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
    channel = readable(slack, arguments, "read")
    known = conversation_object(slack, channel)
    if arguments.get("include_num_members"):
        known["num_members"] = len(channel.members)
    return {"channel": known}


def conversations_members(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.members."""
    found, cursor = page(sorted(readable(slack, arguments, "read").members), arguments)
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def conversations_open(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """conversations.open with one person; the practice Slack has no conversations of more than two."""
    given = arguments.get("users")
    users = given if isinstance(given, list) else [one for one in str(given or "").split(",") if one]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_TO_OPEN:
        raise SlackError("too_many_users")
    if len(users) > 1:
        raise SlackError("not_implemented_in_the_practice_slack")
    person = slack.space.people.get(str(users[0]))
    if person is None or person.kind == "stranger":
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    channel = slack.space.im_of(person.id)
    shown_whole = {"return_im": conversation_object(slack, channel)} if arguments.get("return_im") else {}
    known = shown_whole.get("return_im", {"id": channel.id})
    return {"no_op": True, "already_open": True, "channel": known}
