"""One open page with a stand-in behind it: what the tests of the page sit at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from sandbox.page.acts import Act, Reply
from sandbox.page.choosing import option_lines
from tests.sandbox.page import pieces
from tests.sandbox.page.stand_in import StandIn


@dataclass
class Desk:
    """One open page and the stand-in behind it."""

    stage: StandIn
    page: Page
    address: str

    def show(self, *views: dict[str, Any]) -> Locator:
        """Give the zorgcoördinator this stack of modals; the answer is the one on top."""
        self.stage.views["zorgcoordinator"] = list(views)
        self.stage.change()
        dialog = self.page.locator(f'dialog[data-view-id="{views[-1]["id"]}"]')
        expect(dialog).to_be_visible()
        return dialog

    def type(self, keys: list[str]) -> None:
        """Type texts and press `<Keys>` wherever the focus is."""
        for key in keys:
            if key == "<wait>":
                expect(self.page.locator("[role=listbox]:popover-open [data-value^=x]")).to_have_count(1)
            elif key.startswith("<"):
                self.page.keyboard.press(key.strip("<>"))
            else:
                self.page.keyboard.type(key)

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on what the selector names."""
        for _ in range(25):
            if self.page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector}")


def offers_two(act: Act) -> Reply:
    """An app that offers two options to an external search."""
    if act.verb != "suggest":
        return Reply()
    found = [
        one
        for one in (pieces.option("x1", "Een"), pieces.option("x2", "Twee"))
        if act.text in one["text"]["text"].lower()
    ]
    return Reply(options=option_lines({"options": found}, act.control))
