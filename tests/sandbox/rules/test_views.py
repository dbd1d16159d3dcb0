"""Views and the answers to them: titles, sizes, buttons, errors, options."""

from __future__ import annotations

import pytest

from sandbox.rules import check_errors_answer, check_options_answer, check_view, view_too_large
from tests.sandbox.rules.shapes import (
    Json,
    asked,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    typed,
    without,
)

BAD: dict[str, tuple[Json, str]] = {
    "no title": (without(modal(), "title"), "missing required field: title"),
    "a title over 24": (modal(title=plain("x" * 25)), "must be less than 25 characters"),
    "a title in mrkdwn": (modal(title=mrkdwn()), "must be a valid enum value: plain_text"),
    "an empty title": (modal(title=plain("")), "must be more than 0 characters"),
    "a submit over 24": (modal(submit=plain("x" * 25)), "must be less than 25 characters"),
    "a close over 24": (modal(close=plain("x" * 25)), "must be less than 25 characters"),
    "metadata over 3000": (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    "metadata as an object": (modal(private_metadata={}), "must be a string"),
    "a callback id over 255": (modal(callback_id="x" * 256), "must be less than 256 characters"),
    "an external id over 255": (modal(external_id="x" * 256), "must be less than 256 characters"),
    "no blocks": (without(modal(), "blocks"), "missing required field: blocks"),
    "an input without submit": (
        without(modal(asked(typed())), "submit"),
        "missing required field: submit",
    ),
    "what Slack added": (modal(hash="1.2", id="V1"), "invalid additional property: hash"),
    "a state sent back": (modal(state={"values": {}}), "invalid additional property: state"),
    "a submit that is null": (modal(submit=None), "must provide an object"),
    "a title on Home": (home(title=plain()), "invalid additional property: title"),
    "a submit on Home": (home(submit=plain()), "invalid additional property: submit"),
    "a close on Home": (home(close=plain()), "invalid additional property: close"),
    "an unknown kind": ({"type": "drawer", "blocks": []}, "unsupported type: drawer"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses_is_refused(name: str) -> None:
    """Views are as strict as blocks."""
    view, expected = BAD[name]
    assert expected in [one.message for one in check_view(view)]


def test_what_slack_takes_is_taken() -> None:
    """Right at the limits."""
    text = plain("x" * 24)
    whole = modal(
        asked(typed()),
        title=text,
        submit=text,
        close=text,
        private_metadata="x" * 3000,
        callback_id="x" * 255,
        external_id="x" * 255,
        clear_on_close=True,
        notify_on_close=True,
    )
    assert check_view(whole) == []
    assert check_view(without(modal(section()), "submit")) == []
    assert check_view(home(section(), private_metadata="x", callback_id="x", external_id="x")) == []


def test_a_view_has_at_most_250_kilobytes() -> None:
    """Its JSON, not its blocks."""
    assert not view_too_large(modal(*[section(text=mrkdwn("x" * 2400)) for _ in range(100)]))
    assert view_too_large(modal(*[section(text=mrkdwn("x" * 2500)) for _ in range(100)]))


def test_errors_name_input_blocks() -> None:
    """The keys are block ids of inputs, the values texts; anything else Slack would not show."""
    view = modal(asked(typed(), block_id="naam"), section(block_id="uitleg"))
    assert check_errors_answer(view, {"naam": "Vul in"}) == []
    assert check_errors_answer(view, {"uitleg": "x"}) == ["no input block 'uitleg'"]
    assert check_errors_answer(view, {"iets": "x"}) == ["no input block 'iets'"]
    assert check_errors_answer(view, {"naam": ""}) == ["no text for 'naam'"]
    assert check_errors_answer(view, {}) == ["errors must be a map of block ids"]
    assert check_errors_answer(view, ["naam"]) == ["errors must be a map of block ids"]


def test_a_search_gives_at_most_a_hundred_options() -> None:
    """A hundred options or groups; none is fine."""
    assert check_options_answer({"options": [option(str(n)) for n in range(100)]}) == []
    assert check_options_answer({"options": []}) == []
    assert check_options_answer({"options": [option(str(n)) for n in range(101)]}) != []
    assert check_options_answer({"options": [{"text": "x"}]}) != []
    assert check_options_answer({"choices": []}) != []
