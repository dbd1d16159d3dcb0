"""Response URLs: five uses within half an hour; ephemeral unless said otherwise (platform 4.3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.state import Message, ResponseUrl

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

LASTS = timedelta(minutes=30)
USES = 5


def answer_url(slack: PracticeSlack, token: str, body: dict[str, Any]) -> tuple[int, str]:
    """Carry out what the app posted to a response URL: HTTP status and text as Slack answers."""
    with slack.lock:
        known = slack.space.response_urls.get(token)
        if known is None:
            return 404, "expired_url"
        if known.uses >= USES or slack.space.now() - known.made > LASTS:
            slack.note_trouble("refused response_url used_url")
            return 404, "used_url"
        known.uses += 1
        slack.log_call("response_url", body, None)
        if body.get("delete_original"):
            return _delete(slack, known)
        problems = rules.check_message_blocks(body["blocks"]) if body.get("blocks") else []
        if problems:
            slack.note_trouble(f"refused response_url invalid_blocks {problems[0]}")
            return 400, "invalid_blocks"
        if not body.get("text") and not body.get("blocks"):
            slack.note_trouble("refused response_url no_text")
            return 400, "no_text"
        _show(slack, known, body)
        return 200, "ok"


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
        message["blocks"] = [{"block_id": slack.space.new_id("b"), **one} for one in body["blocks"]]
    return message


def _show(slack: PracticeSlack, known: ResponseUrl, body: dict[str, Any]) -> None:
    channel = slack.space.channels[known.channel]
    message = _message(slack, body)
    if body.get("replace_original") and known.message_ts and not known.ephemeral:
        standing = channel.messages[known.message_ts]
        before = dict(standing)
        standing |= {"text": message["text"], "blocks": message.get("blocks", [])}
        slack.message_changed(channel, standing, before)
    elif body.get("response_type") == "in_channel":
        slack.add_message(channel, message)
    else:
        slack.add_ephemeral(channel, known.user, message)


def _delete(slack: PracticeSlack, known: ResponseUrl) -> tuple[int, str]:
    channel = slack.space.channels[known.channel]
    if known.ephemeral:
        slack.space.ephemerals = [one for one in slack.space.ephemerals if one[1]["ts"] != known.message_ts]
        slack.changed()
    elif known.message_ts in channel.messages:
        slack.remove_message(channel, channel.messages[known.message_ts])
    return 200, "ok"
