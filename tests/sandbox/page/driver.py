"""Drives the page of the practice Slack in Debian's chromium the way a person does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=nl-NL",
]


def require_chromium() -> None:
    """Skip, with the way to get it, when chromium is missing; in CI it may not be missing."""
    if CHROMIUM.exists():
        return
    message = "chromium is missing: apt-get install chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser that speaks Dutch."""
    require_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=FLAGS,
            env={**os.environ, "LANGUAGE": "nl", "LANG": "nl_NL.UTF-8"},
        )
        yield browser
        browser.close()


def opened(browser: Browser, address: str, *, width: int = 1280, height: int = 800) -> Page:
    """The page at that address, loaded and listening; any error of its script fails the next step."""
    context = browser.new_context(
        locale="nl-NL", timezone_id="Europe/Amsterdam", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.set_default_timeout(5000)
    page.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
    page.goto(address)
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


def block(page: Page, block_id: str) -> Locator:
    """A block by its id: in the open modal when there is one, else anywhere."""
    inside = page.locator("dialog[open]")
    scope: Page | Locator = inside.last if inside.count() else page
    return scope.locator(f'[data-block-id="{block_id}"]').first


def fill(page: Page, block_id: str, value: str | list[str]) -> None:
    """Answer an input by its kind: text is typed, options are chosen by value, dates as YYYY-MM-DD."""
    holder = block(page, block_id).locator("[data-element]").first
    kind = holder.get_attribute("data-element") or ""
    values = value if isinstance(value, list) else [value]
    if "select" in kind:
        box = holder.get_by_role("combobox")
        box.click()
        for one in values:
            holder.locator(f'[role=option][data-value="{one}"]').click()
        if kind.startswith("multi_"):
            box.press("Escape")
    elif kind in ("checkboxes", "radio_buttons"):
        for one in values:
            holder.locator(f'input[data-value="{one}"]').check()
    else:
        field = holder.locator("input[data-value], textarea[data-value]")
        field.fill(values[0])
        field.blur()


def press(page: Page, action_id: str, value: str | None = None) -> None:
    """Press the newest button with that name (and value) in the open modal, else on the page."""
    inside = page.locator("dialog[open]")
    scope: Page | Locator = inside.last if inside.count() else page
    chosen = f'[data-value="{value}"]' if value is not None else ""
    scope.locator(f'[data-action-id="{action_id}"] [data-press]{chosen}').last.click()


def submit(page: Page) -> None:
    """Send the open modal."""
    page.locator("dialog[open]").last.get_by_test_id("modal-submit").click()


def say(page: Page, text: str) -> None:
    """Type in the room's composer and press Enter; a command is typed the same way."""
    box = page.get_by_test_id("composer")
    box.fill(text)
    box.press("Enter")
