"""Which events an app hears of: the manifest names them, the scopes allow them, and it must be there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.model import App, Channel

READ = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
HISTORY = {"public": "channels:history", "private": "groups:history", "im": "im:history"}

# The scope an event needs by itself; events about a conversation need the one for its kind as well.
SCOPES: Mapping[str, str] = {
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "file_shared": "files:read",
    "message_metadata_posted": "metadata.message:read",
    "message_metadata_updated": "metadata.message:read",
    "message_metadata_deleted": "metadata.message:read",
}
ABOUT_CHANNELS = frozenset(
    {
        "member_joined_channel",
        "member_left_channel",
        "channel_archive",
        "channel_unarchive",
        "channel_rename",
        "channel_created",
        "channel_left",
        "channel_shared",
        "channel_unshared",
        "group_archive",
        "group_unarchive",
        "group_rename",
        "group_left",
    }
)
# Told about every public channel, whether the app is in it or not.
WITHOUT_MEMBERSHIP = frozenset(
    {
        "channel_archive",
        "channel_unarchive",
        "channel_rename",
        "channel_created",
        "channel_shared",
        "channel_unshared",
        "channel_left",
        "group_left",
    }
)


def hears(app: App, inner: Mapping[str, Any], channel: Channel | None) -> bool:
    """Whether Slack sends this event to the app.

    The manifest must name the event (for messages by kind of conversation: `message.groups`), its scopes must
    cover it, and of conversations the app hears only where it is a member, public ones excepted for news
    about the channel itself.
    """
    name = str(inner["type"])
    if _named(name, channel) not in app.events:
        return False
    if _needed(name, channel) - app.scopes:
        return False
    if name.startswith("message_metadata_"):
        told = inner.get("metadata") or inner.get("previous_metadata") or {}
        if (str(inner["app_id"]), str(told.get("event_type"))) not in app.metadata_subscriptions:
            return False
    if name == "app_mention" and channel is not None and channel.kind == "im":
        return False  # in a direct message everything is meant for the app
    return channel is None or app.user in channel.members or _anywhere(name, channel)


def _named(name: str, channel: Channel | None) -> str:
    if name != "message" or channel is None:
        return name
    return {"im": "message.im", "private": "message.groups"}.get(channel.kind, "message.channels")


def _needed(name: str, channel: Channel | None) -> set[str]:
    needed = {SCOPES[name]} if name in SCOPES else set()
    if channel is not None and name == "message":
        needed.add(HISTORY[channel.kind])
    if channel is not None and name in ABOUT_CHANNELS:
        needed.add(READ[channel.kind])
    return needed


def _anywhere(name: str, channel: Channel) -> bool:
    return name in WITHOUT_MEMBERSHIP and (channel.kind == "public" or name.endswith("_left"))
