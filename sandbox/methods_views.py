"""Views: opening, pushing, updating, publishing, and what Slack refuses about them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.errors import SlackError
from sandbox.patience import counted
from sandbox.state import View
from sandbox.storing import stored_blocks
from sandbox.web_api import Arguments

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

TRIGGER_LASTS = timedelta(seconds=3)
MOST_STACKED = 3


def _trigger(slack: PracticeSlack, arguments: Arguments) -> str:
    given = str(arguments.get("trigger_id") or "")
    known = slack.space.triggers.get(given)
    if known is None or slack.space.people[known.user].deleted:
        raise SlackError("invalid_trigger_id")
    if known.used:
        raise SlackError("exchanged_trigger_id")
    passed = slack.space.now() - known.made
    if (passed if slack.clock.stopped else counted(passed, known.since)) > TRIGGER_LASTS:
        raise SlackError("expired_trigger_id")
    known.used = True
    return known.user


def checked(view: Any) -> dict[str, Any]:
    """A view that Slack would take, or its refusal."""
    if not isinstance(view, dict):
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] must provide an object"]}
        )
    if rules.view_too_large(view):
        raise SlackError("view_too_large")
    problems = rules.check_view(view)
    if problems:
        told = ["[ERROR] failed to match all allowed schemas [json-pointer:/view]"]
        told += [f"[ERROR] {one.message} [json-pointer:/view{one.pointer}]" for one in problems]
        raise SlackError("invalid_arguments", response_metadata={"messages": told})
    return view


def made(slack: PracticeSlack, view: dict[str, Any], *, before: View | None = None) -> View:
    """A stored view with everything Slack adds."""
    space = slack.space
    external = view.get("external_id") or ""
    mine = before is not None and before["external_id"] == external
    if external and not mine and external in space.external_ids:
        raise SlackError("duplicate_external_id")
    if before is not None:
        space.external_ids.discard(before["external_id"])
    if external:
        space.external_ids.add(external)
    view = view | {"blocks": stored_blocks(space, view["blocks"])} | _words(view)
    id_ = before["id"] if before else space.new_id("V")
    space.views_shown.add(id_)
    return {
        "id": id_,
        "team_id": space.team_id,
        "type": view["type"],
        "blocks": view["blocks"],
        "private_metadata": view.get("private_metadata", ""),
        "callback_id": view.get("callback_id", ""),
        "state": {"values": {}},
        "hash": f"{int(space.now().timestamp())}.{space.new_id('h')}",
        "title": view.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": view.get("clear_on_close", False),
        "notify_on_close": view.get("notify_on_close", False),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "previous_view_id": before.get("previous_view_id") if before else None,
        "root_view_id": before["root_view_id"] if before else id_,
        "app_id": space.app.id,
        "external_id": external,
        "app_installed_team_id": space.team_id,
        "bot_id": space.app.bot_id,
    }


def _words(view: dict[str, Any]) -> dict[str, Any]:
    return {name: {"emoji": True, **view[name]} for name in ("title", "submit", "close") if view.get(name)}


def modal_only(view: Any) -> dict[str, Any]:
    """A modal that Slack would take, or its refusal."""
    found = checked(view)
    if found["type"] != "modal":
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] must be a modal"]})
    return found


def open_view(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """views.open."""
    view = modal_only(arguments.get("view") or {})
    user = _trigger(slack, arguments)
    stored = made(slack, view)
    forget(slack, slack.space.stacks.get(user, []))
    slack.space.stacks[user] = [stored]
    slack.happened(user, "saw", stored["callback_id"])
    return {"view": stored}


def forget(slack: PracticeSlack, views: list[View]) -> None:
    """Views that are gone from the screen: what was typed in them, and their external ids."""
    for view in views:
        slack.space.external_ids.discard(view["external_id"])
        slack.space.drafts.pop(view["id"], None)


def push_view(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """views.push."""
    view = modal_only(arguments.get("view") or {})
    user = _trigger(slack, arguments)
    return {"view": push_on(slack, user, view)}


def push_on(slack: PracticeSlack, user: str, view: dict[str, Any]) -> View:
    """Put a view on top of a person's stack."""
    stack = slack.space.stacks.get(user) or []
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    stored = made(slack, view)
    stored |= {"previous_view_id": stack[-1]["id"], "root_view_id": stack[0]["id"]}
    stack.append(stored)
    slack.happened(user, "saw", stored["callback_id"])
    return stored


def update_view(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """views.update, by view id or external id."""
    view = modal_only(arguments.get("view") or {})
    for user, stack in slack.space.stacks.items():
        for at, one in enumerate(stack):
            if arguments.get("view_id") == one["id"] or (
                arguments.get("external_id") and arguments["external_id"] == one["external_id"]
            ):
                if arguments.get("hash") and arguments["hash"] != one["hash"]:
                    raise SlackError("hash_conflict")
                return {"view": replace_in(slack, user, at, view)}
    raise SlackError("not_found")


def replace_in(slack: PracticeSlack, user: str, at: int, view: dict[str, Any]) -> View:
    """Put a view in the place of another; what was typed in inputs that stay is kept, as Slack does."""
    stack = slack.space.stacks[user]
    stored = made(slack, view, before=stack[at])
    stack[at] = stored
    kept = {block["block_id"] for block in stored["blocks"]}
    drafts = slack.space.drafts.get(stored["id"], {})
    slack.space.drafts[stored["id"]] = {name: value for name, value in drafts.items() if name in kept}
    slack.happened(user, "saw", stored["callback_id"])
    return stored


def publish(slack: PracticeSlack, arguments: Arguments) -> dict[str, Any]:
    """views.publish."""
    view = checked(arguments.get("view") or {})
    user = str(arguments.get("user_id") or "")
    if user not in slack.space.people:
        raise SlackError("user_not_found")
    if view["type"] != "home":
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] must be a home"]})
    known = slack.space.homes.get(user)
    if arguments.get("hash") and known and arguments["hash"] != known["hash"]:
        raise SlackError("hash_conflict")
    stored = made(slack, view, before=known)
    slack.space.homes[user] = stored
    slack.changed()
    return {"view": stored}
