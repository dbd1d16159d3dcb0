"""Interactive elements: what each may hold, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sandbox.rules.objects import (
    confirm,
    conversation_filter,
    group,
    option,
    plain,
    slack_file,
)
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
from sandbox.rules.typed import TYPED, Spec, matching

ID = text_within(255)
_COMMON: dict[str, Check] = {"type": anything, "action_id": ID}
_PLACEHOLDER = plain(150)


def _date(value: Any, at: str) -> Problems:
    try:
        right = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        yield Problem("must be formatted as YYYY-MM-DD", at)


def _feedback(value: Any, at: str) -> Problems:
    fields: dict[str, Check] = {
        "text": plain(75),
        "value": text_within(2000),
        "accessibility_label": text_within(75),
    }
    yield from check_object(value, at, fields, ("text", "value"))


_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "must be formatted as HH:mm")


def _select(initial: str, held: Check, extra: Mapping[str, Check] | None = None, *needs: str) -> Spec:
    fields = {"placeholder": _PLACEHOLDER, "confirm": confirm, initial: held, **(extra or {})}
    return Spec(fields, needs, initial)


_OPTIONS: dict[str, Check] = {"options": list_of(option(), 1, 100), "option_groups": list_of(group, 1, 100)}
_MANY = {"max_selected_items": number(1, 100)}
_SEARCH = {"min_query_length": number(0, 1000)}
_IDS = list_of(text_within(255), 1, 100)
_RICH = list_of(option(rich=True), 1, 10)

SPECS: Mapping[str, Spec] = {
    "button": Spec(
        {
            "text": plain(75),
            "value": text_within(2000, 0),
            "url": address,
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
        {
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": conversation_filter,
        },
    ),
    "multi_conversations_select": _select(
        "initial_conversations",
        _IDS,
        {**_MANY, "default_to_current_conversation": boolean, "filter": conversation_filter},
    ),
    "channels_select": _select("initial_channel", text_within(255), {"response_url_enabled": boolean}),
    "multi_channels_select": _select("initial_channels", _IDS, _MANY),
    "datepicker": Spec({"initial_date": _date, "placeholder": _PLACEHOLDER, "confirm": confirm}),
    "timepicker": Spec(
        {"initial_time": _TIME, "placeholder": _PLACEHOLDER, "confirm": confirm, "timezone": text_within(255)}
    ),
    "datetimepicker": Spec({"initial_date_time": number(1_000_000_000, 9_999_999_999), "confirm": confirm}),
    **TYPED,
    "image": Spec(
        {"image_url": address, "alt_text": text_within(2000), "slack_file": slack_file}, ("alt_text",)
    ),
    "feedback_buttons": Spec(
        {"positive_button": _feedback, "negative_button": _feedback}, ("positive_button", "negative_button")
    ),
    "icon_button": Spec(
        {
            "icon": one_of("trash"),
            "text": plain(75),
            "value": text_within(2000, 0),
            "confirm": confirm,
            "accessibility_label": text_within(75),
            "visible_to_user_ids": list_of(text_within(255), 1, 100),
        },
        ("icon", "text"),
    ),
    "workflow_button": Spec({"text": plain(75), "workflow": anything}, ("text", "workflow")),
}

_WITHOUT_FOCUS = frozenset(
    {"button", "overflow", "image", "workflow_button", "file_input", "feedback_buttons", "icon_button"}
)


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
    if kind not in _WITHOUT_FOCUS:
        fields["focus_on_load"] = boolean
    yield from check_object(value, at, fields, spec.required)
    yield from _options(value, at, kind)
    yield from _sizes(value, at, kind)
    yield from _initial(value, at, spec.initial)


def _options(value: dict[str, Any], at: str, kind: str) -> Problems:
    if kind in ("static_select", "multi_static_select") and ("options" in value) == (
        "option_groups" in value
    ):
        yield Problem("must provide either options or option_groups", at)


def _sizes(value: dict[str, Any], at: str, kind: str) -> Problems:
    if kind == "image" and ("image_url" in value) == ("slack_file" in value):
        yield Problem("must provide either image_url or slack_file", at)
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield Problem("min_length must be less than or equal to max_length", f"{at}/min_length")
    chosen, many = value.get("initial_options"), value.get("max_selected_items")
    if isinstance(chosen, list) and isinstance(many, int) and len(chosen) > many:
        yield Problem(f"no more than {many} items allowed", f"{at}/initial_options")


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
