"""Submitting a modal: the payload, the app's answer, and what becomes of the stack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox import events, methods_views, rules
from sandbox.errors import SlackError
from sandbox.state import View

if TYPE_CHECKING:
    from sandbox.filling import Filling

FAILED = "We konden geen verbinding maken met de app. Probeer het nog eens."


@dataclass(frozen=True, slots=True)
class Submission:
    """What came of a submitted form.

    `response_action` is None when it closed, else errors, update, push or clear; `errors` by block id, or
    under the empty key when the app did not answer; `view` is what is on top afterwards; `by_client`
    marks errors that Slack's client gave itself.
    """

    response_action: str | None
    errors: Mapping[str, str] = field(default_factory=dict)
    view: View | None = None
    by_client: bool = False


def submit_view(person: Filling, view: View) -> Submission:
    """Send a filled-in modal to the app and carry out its answer."""
    slack = person.slack
    trigger = slack.space.new_trigger(person.id)
    payload = events.view_submission(slack.space, person.human, view, trigger)
    payload["response_urls"] = _response_urls(person, view)
    ack = slack.deliver("interactive", payload, answers=True)
    if ack is None:
        return Submission("errors", {"": FAILED}, person.view)
    answer = ack.payload or {}
    with slack.lock:
        try:
            done = _carry_out(person, view, answer)
        except SlackError as error:
            told = error.extra.get("response_metadata", {}).get("messages", "")
            slack.note_trouble(f"refused view_submission answer {error.code} {told}")
            return Submission("errors", {"": FAILED}, person.view)
    again = done.response_action == "update" and done.view and done.view["callback_id"] == view["callback_id"]
    if not done.errors and not again:  # the same form once more asks something first
        slack.happened(person.id, "submitted", view["callback_id"])
    return done


def _response_urls(person: Filling, view: View) -> list[dict[str, str]]:
    """A response URL for each conversation chosen in a select that asks for one."""
    made = []
    for block in view["blocks"]:
        element = block.get("element") or {}
        if block["type"] != "input" or not element.get("response_url_enabled"):
            continue
        held = view["state"]["values"][block["block_id"]][element["action_id"]]
        channel = held.get("selected_conversation") or held.get("selected_channel")
        if channel in person.slack.space.channels:
            url = person.slack.response_url(person.id, channel)
            ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
            made.append(ids | {"channel_id": channel, "response_url": url})
    return made


def _carry_out(person: Filling, view: View, answer: dict[str, Any]) -> Submission:
    slack = person.slack
    stack = slack.space.stacks.get(person.id) or []
    at = next((index for index, one in enumerate(stack) if one["id"] == view["id"]), None)
    match answer.get("response_action"):
        case "errors":
            problems = rules.check_errors_answer(view, answer.get("errors"))
            if problems:
                raise SlackError("invalid_errors", response_metadata={"messages": problems})
            return Submission("errors", answer["errors"], person.view)
        case "update" if at is not None:
            methods_views.modal_only(answer.get("view"))
            methods_views.replace_in(slack, person.id, at, answer["view"])
        case "push":
            methods_views.modal_only(answer.get("view"))
            methods_views.push_on(slack, person.id, answer["view"])
        case "clear":
            methods_views.forget(slack, stack)
            slack.space.stacks[person.id] = []
            slack.changed()
        case None if at is not None:
            methods_views.forget(slack, [stack.pop(at)])
            slack.changed()
        case other:
            raise SlackError(f"unknown response_action {other}")
    return Submission(answer.get("response_action"), {}, person.view)
