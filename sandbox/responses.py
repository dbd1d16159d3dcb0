"""Response URLs: five uses within half an hour; ephemeral unless said otherwise (slack 4.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.state import Message, ResponseUrl
from sandbox.storing import stored_blocks

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

LASTS = timedelta(minutes=30)
USES = 5


def answer_url(slack: PracticeSlack, token: str, body: dict[str, Any]) -> tuple[int, str]:
    """Carry out what the app posted to a response URL: HTTP status and text as Slack answers."""
    with slack.lock:
        known = slack.space.response_urls.get(token)
        status, refusal = _refusal(slack, known, body)
        slack.log_call("response_url", body, refusal or None)
        if refusal or known is None:
            return status, refusal
        known.uses += 1
        if body.get("delete_original"):
            _delete(slack, known)
        else:
            _show(slack, known, body)
        return 200, "ok"


def _refusal(slack: PracticeSlack, known: ResponseUrl | None, body: dict[str, Any]) -> tuple[int, str]:
    if known is None:
        return 404, "no_url"
    if slack.space.now() - known.made > LASTS:
        return 404, "expired_url"
    if known.uses >= USES:
        return 404, "used_url"
    if body.get("delete_original"):
        return 200, ""
    if body.get("blocks") and rules.check_message_blocks(body["blocks"]):
        return 400, "invalid_blocks"
    if not any(body.get(name) for name in ("text", "blocks", "attachments")):
        return 400, "no_text"
    return 200, ""


def _message(slack: PracticeSlack, body: dict[str, Any]) -> Message:
    app = slack.space.app
    message: Message = {
        "type": "message",
        "user": app.user,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "text": body.get("text", ""),
        "ts": slack.space.new_ts(),
    }
    if body.get("blocks"):
        message["blocks"] = stored_blocks(slack.space, body["blocks"])
    if body.get("thread_ts"):
        message["thread_ts"] = str(body["thread_ts"])
    return message


def _show(slack: PracticeSlack, known: ResponseUrl, body: dict[str, Any]) -> None:
    """Replace the message that was pressed, or show another; a command's own answers cannot be replaced."""
    channel = slack.space.channels[known.channel]
    message = _message(slack, body)
    if body.get("replace_original") and known.message_ts:
        _replace(slack, known, message)
    elif body.get("response_type") == "in_channel":
        slack.add_message(channel, message)
    else:
        slack.add_ephemeral(channel, known.user, message)


def _replace(slack: PracticeSlack, known: ResponseUrl, message: Message) -> None:
    channel = slack.space.channels[known.channel]
    new = {"text": message["text"], "blocks": message.get("blocks", [])}
    if known.ephemeral:
        for _, shown in slack.space.ephemerals:
            if shown["ts"] == known.message_ts:
                shown.update(new)
        slack.changed()
    elif known.message_ts in channel.messages:
        standing = channel.messages[known.message_ts]
        before = dict(standing)
        standing |= new
        slack.message_changed(channel, standing, before)


def _delete(slack: PracticeSlack, known: ResponseUrl) -> None:
    channel = slack.space.channels[known.channel]
    if known.ephemeral:
        slack.space.ephemerals = [one for one in slack.space.ephemerals if one[1]["ts"] != known.message_ts]
        slack.changed()
    elif known.message_ts in channel.messages:
        slack.remove_message(channel, channel.messages[known.message_ts])
