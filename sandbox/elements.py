"""What an element of Block Kit holds: its value in `state.values`, and what a person may put in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.errors import CannotDo

Block = dict[str, Any]
Element = dict[str, Any]

_TEXTS = ("plain_text_input", "number_input", "email_text_input", "url_text_input")
SILENT = ("button", "overflow", "image", "workflow_button", "feedback_buttons", "icon_button")


def elements_of(block: Block) -> Iterator[Element]:
    """The interactive elements of a block."""
    match block["type"]:
        case "input":
            yield block["element"]
        case "actions":
            yield from block["elements"]
        case "section" if "accessory" in block:
            yield block["accessory"]
        case "context_actions":
            yield from block["elements"]


def element_named(view: dict[str, Any], action_id: str) -> Block | None:
    """The block of a view that holds the element with this action id."""
    for block in view["blocks"]:
        if any(one["action_id"] == action_id for one in elements_of(block) if "action_id" in one):
            found: Block = block
            return found
    return None


def initial_state(blocks: list[Block]) -> dict[str, dict[str, Any]]:
    """`state.values` of untouched blocks: initial values included, buttons absent."""
    values: dict[str, dict[str, Any]] = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] not in SILENT:
                values.setdefault(block["block_id"], {})[element["action_id"]] = initial_value(element)
    return values


def initial_value(element: Element) -> dict[str, Any]:
    """The value of an untouched element: null for an empty single one, [] for an empty multiple one."""
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": element.get("initial_value")}
    single = {
        "static_select": ("selected_option", "initial_option"),
        "external_select": ("selected_option", "initial_option"),
        "radio_buttons": ("selected_option", "initial_option"),
        "users_select": ("selected_user", "initial_user"),
        "conversations_select": ("selected_conversation", "initial_conversation"),
        "channels_select": ("selected_channel", "initial_channel"),
        "datepicker": ("selected_date", "initial_date"),
        "timepicker": ("selected_time", "initial_time"),
        "datetimepicker": ("selected_date_time", "initial_date_time"),
    }
    if kind == "rich_text_input":
        held = element.get("initial_value")
        return {"type": kind} | ({"rich_text_value": held} if held else {})
    if kind in single:
        held, initial = single[kind]
        return {"type": kind, held: element.get(initial)}
    many = {
        "checkboxes": ("selected_options", "initial_options"),
        "multi_static_select": ("selected_options", "initial_options"),
        "multi_external_select": ("selected_options", "initial_options"),
        "multi_users_select": ("selected_users", "initial_users"),
        "multi_conversations_select": ("selected_conversations", "initial_conversations"),
        "multi_channels_select": ("selected_channels", "initial_channels"),
        "file_input": ("files", "initial_files"),
    }
    if kind not in many:
        raise CannotDo(f"an element of type {kind} holds no value")
    held, initial = many[kind]
    return {"type": kind, held: element.get(initial) or []}


def offered(element: Element) -> list[dict[str, Any]]:
    """The options of a select, checkboxes, radio buttons or overflow."""
    groups = element.get("option_groups") or ()
    return list(element.get("options") or ()) + [one for group in groups for one in group["options"]]


# Characters that are typed before an external select asks the app, where it does not say so itself.
LEAST_TYPED = 3


def least_typed(element: Mapping[str, Any]) -> int:
    """How much has to be typed in an external select before the app is asked."""
    return int(element.get("min_query_length", LEAST_TYPED))


def shown_at_first(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The options that a select shows as chosen before anybody touches it."""
    single = element.get("initial_option")
    return list(element.get("initial_options") or ([single] if single else []))


def chosen_value(element: Element, value: Any, users: frozenset[str]) -> dict[str, Any]:
    """The state of an element after a person put `value` in it; raises `CannotDo` for what it does not offer.

    Options are named by their value, people by id, dates as YYYY-MM-DD, times as HH:mm, rich text and files
    are given as Slack has them; None empties it.
    """
    kind = element["type"]
    if kind in _TEXTS:
        return {"type": kind, "value": value or None}
    if kind == "rich_text_input":
        return {"type": kind} | ({"rich_text_value": value} if value else {})
    if kind == "timepicker" and value and "timezone" in element:
        return {"type": kind, "selected_time": value, "timezone": element["timezone"]}
    held = next(key for key in initial_value(element) if key != "type")
    if held.endswith("_options"):
        return {"type": kind, held: [_option(element, one) for one in value or ()]}
    if held == "selected_option":
        return {"type": kind, held: _option(element, value) if value else None}
    if held == "selected_users":
        return {"type": kind, held: [_user(one, users) for one in value or ()]}
    if held == "selected_user":
        return {"type": kind, held: _user(value, users) if value else None}
    many = held in ("files", "selected_channels", "selected_conversations")
    return {"type": kind, held: value or ([] if many else None)}


def _option(element: Element, value: Any) -> dict[str, Any]:
    for one in offered(element):
        if one["value"] == value:
            return one
    raise CannotDo(f"{element['action_id']} does not offer {value!r}")


def _user(value: Any, users: frozenset[str]) -> str:
    if value not in users:
        raise CannotDo(f"there is nobody {value!r}")
    return str(value)


def empty(state: dict[str, Any]) -> bool:
    """Whether an element holds nothing."""
    return all(value in (None, [], "") for key, value in state.items() if key != "type")


def flaw_of(block: Block, state: dict[str, Any]) -> str | None:
    """What Slack's client says under an input that cannot be submitted."""
    element = block["element"]
    if empty(state):
        return None if block.get("optional") else "Vul dit veld in."
    text = state.get("value")
    if isinstance(text, str):
        if len(text) > element.get("max_length", 3000):
            return f"Hooguit {element.get('max_length', 3000)} tekens."
        if len(text) < element.get("min_length", 0):
            return f"Minstens {element['min_length']} tekens."
    return None


def tells_at_once(block: dict[str, Any]) -> bool:
    """Whether the app hears of a change in this input before it is submitted.

    A text tells per character only where its `dispatch_action_config` says so; a choice always does.
    """
    if not block.get("dispatch_action"):
        return False
    element = block["element"]
    if element["type"] != "plain_text_input":
        return True
    return "on_character_entered" in element.get("dispatch_action_config", {}).get("trigger_actions_on", ())
