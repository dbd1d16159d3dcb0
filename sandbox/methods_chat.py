"""Messages: posting, changing, deleting, and what Slack refuses about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.errors import SlackError
from sandbox.profiles import app_user, bot_profile
from sandbox.state import Channel, Message
from sandbox.storing import stored_blocks
from sandbox.web_api import Arguments

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

TRUNCATED = (
    "[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters."
)


def conversation(slack: PracticeSlack, arguments: Arguments, *, users: bool = False) -> Channel:
    """The conversation that is meant, where the app may act; with `users` also a person's direct message."""
    wanted = str(arguments.get("channel") or "")
    space = slack.space
    if users and wanted in space.people:
        return _direct(slack, wanted)
    channel = space.channels.get(wanted)
    if channel is None or (channel.kind != "public" and space.app.user not in channel.members):
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    anywhere = users and channel.kind == "public" and "chat:write.public" in space.app.scopes
    if space.app.user not in channel.members and not anywhere:
        raise SlackError("not_in_channel")
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


def _attachments(slack: PracticeSlack, attachments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": index, "fallback": "[no preview available]", **one}
        | ({"blocks": stored_blocks(slack.space, one["blocks"])} if one.get("blocks") else {})
        for index, one in enumerate(attachments, start=1)
    ]


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
    markdown = arguments.get("markdown_text")
    if markdown:
        message["text"] = str(markdown)
        message["blocks"] = stored_blocks(slack.space, [{"type": "markdown", "text": str(markdown)}])
    if arguments.get("blocks"):
        message["blocks"] = stored_blocks(slack.space, arguments["blocks"])
    if arguments.get("attachments"):
        message["attachments"] = _attachments(slack, arguments["attachments"])
    if arguments.get("metadata"):
        message["metadata"] = arguments["metadata"]
    if arguments.get("thread_ts"):
        message["thread_ts"] = _parent(channel, str(arguments["thread_ts"]))
        if arguments.get("reply_broadcast"):
            message["subtype"] = "thread_broadcast"
    return message


def _parent(channel: Channel, ts: str) -> str:
    parent = channel.messages.get(ts)
    if parent is None or parent.get("thread_ts") not in (None, ts):
        raise SlackError("cannot_reply_to_message")
    return ts


def post_message(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.postMessage."""
    channel = conversation(slack, arguments, users=True)
    warnings = _checked(arguments, "chat.postMessage")
    slack.pace.message(channel.id)
    message = _message(slack, arguments, channel)
    slack.add_message(channel, message)
    answer: dict[str, Any] = {"channel": channel.id, "ts": message["ts"], "message": shown(message)}
    if warnings:
        told = {"warnings": warnings, "messages": [TRUNCATED]}
        answer |= {"warning": ",".join(warnings), "response_metadata": told}
    return answer


def post_ephemeral(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.postEphemeral."""
    channel = conversation(slack, arguments)
    user = str(arguments.get("user") or "")
    if user not in channel.members or slack.space.people[user].deleted:
        raise SlackError("user_not_in_channel")
    _checked(arguments, "chat.postEphemeral")
    message = _message(slack, arguments, channel)
    slack.add_ephemeral(channel, user, message)
    return {"message_ts": message["ts"]}


def update(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.update.

    Blocks that are left out stay only when no text is given either; attachments that are left out stay. With
    blocks the message gets no mark that it was edited.
    """
    channel = conversation(slack, arguments)
    message = _own(slack, channel, arguments, "cant_update_message")
    _checked(arguments, "chat.update")
    before = dict(message)
    _check_kept(message, arguments)
    said = arguments.get("markdown_text") or arguments.get("text")
    message["text"] = str(said or message["text"])
    if arguments.get("blocks"):
        message["blocks"] = stored_blocks(slack.space, arguments["blocks"])
    elif said or arguments.get("blocks") == []:
        message.pop("blocks", None)
    if arguments.get("attachments"):
        message["attachments"] = _attachments(slack, arguments["attachments"])
    elif arguments.get("attachments") == []:
        message.pop("attachments", None)
    if arguments.get("metadata"):
        message["metadata"] = arguments["metadata"]
    if not arguments.get("blocks"):
        message["edited"] = {"user": slack.space.app.user, "ts": slack.space.new_ts()}
    slack.message_changed(channel, message, before)
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": shown(message)}


def _check_kept(message: Message, arguments: Arguments) -> None:
    rich = any(block["type"] == "rich_text" for block in message.get("blocks", ()))
    new = arguments.get("blocks") or ()
    if rich and new and not any(block["type"] == "rich_text" for block in new):
        raise SlackError("block_mismatch")


def _own(slack: PracticeSlack, channel: Channel, arguments: Arguments, refusal: str) -> Message:
    message = channel.messages.get(str(arguments.get("ts") or ""))
    if message is None or message.get("subtype") == "tombstone":
        raise SlackError("message_not_found")
    if message.get("bot_id") != slack.space.app.bot_id:
        raise SlackError(refusal)
    return message


def delete(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.delete."""
    channel = conversation(slack, arguments)
    message = _own(slack, channel, arguments, "cant_delete_message")
    slack.remove_message(channel, message)
    return {"channel": channel.id, "ts": message["ts"]}


def get_permalink(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """chat.getPermalink."""
    channel = conversation(slack, arguments)
    ts = str(arguments.get("message_ts") or "")
    if ts not in channel.messages:
        raise SlackError("message_not_found")
    return {"channel": channel.id, "permalink": slack.space.permalink(channel, ts)}


def shown(message: Message, *, metadata: bool = False) -> Message:
    """A message as it is given out; metadata only when asked for."""
    return {key: value for key, value in message.items() if metadata or key != "metadata"}
