"""Views: modals and Home, and the answers an app may give to a submission or a search."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sandbox.rules.blocks import HOME, MODAL, check_blocks
from sandbox.rules.objects import group, option, plain
from sandbox.rules.problem import (
    Check,
    Problem,
    anything,
    boolean,
    check_object,
    list_of,
    one_of,
    text_within,
)

LARGEST_VIEW = 250_000
_BOTH: dict[str, Check] = {
    "type": one_of(MODAL, HOME),
    "blocks": anything,
    "private_metadata": text_within(3000, 0),
    "callback_id": text_within(255, 0),
    "external_id": text_within(255, 0),
}
_MODAL: dict[str, Check] = {
    **_BOTH,
    "title": plain(24),
    "submit": plain(24),
    "close": plain(24),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}


def view_too_large(view: object) -> bool:
    """Whether a view is over Slack's 250 KB."""
    return len(json.dumps(view)) > LARGEST_VIEW


def check_view(view: object) -> list[Problem]:
    """Everything wrong with a modal or Home; pointers start at the view."""
    if not isinstance(view, dict):
        return [Problem("must provide an object", "")]
    surface = view.get("type")
    if surface not in (MODAL, HOME):
        return [Problem(f"unsupported type: {surface}", "/type")]
    fields = _MODAL if surface == MODAL else _BOTH
    required = ("title", "blocks") if surface == MODAL else ("blocks",)
    found = list(check_object(view, "", fields, required))
    found += check_blocks(view.get("blocks"), surface)
    has_input = any(isinstance(one, dict) and one.get("type") == "input" for one in view.get("blocks") or ())
    if surface == MODAL and has_input and "submit" not in view:
        found.append(Problem("missing required field: submit", ""))
    return found


def check_errors_answer(view: Mapping[str, Any], errors: object) -> list[str]:
    """What is wrong with `response_action: errors`; its keys must be block ids of input blocks."""
    if not isinstance(errors, dict) or not errors:
        return ["errors must be a map of block ids"]
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    wrong = [f"no input block {key!r}" for key in errors if key not in inputs]
    return wrong + [
        f"no text for {key!r}" for key, text in errors.items() if not isinstance(text, str) or not text
    ]


def check_options_answer(payload: object) -> list[Problem]:
    """What is wrong with the answer to a search in an external select."""
    fields: dict[str, Check] = {
        "options": list_of(option(), 0, 100),
        "option_groups": list_of(group, 0, 100),
    }
    return list(check_object(payload, "", fields))
