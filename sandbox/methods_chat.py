"""Messages: posting, changing, deleting, and what Slack refuses about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.errors import SlackError
from sandbox.profiles import app_user, bot_profile
from sandbox.state import Channel, Message
from sandbox.web_api import Arguments

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack


def _conversation(slack: PracticeSlack, arguments: Arguments, *, users: bool) -> Channel:
    wanted = str(arguments.get("channel") or "")
    space = slack.space
    if users and wanted in space.people:
        return _direct(slack, wanted)
    channel = space.channels.get(wanted)
    if channel is None or (channel.kind != "public" and space.app.user not in channel.members):
        raise SlackError("channel_not_found")
    if space.app.user not in channel.members:
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def _direct(slack: PracticeSlack, user: str) -> Channel:
    if slack.space.people[user].deleted or slack.space.people[user].kind == "stranger":
        raise SlackError("user_not_found")
    return slack.space.im_of(user)


def _checked(arguments: Arguments, method: str) -> list[str]:
    verdict = rules.check_message(arguments, method=method)
    if verdict.error is not None:
        if verdict.problems:
            told = [str(one) for one in verdict.problems]
            raise SlackError(
                verdict.error,
                errors=told,
                response_metadata={"messages": [f"[ERROR] {one}" for one in told]},
            )
        raise SlackError(verdict.error)
    return list(verdict.warnings)


def _blocks(slack: PracticeSlack, blocks: Any) -> list[dict[str, Any]]:
    return [{"block_id": slack.space.new_id("b"), **one} for one in blocks or ()]


def _message(slack: PracticeSlack, arguments: Arguments, channel: Channel) -> Message:
    space = slack.space
    message: Message = {
        "user": space.app.user,
        "type": "message",
        "ts": space.new_ts(),
        "bot_id": space.app.bot_id,
        "app_id": space.app.id,
        "text": str(arguments.get("text") or "")[:40_000],
        "team": space.team_id,
        "bot_profile": bot_profile(space, app_user(space)),
    }
    if arguments.get("blocks"):
        message["blocks"] = _blocks(slack, arguments["blocks"])
    if arguments.get("metadata"):
        message["metadata"] = arguments["metadata"]
    if arguments.get("thread_ts"):
        message["thread_ts"] = _parent(channel, str(arguments["thread_ts"]))
    return message


def _parent(channel: Channel, ts: str) -> str:
    parent = channel.messages.get(ts)
    if parent is None or parent.get("thread_ts") not in (None, ts):
        raise SlackError("cannot_reply_to_message")
    return ts


def post_message(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.postMessage."""
    channel = _conversation(slack, arguments, users=True)
    warnings = _checked(arguments, "chat.postMessage")
    slack.pace(channel.id)
    message = _message(slack, arguments, channel)
    slack.add_message(channel, message)
    answer: dict[str, Any] = {"channel": channel.id, "ts": message["ts"], "message": shown(message)}
    if warnings:
        answer |= {"warning": ",".join(warnings), "response_metadata": {"warnings": warnings}}
    return answer


def post_ephemeral(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.postEphemeral."""
    channel = _conversation(slack, arguments, users=False)
    user = str(arguments.get("user") or "")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    _checked(arguments, "chat.postEphemeral")
    message = _message(slack, arguments, channel)
    slack.add_ephemeral(channel, user, message)
    return {"message_ts": message["ts"]}


def update(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.update: text without blocks removes the blocks."""
    channel = _conversation(slack, arguments, users=False)
    message = channel.messages.get(str(arguments.get("ts") or ""))
    if message is None:
        raise SlackError("message_not_found")
    if message.get("bot_id") != slack.space.app.bot_id:
        raise SlackError("cant_update_message")
    _checked(arguments, "chat.update")
    before = dict(message)
    message["text"] = str(arguments.get("text") or message["text"])
    message.pop("blocks", None)
    if arguments.get("blocks"):
        message["blocks"] = _blocks(slack, arguments["blocks"])
    if arguments.get("metadata"):
        message["metadata"] = arguments["metadata"]
    message["edited"] = {"user": slack.space.app.user, "ts": slack.space.new_ts()}
    slack.message_changed(channel, message, before)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown(message)}


def delete(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.delete."""
    channel = _conversation(slack, arguments, users=False)
    message = channel.messages.get(str(arguments.get("ts") or ""))
    if message is None:
        raise SlackError("message_not_found")
    if message.get("bot_id") != slack.space.app.bot_id:
        raise SlackError("cant_delete_message")
    slack.remove_message(channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def get_permalink(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.getPermalink."""
    channel = _conversation(slack, arguments, users=False)
    ts = str(arguments.get("message_ts") or "")
    if ts not in channel.messages:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": slack.space.permalink(channel, ts)}


def shown(message: Message, *, metadata: bool = False) -> Message:
    """A message as it is given out; metadata only when asked for."""
    return {key: value for key, value in message.items() if metadata or key != "metadata"}
