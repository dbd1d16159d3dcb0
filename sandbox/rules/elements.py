"""Interactive elements: what each may hold, as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.rules.objects import confirm, group, option, plain
from sandbox.rules.problem import (
    Check,
    Problem,
    Problems,
    anything,
    boolean,
    check_object,
    list_of,
    number,
    one_of,
    text_within,
)

ID = text_within(255)
_COMMON: dict[str, Check] = {"type": anything, "action_id": ID, "focus_on_load": boolean}
_PLACEHOLDER = plain(150)


def _matching(pattern: str, words: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Problem(words, at)

    return check


_DATE = _matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must be formatted as YYYY-MM-DD")
_TIME = _matching(r"([01]\d|2[0-3]):[0-5]\d", "must be formatted as HH:mm")


@dataclass(frozen=True, slots=True)
class Spec:
    """The fields of one element type; `initial` names the field that must be among the options."""

    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()
    initial: str = ""


def _select(initial: str, held: Check, extra: Mapping[str, Check] | None = None, *needs: str) -> Spec:
    fields = {"placeholder": _PLACEHOLDER, "confirm": confirm, initial: held, **(extra or {})}
    return Spec(fields, needs, initial)


_OPTIONS: dict[str, Check] = {"options": list_of(option(), 1, 100), "option_groups": list_of(group, 1, 100)}
_MANY = {"max_selected_items": number(1, 100)}
_SEARCH = {"min_query_length": number(0, 1000)}
_IDS = list_of(text_within(255), 1, 100)
_RICH = list_of(option(rich=True), 1, 10)
_TEXT: dict[str, Check] = {"placeholder": _PLACEHOLDER, "dispatch_action_config": anything}

SPECS: Mapping[str, Spec] = {
    "button": Spec(
        {
            "text": plain(75),
            "value": text_within(2000, 0),
            "url": text_within(3000),
            "style": one_of("primary", "danger"),
            "confirm": confirm,
            "accessibility_label": text_within(75),
        },
        ("text",),
    ),
    "overflow": Spec({"options": list_of(option(url=True), 1, 5), "confirm": confirm}, ("options",)),
    "checkboxes": Spec(
        {"options": _RICH, "initial_options": _RICH, "confirm": confirm}, ("options",), "initial_options"
    ),
    "radio_buttons": Spec(
        {"options": _RICH, "initial_option": option(rich=True), "confirm": confirm},
        ("options",),
        "initial_option",
    ),
    "static_select": _select("initial_option", option(), _OPTIONS),
    "multi_static_select": _select("initial_options", list_of(option(), 1, 100), {**_OPTIONS, **_MANY}),
    "external_select": _select("initial_option", option(), _SEARCH),
    "multi_external_select": _select("initial_options", list_of(option(), 1, 100), {**_SEARCH, **_MANY}),
    "users_select": _select("initial_user", text_within(255)),
    "multi_users_select": _select("initial_users", _IDS, _MANY),
    "conversations_select": _select(
        "initial_conversation",
        text_within(255),
        {"default_to_current_conversation": boolean, "response_url_enabled": boolean, "filter": anything},
    ),
    "multi_conversations_select": _select("initial_conversations", _IDS, {**_MANY, "filter": anything}),
    "channels_select": _select("initial_channel", text_within(255), {"response_url_enabled": boolean}),
    "multi_channels_select": _select("initial_channels", _IDS, _MANY),
    "datepicker": Spec({"initial_date": _DATE, "placeholder": _PLACEHOLDER, "confirm": confirm}),
    "timepicker": Spec(
        {"initial_time": _TIME, "placeholder": _PLACEHOLDER, "confirm": confirm, "timezone": text_within(255)}
    ),
    "datetimepicker": Spec({"initial_date_time": number(1_000_000_000, 9_999_999_999), "confirm": confirm}),
    "plain_text_input": Spec(
        {
            **_TEXT,
            "initial_value": text_within(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": Spec({**_TEXT, "initial_value": text_within(255)}),
    "url_text_input": Spec({**_TEXT, "initial_value": text_within(3000)}),
    "number_input": Spec(
        {
            **_TEXT,
            "is_decimal_allowed": boolean,
            "initial_value": text_within(255),
            "min_value": text_within(255),
            "max_value": text_within(255),
        },
        ("is_decimal_allowed",),
    ),
    "rich_text_input": Spec({**_TEXT, "initial_value": anything}),
    "file_input": Spec({"filetypes": anything, "max_files": number(1, 10)}),
    "image": Spec(
        {"image_url": text_within(3000), "alt_text": text_within(2000), "slack_file": anything}, ("alt_text",)
    ),
    "workflow_button": Spec({"text": plain(75), "workflow": anything}, ("text", "workflow")),
}


def check_element(value: Any, at: str, allowed: frozenset[str]) -> Problems:
    """One element, of a type that its container takes."""
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in SPECS or kind not in allowed:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")
        return
    spec = SPECS[kind]
    fields: dict[str, Check] = {**_COMMON, **spec.fields}
    if kind == "image":
        fields.pop("action_id")
    yield from check_object(value, at, fields, spec.required)
    yield from _options(value, at, kind)
    yield from _initial(value, at, spec.initial)


def _options(value: dict[str, Any], at: str, kind: str) -> Problems:
    if kind in ("static_select", "multi_static_select") and ("options" in value) == (
        "option_groups" in value
    ):
        yield Problem("must provide either options or option_groups", at)


def _initial(value: dict[str, Any], at: str, name: str) -> Problems:
    offered = value.get("options") or [
        one
        for group_ in value.get("option_groups") or ()
        if isinstance(group_, dict)
        for one in group_.get("options") or ()
    ]
    if not name.startswith("initial_option") or name not in value or not offered:
        return
    chosen = value[name] if isinstance(value[name], list) else [value[name]]
    if any(one not in offered for one in chosen):
        yield Problem("must be one of the provided options", f"{at}/{name}")
