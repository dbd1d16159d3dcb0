"""One person's page on which presses and fields are counted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.sandbox.page import driver


def modal(page: Page, callback_id: str) -> None:
    """Wait until this modal is on top."""
    expect(page.locator(f'dialog[open][data-callback-id="{callback_id}"]').last).to_be_visible()


def take(page: Page, tmp_path: Path, name: str) -> None:
    """Keep what is on the screen now."""
    folder = Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots")))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), animations="disabled")


@dataclass(slots=True)
class Hands:
    """One person's page; `done` are the presses and fields so far."""

    page: Page
    done: int = 0

    def press(self, action: str, value: str | None = None) -> None:
        """Press a button."""
        driver.press(self.page, action, value)
        self.done += 1

    def form(self, name: str) -> None:
        """Wait until this form is on top."""
        modal(self.page, name)

    def fill(self, **values: str | list[str]) -> None:
        """Answer these fields."""
        for name, value in values.items():
            driver.fill(self.page, name, value)
            self.done += 1

    def choose(self, name: str, words: str) -> None:
        """Choose a person by name in a field that takes several."""
        box = driver.block(self.page, name).get_by_role("combobox")
        box.click()
        driver.block(self.page, name).get_by_role("option", name=words).first.click()
        box.press("Escape")
        self.done += 1

    def submit(self, then: str) -> None:
        """Send the form; what follows."""
        driver.submit(self.page)
        self.done += 1
        self.form(then)

    def may_share(self) -> None:
        """The last view says so."""
        expect(self.page.get_by_text("mag nu delen").last).to_be_visible()
