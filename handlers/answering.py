"""How an answer reaches a person: views.open, push or update, a private message, or the acknowledgement.

These are immediate answers, made after the commit and best effort (architecture 2): a failure is logged and
never undoes what was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View
from slack_sdk.webhook import WebhookClient

from handlers.acts import Answer, Clear, Done, Errors, File, Give, Offer, Push, Replace, Show, Tell
from handlers.kit import small
from handlers.language import Language
from handlers.limits import CUT, of_message

log = structlog.get_logger(__name__)


def answer_afterwards(
    answer: Answer, body: Mapping[str, Any], client: WebClient, missed: Callable[[str], str] | None = None
) -> None:
    """Carry out the answer to a command, button or shortcut that was already acknowledged.

    Whoever waits for a view that Slack does not show (too late, or what it belonged to is gone) is told what
    `missed` says of Slack's code, beside the message or else as a direct message.
    """
    try:
        _carry_out(answer, body, client)
    except (SlackApiError, SlackClientError, OSError) as error:
        code = _log(error)
        if missed and isinstance(answer, Show | Push | Replace):
            told = missed(code)
            _at_best(lambda: _tell(Tell(told), body, client))
        return
    if isinstance(answer, Show) and answer.then is not None:
        _at_best(answer.then)


# The view that was to be changed, or to get one on top of it, is not open any more.
GONE = frozenset({"view_not_found", "not_found"})


def not_shown(_: Language) -> Callable[[str], str]:
    """For whoever waits for a view that does not come: what to do, by Slack's code."""
    closed = _(
        "Het scherm waarin u bezig was, is niet meer open. Wat al was vastgelegd, blijft staan. Open het "
        "opnieuw met het commando of de knop waarmee u begon."
    )
    late = _(
        "Slack kon het scherm niet openen: daar is maar drie seconden voor, of het scherm eronder was al "
        "dicht. Er is niets verloren. Probeer het nog eens; ziet u het intussen staan, dan hoeft dat niet."
    )
    return lambda code: closed if code in GONE else late


def _carry_out(answer: Answer, body: Mapping[str, Any], client: WebClient) -> None:
    match answer:
        case Show(view) | Push(view):
            _show(view, body, client)
        case Replace(view):
            client.views_update(view_id=body["view"]["id"], view=view)
        case Tell():
            _tell(answer, body, client)
        case Give():
            _give(answer, body, client)
        case Errors() | Done() | Clear() | Offer():
            pass


def _at_best(work: Callable[[], object]) -> None:
    try:
        work()
    except (SlackApiError, SlackClientError, OSError) as error:
        _log(error)


def _log(error: Exception) -> str:
    """Log what went wrong; gives Slack's code, or an empty text."""
    code = str(error.response.get("error") or "") if isinstance(error, SlackApiError) else ""
    log.warning("answer not delivered", code=code, error_type=type(error).__name__)
    return code


def _show(view: View, body: Mapping[str, Any], client: WebClient) -> None:
    inside = body.get("view") or {}
    if inside.get("type") == "modal" and is_third(inside):
        client.views_update(view_id=inside["id"], view=view)
    elif inside.get("type") == "modal":
        client.views_push(trigger_id=body["trigger_id"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def is_third(view: Mapping[str, Any]) -> bool:
    """Whether a modal is the third of its stack: Slack takes no fourth, so what follows takes its place."""
    below = view.get("previous_view_id")
    return bool(below) and below != view.get("root_view_id")


def _tell(answer: Tell, body: Mapping[str, Any], client: WebClient) -> None:
    """Beside the message where it was asked; else, or when Slack takes that no more, a direct message."""
    blocks = [block.to_dict() for block in of_message(answer.blocks, small(CUT))] or None
    if url := body.get("response_url"):
        sent = WebhookClient(url, timeout=3).send(
            text=answer.text, blocks=blocks, response_type="ephemeral", replace_original=False
        )
        if sent.status_code == HTTPStatus.OK:
            return
        log.warning("answer not delivered", code=str(sent.status_code), error_type="WebhookResponse")
    user = body.get("user_id") or body["user"]["id"]
    client.chat_postMessage(channel=user, text=answer.text, blocks=blocks)


def _give(answer: Give, body: Mapping[str, Any], client: WebClient) -> None:
    user = body.get("user_id") or body["user"]["id"]
    try:
        if body.get("view"):
            _show(answer.shown, body, client)  # first: the trigger is good for three seconds
        channel = client.conversations_open(users=user)["channel"]["id"]
        client.files_upload_v2(channel=channel, file_uploads=[_upload(one) for one in answer.files()])
    except (SlackApiError, SlackClientError, OSError, ValueError, RuntimeError) as error:
        log.warning("file not delivered", error_type=type(error).__name__)
        _tell(Tell(answer.otherwise), body, client)
        return
    if not body.get("view"):
        _tell(Tell(answer.said), body, client)


def _upload(file: File) -> dict[str, Any]:
    spoken = {"alt_txt": file.alt} if file.alt else {}
    return {"filename": file.name, "title": file.title, "content": file.content, **spoken}


def answer_submission(answer: Answer, view: Mapping[str, Any], ack: Ack) -> None:
    """Acknowledge a submitted form, once, with its answer."""
    match answer:
        case Show(shown) | Replace(shown):
            ack(response_action="update", view=shown)
        case Push(shown):
            ack(response_action="update" if is_third(view) else "push", view=shown)
        case Errors(by_field):
            ack(response_action="errors", errors=_at_known_fields(by_field, view))
        case Clear():
            ack(response_action="clear")
        case Tell() | Give() | Done() | Offer():
            ack()


def _at_known_fields(by_field: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, str]:
    """Slack takes errors only at input blocks of the form: the rest is said at the first input."""
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    placed: dict[str, str] = {}
    for name, sentence in by_field.items():
        spot = name if name in inputs else inputs[0]
        placed[spot] = f"{placed[spot]} {sentence}" if spot in placed else sentence
    return placed
