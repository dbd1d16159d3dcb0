"""Blocks: which stand on which surface, and what each may hold, as a table.

Blocks that no app here needs (card, carousel, container, data_table, data_visualization, plan, task_card) are
refused as unknown, where Slack would take them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.rules.elements import ID, check_element
from sandbox.rules.objects import plain, slack_file, text_object
from sandbox.rules.problem import (
    Check,
    Problem,
    Problems,
    address,
    anything,
    boolean,
    check_object,
    list_of,
    number,
    one_of,
    text_within,
)
from sandbox.rules.richtext import rich_text, rich_text_part
from sandbox.rules.together import check_together

MESSAGE, MODAL, HOME = "message", "modal", "home"
EVERYWHERE = frozenset({MESSAGE, MODAL, HOME})
MOST_BLOCKS = {MESSAGE: 50, MODAL: 100, HOME: 100}

_SELECTS = frozenset(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
)
_MODALS_ONLY = frozenset({"email_text_input", "url_text_input", "number_input", "file_input"})
_PICKED = frozenset(
    {"button", "checkboxes", "datepicker", "overflow", "radio_buttons", "timepicker", "workflow_button"}
)
IN_SECTION = _SELECTS | _PICKED | {"image"}
IN_ACTIONS = _SELECTS | _PICKED | {"datetimepicker", "rich_text_input"}
_TYPED = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)
IN_INPUT = (
    _SELECTS
    | _TYPED
    | {"checkboxes", "datepicker", "datetimepicker", "file_input", "radio_buttons", "timepicker"}
)


def _element(allowed: frozenset[str]) -> Check:
    def check(value: Any, at: str) -> Problems:
        yield from check_element(value, at, allowed)

    return check


def _context_item(value: Any, at: str) -> Problems:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "image":
        yield from check_element(value, at, frozenset({"image"}))
    else:
        yield from text_object(3000)(value, at)


def _cell(value: Any, at: str) -> Problems:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "rich_text":
        yield from rich_text(value, at)
    elif kind == "raw_text":
        fields: dict[str, Check] = {"type": anything, "text": text_within(10_000)}
        yield from check_object(value, at, fields, ("text",))
    else:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")


def _column(value: Any, at: str) -> Problems:
    yield from check_object(value, at, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


@dataclass(frozen=True, slots=True)
class Spec:
    """The fields of one block type and the surfaces it may stand on."""

    fields: Mapping[str, Check] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    surfaces: frozenset[str] = EVERYWHERE


SPECS: Mapping[str, Spec] = {
    "section": Spec(
        {
            "text": text_object(3000),
            "fields": list_of(text_object(2000), 1, 10),
            "accessory": _element(IN_SECTION),
            "expand": boolean,
        }
    ),
    "header": Spec({"text": plain(150), "level": number(1, 4)}, ("text",)),
    "context": Spec({"elements": list_of(_context_item, 1, 10)}, ("elements",)),
    "actions": Spec({"elements": list_of(_element(IN_ACTIONS), 1, 25)}, ("elements",)),
    "input": Spec(
        {
            "label": plain(2000),
            "element": _element(IN_INPUT),
            "hint": plain(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        ("label", "element"),
    ),
    "image": Spec(
        {
            "image_url": address,
            "alt_text": text_within(2000),
            "title": plain(2000),
            "slack_file": slack_file,
        },
        ("alt_text",),
    ),
    "divider": Spec(),
    "rich_text": Spec({"elements": list_of(rich_text_part, 1, 1000)}, ("elements",)),
    "markdown": Spec({"text": text_within(12_000)}, ("text",), frozenset({MESSAGE})),
    "alert": Spec(
        {
            "text": text_object(200),
            "level": one_of("default", "info", "warning", "error", "success"),
        },
        ("text",),
        frozenset({MODAL}),
    ),
    "table": Spec(
        {"rows": list_of(list_of(_cell, 1, 20), 1, 100), "column_settings": list_of(_column, 1, 20)},
        ("rows",),
        frozenset({MESSAGE, HOME}),
    ),
    "context_actions": Spec(
        {"elements": list_of(_element(frozenset({"feedback_buttons", "icon_button"})), 1, 5)},
        ("elements",),
        frozenset({MESSAGE}),
    ),
    "video": Spec(
        {
            "title": plain(199),
            "title_url": address,
            "description": plain(199),
            "video_url": address,
            "thumbnail_url": address,
            "alt_text": text_within(2000),
            "author_name": text_within(49),
            "provider_name": text_within(255),
            "provider_icon_url": address,
        },
        ("title", "video_url", "thumbnail_url", "alt_text"),
    ),
}


def check_blocks(value: Any, surface: str, at: str = "/blocks") -> Problems:
    """All blocks of a message, modal or Home."""
    if not isinstance(value, list):
        yield Problem("must provide an array", at)
        return
    if len(value) > MOST_BLOCKS[surface]:
        yield Problem(f"no more than {MOST_BLOCKS[surface]} items allowed", at)
    yield from check_together(value, at)
    seen: set[str] = set()
    for index, block in enumerate(value):
        yield from _block(block, surface, f"{at}/{index}")
        block_id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(block_id, str):
            if block_id in seen:
                yield Problem(f'`block_id` "{block_id}" already exists', f"{at}/{index}/block_id")
            seen.add(block_id)


def _block(block: Any, surface: str, at: str) -> Problems:
    kind = block.get("type") if isinstance(block, dict) else None
    spec = SPECS.get(kind) if isinstance(kind, str) else None
    if spec is None or surface not in spec.surfaces:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from check_object(block, at, {"type": anything, "block_id": ID, **spec.fields}, spec.required)
    if kind == "section" and "text" not in block and "fields" not in block:
        yield Problem("missing required field: text", at)
    if kind == "image" and ("image_url" in block) == ("slack_file" in block):
        yield Problem("must provide either image_url or slack_file", at)
    if kind == "input" and block.get("dispatch_action") and _type(block.get("element")) == "file_input":
        yield Problem("dispatch_action is not supported with file_input", at)
    if surface != MODAL and _type(block.get("element")) in _MODALS_ONLY:
        yield Problem(f"unsupported type: {_type(block.get('element'))}", f"{at}/element/type")
    yield from _action_ids(block, at)


def _type(element: Any) -> Any:
    return element.get("type") if isinstance(element, dict) else None


def _action_ids(block: dict[str, Any], at: str) -> Problems:
    seen: set[str] = set()
    elements = block.get("elements")
    for index, element in enumerate(elements if isinstance(elements, list) else ()):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if isinstance(action_id, str):
            if action_id in seen:
                yield Problem(f'`action_id` "{action_id}" already exists', f"{at}/elements/{index}/action_id")
            seen.add(action_id)
