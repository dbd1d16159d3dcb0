"""Blocks: how many, where, which elements, which texts, and nothing that is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.rules import check_message_blocks, check_view
from tests.sandbox.rules.shapes import (
    Json,
    actions,
    asked,
    button,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
    typed,
    without,
)

PICTURE = {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "Plaatje"}


def flaws(*blocks: Any) -> list[str]:
    """What is wrong with the blocks of a message, as Slack says it."""
    return [str(one) for one in check_message_blocks(list(blocks))]


def words(*blocks: Any) -> str:
    """The first complaint, without its place."""
    return flaws(*blocks)[0].split(" [", maxsplit=1)[0]


GOOD: dict[str, list[Json]] = {
    "a section with text, fields and an accessory": [section(fields=[mrkdwn(), plain()], accessory=button())],
    "a section with fields alone": [without(section(fields=[mrkdwn()]), "text")],
    "a text of exactly 3000 characters": [section(text=mrkdwn("x" * 3000))],
    "a field of exactly 2000": [section(fields=[mrkdwn("x" * 2000)])],
    "a header of exactly 150": [{"type": "header", "text": plain("x" * 150), "level": 4}],
    "a context of text and picture": [{"type": "context", "elements": [mrkdwn(), PICTURE]}],
    "a divider": [{"type": "divider"}],
    "a picture with a title": [{**PICTURE, "title": plain()}],
    "a picture of Slack's own": [{"type": "image", "slack_file": {"id": "F1"}, "alt_text": "x"}],
    "twenty-five buttons": [actions(*[button(action_id=f"a{n}") for n in range(25)])],
    "the same action id in two blocks": [actions(button(action_id="a")), actions(button(action_id="a"))],
    "an input in a message": [asked(typed(), hint=plain(), optional=True, dispatch_action=True)],
    "markdown of exactly 12000": [{"type": "markdown", "text": "x" * 12_000}],
    "a table": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]], "column_settings": [{}]}],
    "fifty blocks": [section() for _ in range(50)],
    "a date with time in a row": [actions({"type": "datetimepicker", "initial_date_time": 1_796_112_000})],
    "feedback": [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain(), "value": "ja"},
                    "negative_button": {"text": plain(), "value": "nee"},
                }
            ],
        }
    ],
}


@pytest.mark.parametrize("name", GOOD)
def test_what_slack_takes_is_taken(name: str) -> None:
    """Right at the limits there is nothing to complain about."""
    assert flaws(*GOOD[name]) == []


BAD: dict[str, tuple[list[Any], str]] = {
    "fifty-one blocks": ([section() for _ in range(51)], "no more than 50 items allowed"),
    "an unknown block": ([{"type": "hologram"}], "unsupported type: hologram"),
    "a file block": ([{"type": "file", "external_id": "x", "source": "remote"}], "unsupported type: file"),
    "a block that is a text": (["tekst"], "unsupported type: None"),
    "an unknown property": ([section(colour="red")], "invalid additional property: colour"),
    "a property that is null": ([section(accessory=None)], "must provide an object"),
    "a section of nothing": ([{"type": "section"}], "missing required field: text"),
    "a section's text over 3000": ([section(text=mrkdwn("x" * 3001))], "must be less than 3001 characters"),
    "an empty text": ([section(text=mrkdwn(""))], "must be more than 0 characters"),
    "a text that is a plain string": ([section(text="tekst")], "must provide an object"),
    "emoji in mrkdwn": ([section(text=mrkdwn(emoji=True))], "invalid additional property: emoji"),
    "verbatim in plain text": ([section(text=plain(verbatim=True))], "invalid additional property: verbatim"),
    "eleven fields": ([section(fields=[mrkdwn()] * 11)], "no more than 10 items allowed"),
    "no fields": ([section(fields=[])], "no fewer than 1 items allowed"),
    "a field over 2000": ([section(fields=[mrkdwn("x" * 2001)])], "must be less than 2001 characters"),
    "a text input beside a section": ([section(accessory=typed())], "unsupported type: plain_text_input"),
    "a date with time beside a section": (
        [section(accessory={"type": "datetimepicker"})],
        "unsupported type: datetimepicker",
    ),
    "a header in mrkdwn": ([{"type": "header", "text": mrkdwn()}], "must be a valid enum value: plain_text"),
    "a header over 150": ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
    "a header of level 5": ([{"type": "header", "text": plain(), "level": 5}], "must be between 1 and 4"),
    "an empty context": ([{"type": "context", "elements": []}], "no fewer than 1 items allowed"),
    "eleven things in a context": (
        [{"type": "context", "elements": [mrkdwn()] * 11}],
        "no more than 10 items allowed",
    ),
    "a button in a context": (
        [{"type": "context", "elements": [button()]}],
        "must be a valid enum value: plain_text, mrkdwn",
    ),
    "twenty-six buttons": (
        [actions(*[button(action_id=f"a{n}") for n in range(26)])],
        "no more than 25 items allowed",
    ),
    "no buttons": ([actions()], "no fewer than 1 items allowed"),
    "a text input in a row": ([actions(typed())], "unsupported type: plain_text_input"),
    "a button in an input": ([asked(button())], "unsupported type: button"),
    "an input without label": ([without(asked(typed()), "label")], "missing required field: label"),
    "an input without element": ([without(asked(typed()), "element")], "missing required field: element"),
    "a label in mrkdwn": ([asked(typed(), label=mrkdwn())], "must be a valid enum value: plain_text"),
    "a hint over 2000": ([asked(typed(), hint=plain("x" * 2001))], "must be less than 2001 characters"),
    "a number in a message": (
        [asked({"type": "number_input", "is_decimal_allowed": False})],
        "unsupported type: number_input",
    ),
    "a picture without alt text": ([without(PICTURE, "alt_text")], "missing required field: alt_text"),
    "a picture from nowhere": (
        [without(PICTURE, "image_url")],
        "must provide either image_url or slack_file",
    ),
    "a picture on disk": ([{**PICTURE, "image_url": "file:///x.png"}], "must be a valid URL"),
    "a picture of two files": (
        [{"type": "image", "slack_file": {"id": "F1", "url": "https://x.nl"}, "alt_text": "x"}],
        "must provide either id or url",
    ),
    "a warning in a message": ([{"type": "alert", "text": mrkdwn()}], "unsupported type: alert"),
    "markdown over 12000 together": (
        [{"type": "markdown", "text": "x" * 6_000}, {"type": "markdown", "text": "x" * 6_001}],
        "must be less than 12001 characters",
    ),
    "a table of 101 rows": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}],
        "no more than 100 items allowed",
    ),
    "a table of 21 columns": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}],
        "no more than 20 items allowed",
    ),
    "tables over 10000 characters": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5_001}]] * 2}],
        "must be less than 10001 characters",
    ),
    "the same block id twice": (
        [section(block_id="b"), section(block_id="b")],
        '`block_id` "b" already exists',
    ),
    "a block id over 255": ([section(block_id="x" * 256)], "must be less than 256 characters"),
    "the same action id in one block": (
        [actions(button(action_id="a"), button(action_id="a"))],
        '`action_id` "a" already exists',
    ),
    "two elements that want the focus": (
        [asked(typed(focus_on_load=True)), asked(select(focus_on_load=True))],
        "only one element may have focus_on_load",
    ),
    "a button that wants the focus": (
        [actions(button(focus_on_load=True))],
        "invalid additional property: focus_on_load",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses_is_refused(name: str) -> None:
    """One step over a limit, one property too many: in Slack's own words."""
    blocks, expected = BAD[name]
    assert words(*blocks) == expected


