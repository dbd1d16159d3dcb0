"""Every element of Block Kit that the bot can use, in a real browser, by mouse and by keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.page import driver, pieces
from tests.sandbox.page.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOUSE: dict[str, tuple[Any, Any]] = {
    "plain_text_input": ("hallo", "hallo"),
    "email_text_input": ("e@example.org", "e@example.org"),
    "number_input": ("12", "12"),
    "datepicker": ("2026-11-30", "2026-11-30"),
    "timepicker": ("14:05", "14:05"),
    "static_select": ("g", "g"),
    "multi_static_select": (["r", "b"], ["r", "b"]),
    "external_select": ("x1", "x1"),
    "multi_external_select": (["x1", "x2"], ["x1", "x2"]),
    "users_select": ("U0JONGER", "U0JONGER"),
    "multi_users_select": (["U0JONGER", "U0ZORGCO"], ["U0JONGER", "U0ZORGCO"]),
    "conversations_select": ("C0ALGEMEEN", "C0ALGEMEEN"),
    "multi_conversations_select": (["C0MDO"], ["C0MDO"]),
    "checkboxes": (["r", "b"], ["r", "b"]),
    "radio_buttons": ("b", "b"),
}
KEYS: dict[str, tuple[list[str], Any]] = {
    "plain_text_input": (["hallo"], "hallo"),
    "email_text_input": (["e@example.org"], "e@example.org"),
    "number_input": (["12"], "12"),
    "datepicker": (["30-11-2026"], "2026-11-30"),
    "timepicker": (["9.30"], "09:30"),
    "static_select": (["<ArrowDown>", "<ArrowDown>", "<Enter>"], "g"),
    "multi_static_select": (["<ArrowDown>", "<Enter>", "blau", "<Enter>", "<Escape>"], ["r", "b"]),
    "external_select": (["tw", "<wait>", "<Enter>"], "x2"),
    "multi_external_select": (["een", "<wait>", "<Enter>", "<Escape>"], ["x1"]),
    "users_select": (["tarik", "<Enter>"], "U0JONGER"),
    "multi_users_select": (["edith", "<Enter>", "tarik", "<Enter>", "<Backspace>", "<Escape>"], ["U0ZORGCO"]),
    "conversations_select": (["mdo", "<Enter>"], "C0MDO"),
    "multi_conversations_select": (["alge", "<Enter>", "<Escape>"], ["C0ALGEMEEN"]),
    "checkboxes": (["<Space>", "<Tab>", "<Space>"], ["r", "g"]),
    "radio_buttons": (["<Space>", "<ArrowDown>"], "g"),
}


@pytest.mark.parametrize("kind", pieces.INPUTS)
def test_every_input_is_answered_by_mouse(desk: Desk, kind: str) -> None:
    """Chosen or typed with the mouse at hand, the value comes with the submission."""
    value, expected = MOUSE[kind]
    desk.show(pieces.modal("V1", pieces.asked(kind)))
    driver.fill(desk.page, kind, value)
    driver.submit(desk.page)
    assert desk.stage.last("submit").values == {kind: {kind: expected}}


@pytest.mark.parametrize("kind", pieces.INPUTS)
def test_every_input_is_answered_by_keyboard(desk: Desk, kind: str) -> None:
    """The focus starts in the first field, and keys alone answer it and send the form."""
    keys, expected = KEYS[kind]
    desk.show(pieces.modal("V1", pieces.asked(kind)))
    desk.type(keys)
    desk.tab_to("[data-testid=modal-submit]")
    desk.page.keyboard.press("Enter")
    assert desk.stage.last("submit").values == {kind: {kind: expected}}


ACTING_VALUES = {
    **{kind: MOUSE[kind] for kind in pieces.ACTING if kind in MOUSE},
    "overflow": ("g", "g"),
    "button": ("ja", "ja"),
}


@pytest.mark.parametrize("kind", pieces.ACTING)
def test_every_element_of_a_message_tells_the_app_by_mouse(desk: Desk, kind: str) -> None:
    """A press or a choice in a message is told at once, with where it was done."""
    value, expected = ACTING_VALUES[kind]
    ts = desk.stage.say("Proef", blocks=[pieces.offered(kind)])
    holder = desk.page.locator(f'[data-ts="{ts}"] [data-action-id="{kind}"]')
    if kind == "button":
        holder.get_by_role("button").click()
    elif kind == "overflow":
        holder.get_by_role("button").click()
        holder.get_by_role("menuitem", name="Groen").click()
    elif kind == "checkboxes":
        holder.locator("input").first.check()
        value, expected = "r", ["r"]
    else:
        driver.fill(desk.page, kind, value)
    told = desk.stage.last("press" if kind in ("button", "overflow") else "pick")
    assert (told.ts, told.block_id, told.action_id, told.element) == (ts, kind, kind, kind)
    assert told.value == expected


@pytest.mark.parametrize("kind", pieces.ACTING)
def test_every_element_of_a_message_tells_the_app_by_keyboard(desk: Desk, kind: str) -> None:
    """The same with keys alone: Tab to it, then arrows, Space, Enter or typing."""
    desk.stage.say("Proef", blocks=[pieces.offered(kind)])
    desk.page.locator(f'[data-action-id="{kind}"]').wait_for()
    desk.page.locator("#room-title").focus()
    desk.tab_to(f'[data-action-id="{kind}"] :is(input, button)')
    keys, expected = {
        "button": (["<Enter>"], "ja"),
        "overflow": (["<Enter>", "<ArrowDown>", "<Enter>"], "g"),
        "checkboxes": (["<Space>"], ["r"]),
        "radio_buttons": (["<Space>"], "r"),
    }.get(kind) or KEYS[kind]
    desk.type(keys)
    if kind in ("datepicker", "timepicker"):
        desk.page.keyboard.press("Tab")
    assert desk.stage.last("press" if kind in ("button", "overflow") else "pick").value == expected


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("20-3-2011", "2011-03-20"),
        ("20032011", "2011-03-20"),
        ("20/03/2011", "2011-03-20"),
        ("morgen", "morgen"),
    ],
)
def test_dates_are_read_as_people_write_them(desk: Desk, typed: str, sent: str) -> None:
    """Day first, with or without dashes; what is no date goes along as typed, to be told about."""
    desk.show(pieces.modal("V1", pieces.asked("datepicker")))
    desk.type([typed])
    driver.submit(desk.page)
    assert desk.stage.last("submit").values == {"datepicker": {"datepicker": sent}}
