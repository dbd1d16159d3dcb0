"""The inner events that Slack sends about what people do in conversations."""

from __future__ import annotations

from typing import Any

from sandbox.model import Channel, Human, Message
from sandbox.profiles import user_object
from sandbox.state import Workspace

Event = dict[str, Any]

PRIVATE_NOW = "made this channel *private*. Now, it can only be viewed or joined by invitation."
PUBLIC_NOW = "made this channel *public*. Any member in this workspace can see and join it."

_NOT_IN_ROOT = frozenset({"metadata", "blocks", "client_msg_id", "reactions"})


def message_posted(channel: Channel, message: Message) -> Event:
    """A message, of a person, the app itself or another bot."""
    plain = {key: value for key, value in message.items() if key not in ("metadata", "reactions")}
    event = plain | {"channel": channel.id, "event_ts": message["ts"], "channel_type": channel.type}
    root = channel.messages.get(str(message.get("thread_ts") or ""))
    if message.get("subtype") == "thread_broadcast" and root is not None:
        event["root"] = {key: value for key, value in root.items() if key not in _NOT_IN_ROOT}
    return event


def app_mention(channel: Channel, message: Message) -> Event:
    """A message that names the app; it comes beside the message event."""
    told = {key: value for key, value in message.items() if key not in ("metadata", "reactions", "subtype")}
    return told | {"type": "app_mention", "channel": channel.id, "event_ts": message["ts"]}


def message_changed(space: Workspace, channel: Channel, message: Message, before: Message) -> Event:
    """An edited message: the event itself has no user and no text."""
    teams = {"source_team": message.get("team"), "user_team": message.get("team")}
    now = {key: value for key, value in message.items() if key != "metadata"}
    return _hidden(space, channel, "message_changed") | {
        "message": now | ({} if message.get("bot_id") else teams),
        "previous_message": {key: value for key, value in before.items() if key != "metadata"},
    }


def message_deleted(space: Workspace, channel: Channel, message: Message) -> Event:
    """A withdrawn message."""
    return _hidden(space, channel, "message_deleted") | {
        "deleted_ts": message["ts"],
        "previous_message": {key: value for key, value in message.items() if key != "metadata"},
    }


def _hidden(space: Workspace, channel: Channel, subtype: str) -> Event:
    ts = space.new_ts()
    return {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.type,
    }


def reaction(space: Workspace, channel: Channel, message: Message, user: str, name: str, kind: str) -> Event:
    """A reaction given or taken back; `kind` is added or removed."""
    return {
        "type": f"reaction_{kind}",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
        "item_user": message.get("user"),
        "event_ts": space.new_ts(),
    }


def member_joined(space: Workspace, channel: Channel, user: str, team: str, inviter: str | None) -> Event:
    """Somebody came in; `inviter` only when somebody let them in."""
    event = _member(space, channel, user, team) | {"type": "member_joined_channel"}
    return event | ({"inviter": inviter} if inviter else {})


def member_left(space: Workspace, channel: Channel, user: str, team: str) -> Event:
    """Somebody left or was removed."""
    return _member(space, channel, user, team) | {"type": "member_left_channel"}


def _member(space: Workspace, channel: Channel, user: str, team: str) -> Event:
    return {
        "user": user,
        "channel": channel.id,
        "channel_type": channel.letter,
        "team": team,
        "event_ts": space.new_ts(),
    }


def app_left(space: Workspace, channel: Channel, actor: str) -> Event:
    """The app itself was removed from a conversation."""
    kind = "group_left" if channel.kind == "private" else "channel_left"
    return {"type": kind, "channel": channel.id, "actor_id": actor, "event_ts": space.new_ts()}


def archived(space: Workspace, channel: Channel, user: str, *, back: bool = False) -> Event:
    """A conversation was put away, or came back."""
    family = "group" if channel.kind == "private" else "channel"
    event = {
        "type": f"{family}_{'unarchive' if back else 'archive'}",
        "channel": channel.id,
        "user": user,
        "event_ts": space.new_ts(),
    }
    return event if back else event | {"is_moved": 0}


def shared(space: Workspace, channel: Channel, team: str) -> Event:
    """A conversation is now shared with another workspace."""
    return {
        "type": "channel_shared",
        "connected_team_id": team,
        "channel": channel.id,
        "event_ts": space.new_ts(),
    }


def unshared(space: Workspace, channel: Channel, team: str) -> Event:
    """A conversation is no longer shared with another workspace."""
    return {
        "type": "channel_unshared",
        "previously_connected_team_id": team,
        "channel": channel.id,
        "is_ext_shared": bool(channel.connected),
        "event_ts": space.new_ts(),
    }


def id_changed(space: Workspace, old: str, new: str) -> Event:
    """A private conversation got another id because sharing it with another workspace began."""
    return {
        "type": "channel_id_changed",
        "old_channel_id": old,
        "new_channel_id": new,
        "event_ts": space.new_ts(),
    }


def file_shared(space: Workspace, channel: Channel, file_id: str, user: str) -> Event:
    """A file was put in a conversation; the file itself must be asked for."""
    return {
        "type": "file_shared",
        "file_id": file_id,
        "user_id": user,
        "file": {"id": file_id},
        "channel_id": channel.id,
        "event_ts": space.new_ts(),
    }


def account(space: Workspace, human: Human, kind: str) -> Event:
    """An account was made (`team_join`) or changed (`user_change`)."""
    return {
        "type": kind,
        "user": user_object(space, human, locale=True),
        "cache_ts": int(space.now().timestamp()),
        "event_ts": space.new_ts(),
    }


def tokens_revoked(space: Workspace) -> Event:
    """The app's tokens are worth nothing any more."""
    tokens = {"oauth": [], "bot": [space.app.user]}
    return {"type": "tokens_revoked", "tokens": tokens, "event_ts": space.new_ts()}


def app_uninstalled(space: Workspace) -> Event:
    """The app was taken out of the workspace."""
    return {"type": "app_uninstalled", "event_ts": space.new_ts()}


def metadata(
    space: Workspace, channel: Channel, message: Message, kind: str, before: Any | None = None
) -> Event:
    """Metadata on a message was posted, updated or deleted; `before` is what stood there."""
    event = {
        "type": f"message_metadata_{kind}",
        "app_id": message.get("app_id"),
        "bot_id": message.get("bot_id"),
        "user_id": message.get("user"),
        "team_id": space.team_id,
        "channel_id": channel.id,
        "message_ts": message["ts"],
        "event_ts": space.new_ts(),
    }
    if kind != "deleted":
        event["metadata"] = message["metadata"]
    else:
        event["deleted_ts"] = event["event_ts"]
    return event if before is None else event | {"previous_metadata": before}