def test_blocks_must_be_a_list() -> None:
    """Not an object, not a text."""
    assert [one.message for one in check_message_blocks({"type": "section"})] == ["must provide an array"]


def test_a_complaint_says_where() -> None:
    """The pointer walks from the blocks to the text."""
    assert flaws(section(), section(text=mrkdwn("")))[0].endswith("[json-pointer:/blocks/1/text/text]")


def test_surfaces_differ() -> None:
    """A hundred blocks in a view; warnings only in modals, markdown in messages, tables not in modals."""
    warning = {"type": "alert", "text": mrkdwn("x" * 200), "level": "warning"}
    assert check_view(modal(warning)) == []
    assert check_view(modal({**warning, "text": mrkdwn("x" * 201)})) != []
    assert check_view(modal({**warning, "level": "loud"})) != []
    assert check_view(home(warning)) != []
    assert check_view(modal({"type": "markdown", "text": "x"})) != []
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert check_view(home(table)) == []
    assert check_view(modal(table)) != []
    assert check_view(modal(*[section() for _ in range(100)])) == []
    assert check_view(home(*[section() for _ in range(101)])) != []


@pytest.mark.parametrize("kind", ["email_text_input", "url_text_input", "file_input"])
def test_some_inputs_are_for_modals_alone(kind: str) -> None:
    """E-mail, address and file inputs (and numbers) are documented for modals only."""
    assert check_view(modal(asked({"type": kind}))) == []
    assert check_view(home(asked({"type": kind}))) != []
    assert flaws(asked({"type": kind})) != []


