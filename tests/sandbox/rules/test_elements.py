"""Elements: what each may hold, to the character."""

from __future__ import annotations

import pytest

from sandbox.rules import check_view
from tests.sandbox.rules.shapes import (
    Json,
    actions,
    asked,
    button,
    confirm,
    modal,
    mrkdwn,
    option,
    plain,
    select,
    typed,
    without,
)

HUNDRED = [option(str(n)) for n in range(100)]
LONG_GROUP = {"label": plain(), "options": HUNDRED}


def flaws(element: Json) -> list[str]:
    """What is wrong with an element where it belongs: a button in a row, an input in an input."""
    block = actions(element) if element["type"] in ("button", "overflow") else asked(element)
    return [one.message for one in check_view(modal(block))]


GOOD: dict[str, Json] = {
    "a button with everything": button(
        text=plain("x" * 75),
        value="x" * 2000,
        url="https://x.nl",
        style="danger",
        confirm=confirm(),
        accessibility_label="x" * 75,
        action_id="x" * 255,
    ),
    "an overflow of five": {"type": "overflow", "options": [option(str(n)) for n in range(5)]},
    "ten ticks, one set": {
        "type": "checkboxes",
        "options": [option(str(n)) for n in range(10)],
        "initial_options": [option("3")],
    },
    "a radio button set": {"type": "radio_buttons", "options": [option()], "initial_option": option()},
    "a select of a hundred": select(
        options=[option(str(n)) for n in range(100)], placeholder=plain("x" * 150)
    ),
    "a select in groups": without(select(option_groups=[LONG_GROUP] * 100), "options"),
    "an option at its limits": select(
        options=[option("x" * 150, text=plain("x" * 75), description=plain("x" * 75))]
    ),
    "a choice that is set": select(initial_option=option()),
    "people": {"type": "users_select", "initial_user": "U1"},
    "several people": {"type": "multi_users_select", "initial_users": ["U1"], "max_selected_items": 3},
    "conversations with a filter": {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
        "filter": {"include": ["private"], "exclude_bot_users": True},
    },
    "an external search": {"type": "multi_external_select", "min_query_length": 1},
    "a leap day": {"type": "datepicker", "initial_date": "2028-02-29"},
    "a time with its zone": {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Amsterdam"},
    "a moment": {"type": "datetimepicker", "initial_date_time": 1_796_112_000},
    "a text at its limits": typed(min_length=0, max_length=3000, initial_value="x" * 3000, multiline=True),
    "a text that dispatches": typed(
        dispatch_action_config={"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
    ),
    "a number in words": {"type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5"},
    "files": {"type": "file_input", "filetypes": ["pdf"], "max_files": 10},
    "rich text": {
        "type": "rich_text_input",
        "initial_value": {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
    },
}


@pytest.mark.parametrize("name", GOOD)
def test_what_slack_takes_is_taken(name: str) -> None:
    """Right at the limits there is nothing to complain about."""
    assert flaws(GOOD[name]) == []


BAD: dict[str, tuple[Json, str]] = {
    "a button without text": (without(button(), "text"), "missing required field: text"),
    "a button in mrkdwn": (button(text=mrkdwn()), "must be a valid enum value: plain_text"),
    "a button's text over 75": (button(text=plain("x" * 76)), "must be less than 76 characters"),
    "a button's value over 2000": (button(value="x" * 2001), "must be less than 2001 characters"),
    "a button's value in numbers": (button(value=7), "must be a string"),
    "a button's address over 3000": (
        button(url="https://" + "x" * 2993),
        "must be less than 3001 characters",
    ),
    "a button's address that is none": (button(url="javascript:x"), "must be a valid URL"),
    "a green button": (button(style="success"), "must be a valid enum value: primary, danger"),
    "a spoken label over 75": (button(accessibility_label="x" * 76), "must be less than 76 characters"),
    "an action id over 255": (button(action_id="x" * 256), "must be less than 256 characters"),
    "an overflow of none": ({"type": "overflow", "options": []}, "no fewer than 1 items allowed"),
    "an overflow of six": (
        {"type": "overflow", "options": [option(str(n)) for n in range(6)]},
        "no more than 5 items allowed",
    ),
    "eleven ticks": (
        {"type": "checkboxes", "options": [option(str(n)) for n in range(11)]},
        "no more than 10 items allowed",
    ),
    "no tick set": (
        {"type": "checkboxes", "options": [option()], "initial_options": []},
        "no fewer than 1 items allowed",
    ),
    "a tick set that is not offered": (
        {"type": "checkboxes", "options": [option()], "initial_options": [option("twee")]},
        "must be one of the provided options",
    ),
    "eleven radio buttons": (
        {"type": "radio_buttons", "options": [option(str(n)) for n in range(11)]},
        "no more than 10 items allowed",
    ),
    "a select of 101": (
        select(options=[*HUNDRED, option("x")]),
        "no more than 100 items allowed",
    ),
    "a select of none": (select(options=[]), "no fewer than 1 items allowed"),
    "a select without options": (
        without(select(), "options"),
        "must provide either options or option_groups",
    ),
    "options and groups": (
        select(option_groups=[LONG_GROUP]),
        "must provide either options or option_groups",
    ),
    "an empty group": (
        without(select(option_groups=[{"label": plain(), "options": []}]), "options"),
        "no fewer than 1 items allowed",
    ),
    "a group's label over 75": (
        without(select(option_groups=[{**LONG_GROUP, "label": plain("x" * 76)}]), "options"),
        "must be less than 76 characters",
    ),
    "a placeholder over 150": (select(placeholder=plain("x" * 151)), "must be less than 151 characters"),
    "an option's text over 75": (
        select(options=[option(text=plain("x" * 76))]),
        "must be less than 76 characters",
    ),
    "an option's value over 150": (select(options=[option("x" * 151)]), "must be less than 151 characters"),
    "an option without value": (select(options=[{"text": plain()}]), "missing required field: value"),
    "a description over 75": (
        select(options=[option(description=plain("x" * 76))]),
        "must be less than 76 characters",
    ),
    "a choice set that is not offered": (
        select(initial_option=option("twee")),
        "must be one of the provided options",
    ),
    "a choice set to null": (select(initial_option=None), "must provide an object"),
    "more set than may be chosen": (
        {
            "type": "multi_static_select",
            "options": [option("1"), option("2")],
            "initial_options": [option("1"), option("2")],
            "max_selected_items": 1,
        },
        "no more than 1 items allowed",
    ),
    "an empty filter": ({"type": "conversations_select", "filter": {}}, "must have at least one field"),
    "a filter on the unknown": (
        {"type": "conversations_select", "filter": {"include": ["secret"]}},
        "must be a valid enum value: im, mpim, private, public",
    ),
    "a day that does not exist": (
        {"type": "datepicker", "initial_date": "2027-02-29"},
        "must be formatted as YYYY-MM-DD",
    ),
    "a date the Dutch way": (
        {"type": "datepicker", "initial_date": "20-03-2027"},
        "must be formatted as YYYY-MM-DD",
    ),
    "a time past midnight": ({"type": "timepicker", "initial_time": "24:00"}, "must be formatted as HH:mm"),
    "a moment in milliseconds": (
        {"type": "datetimepicker", "initial_date_time": 1_796_112_000_000},
        "must be between 1000000000 and 9999999999",
    ),
    "a text's minimum over 3000": (typed(min_length=3001), "must be between 0 and 3000"),
    "a text's maximum of nothing": (typed(max_length=0), "must be between 1 and 3000"),
    "a minimum over the maximum": (
        typed(min_length=5, max_length=4),
        "min_length must be less than or equal to max_length",
    ),
    "a text set over 3000": (typed(initial_value="x" * 3001), "must be less than 3001 characters"),
    "a text set to nothing": (typed(initial_value=""), "must be more than 0 characters"),
    "a text that dispatches at whim": (
        typed(dispatch_action_config={"trigger_actions_on": ["on_whim"]}),
        "must be a valid enum value: on_enter_pressed, on_character_entered",
    ),
    "a number without its kind": ({"type": "number_input"}, "missing required field: is_decimal_allowed"),
    "a number that is a number": (
        {"type": "number_input", "is_decimal_allowed": True, "min_value": 1},
        "must be a number",
    ),
    "eleven files": ({"type": "file_input", "max_files": 11}, "must be between 1 and 10"),
    "an unknown property": (typed(size=3), "invalid additional property: size"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses_is_refused(name: str) -> None:
    """One step over a limit, one property too many: in Slack's own words."""
    element, expected = BAD[name]
    assert flaws(element)[0] == expected


@pytest.mark.parametrize(("part", "most"), [("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)])
def test_a_confirm_dialog_has_its_limits(part: str, most: int) -> None:
    """Title 100, text 300, both buttons 30; all four are required."""
    assert flaws(button(confirm=confirm(**{part: plain("x" * most)}))) == []
    assert flaws(button(confirm=confirm(**{part: plain("x" * (most + 1))}))) != []
    assert flaws(button(confirm=without(confirm(), part))) == [f"missing required field: {part}"]


def test_a_confirm_dialog_has_two_styles() -> None:
    """Primary and danger, nothing else."""
    assert flaws(button(confirm=confirm(style="danger"))) == []
    assert flaws(button(confirm=confirm(style="loud"))) != []
