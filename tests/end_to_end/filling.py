"""Fills in a form in the browser with the first thing that fits each question."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from sandbox.elements import elements_of, offered
from sandbox.people import Person
from tests.sandbox.page import driver

WORDS = "Dit is hier zo, en dat is met de aandachtsfunctionaris besproken."


def fill_in(page: Page, person: Person) -> None:
    """Answer each question of the modal on top that is still empty with the first thing that fits."""
    view = person.view
    assert view is not None
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        (element,) = elements_of(block)
        held = view["state"]["values"][block["block_id"]][element["action_id"]]
        if any(one for key, one in held.items() if key != "type"):
            continue
        if (value := _answer(element)) is not None:
            driver.fill(page, block["block_id"], value)


def _answer(element: dict[str, Any]) -> str | list[str] | None:
    match element["type"]:
        case "plain_text_input":
            return WORDS[: element.get("max_length", 3000)]
        case "datepicker":
            return "2026-12-22"
        case "timepicker":
            return "10:00"
        case "users_select":
            return "U0WIJKTEAM"
        case "multi_users_select":
            return ["U0WIJKTEAM"]
        case kind:
            first = str(offered(element)[0]["value"])
            return first if kind == "static_select" else [first]
