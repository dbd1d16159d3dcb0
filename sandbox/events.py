"""Payloads as Slack sends them: commands, block actions, submissions, shortcuts, events."""

from __future__ import annotations

from typing import Any

from sandbox.state import Channel, Human, Message, View, Workspace

TOKEN = "verif-token-not-used"  # noqa: S105  # Slack's deprecated field, always present


def _user(space: Workspace, human: Human) -> dict[str, Any]:
    return {"id": human.id, "username": human.handle, "name": human.handle, "team_id": human.team}


def _team(space: Workspace) -> dict[str, Any]:
    return {"id": space.team_id, "domain": space.domain}


def channel_name(channel: Channel) -> str:
    """The name a payload gives: private ones and direct messages have a fixed word."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def as_shown(message: Message) -> Message:
    """A message as the payload of an interaction shows it."""
    return {key: value for key, value in message.items() if key not in ("metadata", "bot_profile")}


def slash_command(
    space: Workspace, human: Human, channel: Channel, command: str, text: str, trigger: str, url: str
) -> dict[str, Any]:
    """A typed slash command."""
    here = space.team_id in human.workspaces
    return {
        "token": TOKEN,
        "team_id": space.team_id if here else human.team,
        "team_domain": space.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": human.id,
        "user_name": human.handle,
        "command": command,
        "text": text,
        "api_app_id": space.app.id,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger,
    }


def _interactive(space: Workspace, human: Human, kind: str) -> dict[str, Any]:
    return {
        "type": kind,
        "user": _user(space, human),
        "api_app_id": space.app.id,
        "token": TOKEN,
        "team": _team(space),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _without_app(payload: dict[str, Any]) -> dict[str, Any]:
    """Shortcuts do not say which app they are of."""
    return {key: value for key, value in payload.items() if key != "api_app_id"}


def message_action(
    space: Workspace,
    human: Human,
    action: dict[str, Any],
    channel: Channel,
    message: Message,
    values: dict[str, Any],
    *,
    ephemeral: bool,
    trigger: str,
    url: str,
    attachment: int | None = None,
) -> dict[str, Any]:
    """A press on an element of a message or of its attachment; an ephemeral one carries no message."""
    container: dict[str, Any] = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    if attachment is not None:
        container |= {"type": "message_attachment", "attachment_id": attachment, "is_app_unfurl": False}
    payload = _interactive(space, human, "block_actions") | {
        "trigger_id": trigger,
        "actions": [action],
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "response_url": url,
    }
    payload["state"] = {"values": values}
    return payload if ephemeral else payload | {"message": as_shown(message)}


def view_action(
    space: Workspace, human: Human, action: dict[str, Any], view: View, trigger: str
) -> dict[str, Any]:
    """A press on an element of a modal or Home."""
    return _interactive(space, human, "block_actions") | {
        "trigger_id": trigger,
        "actions": [action],
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
    }


def view_submission(space: Workspace, human: Human, view: View, trigger: str) -> dict[str, Any]:
    """A submitted modal."""
    return _interactive(space, human, "view_submission") | {
        "trigger_id": trigger,
        "view": view,
        "response_urls": [],
    }


def view_closed(space: Workspace, human: Human, view: View, *, cleared: bool) -> dict[str, Any]:
    """A modal closed without submitting."""
    return _interactive(space, human, "view_closed") | {"view": view, "is_cleared": cleared}


def shortcut(space: Workspace, human: Human, callback: str, trigger: str, ts: str) -> dict[str, Any]:
    """A global shortcut."""
    user = _user(space, human)
    del user["name"]
    return _without_app(_interactive(space, human, "shortcut")) | {
        "user": user,
        "action_ts": ts,
        "callback_id": callback,
        "trigger_id": trigger,
    }


def message_shortcut(
    space: Workspace,
    human: Human,
    callback: str,
    channel: Channel,
    message: Message,
    trigger: str,
    ts: str,
    url: str,
) -> dict[str, Any]:
    """A shortcut on a message."""
    return _without_app(_interactive(space, human, "message_action")) | {
        "action_ts": ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "callback_id": callback,
        "trigger_id": trigger,
        "response_url": url,
        "message_ts": message["ts"],
        "message": as_shown(message),
    }


def suggestion(
    space: Workspace, human: Human, view: View, block_id: str, action_id: str, value: str
) -> dict[str, Any]:
    """A search in an external select of a modal."""
    return _interactive(space, human, "block_suggestion") | {
        "action_id": action_id,
        "block_id": block_id,
        "value": value,
        "container": {"type": "view", "view_id": view["id"]},
        "view": view,
    }


def event(space: Workspace, inner: dict[str, Any], shared: bool = False) -> dict[str, Any]:
    """An event as the Events API wraps it."""
    return {
        "token": TOKEN,
        "team_id": space.team_id,
        "context_team_id": space.team_id,
        "context_enterprise_id": None,
        "api_app_id": space.app.id,
        "event": inner,
        "type": "event_callback",
        "event_id": space.new_id("Ev"),
        "event_time": int(space.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": space.team_id,
                "user_id": space.app.user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": space.new_id("EC"),
    }