def test_a_file_input_does_not_dispatch() -> None:
    """`dispatch_action` with a file input is refused."""
    found = check_view(modal(asked({"type": "file_input"}, dispatch_action=True)))
    assert [one.message for one in found] == ["dispatch_action is not supported with file_input"]


RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}


@pytest.mark.parametrize(
    ("part", "good"),
    [
        ({"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}, True),
        ({"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}, True),
        ({"type": "rich_text_section", "elements": [{"type": "link", "url": "https://x.nl"}]}, True),
        ({"type": "rich_text_section", "elements": [{"type": "text"}]}, False),
        ({"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "size": 3}]}, False),
        ({"type": "rich_text_section", "elements": [{"type": "dance"}]}, False),
        ({"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "all"}]}, False),
        ({"type": "rich_text_list", "style": "bullet", "indent": 8, "border": 1,
          "elements": [{"type": "rich_text_section", "elements": []}]}, True),
        ({"type": "rich_text_list", "style": "bullet", "indent": 9,
          "elements": [{"type": "rich_text_section", "elements": []}]}, False),
        ({"type": "rich_text_list", "style": "bullet", "border": 2,
          "elements": [{"type": "rich_text_section", "elements": []}]}, False),
        ({"type": "rich_text_list", "style": "bullet", "elements": [{"type": "text", "text": "x"}]}, False),
        ({"type": "rich_text_quote", "elements": [], "border": 0}, True),
        ({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]}, True),
        ({"type": "rich_text_table", "elements": []}, False),
    ],
)  # fmt: skip
def test_rich_text_is_checked_inside(part: Json, good: bool) -> None:
    """Parts, what they hold, indents 0 to 8, borders 0 and 1; sections may be empty."""
    assert flaws(RICH) == []
    assert (flaws({"type": "rich_text", "elements": [part]}) == []) is good


def test_options_of_any_kind_know_their_place() -> None:
    """mrkdwn only in ticks and radio buttons, an address only in an overflow menu."""
    rich = option(text=mrkdwn())
    assert flaws(actions({"type": "checkboxes", "options": [rich]})) == []
    assert flaws(actions({"type": "radio_buttons", "options": [rich]})) == []
    assert flaws(actions(select(options=[rich]))) != []
    linked = option(url="https://example.org")
    assert flaws(actions({"type": "overflow", "options": [linked]})) == []
    assert flaws(actions(select(options=[linked]))) != []
