"""Drives the page of the practice Slack in Debian's chromium the way a person does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

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

# How long something may take in milliseconds before it counts as never: two cores may be crowded.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# What broke in the scripts of all pages. Raised where it happens, it would only end Playwright's own loop.
_broken: list[str] = []


def clean() -> None:
    """Fail when a page's script broke since the last time."""
    broken, _broken[:] = list(_broken), []
    assert not broken, f"the page's script failed: {broken}"


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
    clean()


def opened(browser: Browser, address: str, *, width: int = 1280, height: int = 800) -> Page:
    """The page at that address, loaded and listening; any error of its script fails the test (`clean`)."""
    context = browser.new_context(
        locale="nl-NL", timezone_id="Europe/Amsterdam", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: _broken.append(error.stack or str(error)))
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
    """Press the newest button with that name (and value) in the open modal, else on the page.

    What stands behind a menu is chosen there.
    """
    inside = page.locator("dialog[open]")
    scope: Page | Locator = inside.last if inside.count() else page
    chosen = f'[data-value="{value}"]' if value is not None else ""
    button = scope.locator(f'[data-action-id="{action_id}"] [data-press]{chosen}')
    named = f'="{action_id}:{value}"' if value is not None else f'^="{action_id}:"'
    item = scope.locator(f'[role="menuitem"][data-value{named}]')
    button.or_(item).last.wait_for(state="attached")
    if button.count():
        button.last.click()
        return
    item.last.locator("xpath=ancestor::*[@data-action-id][1]//*[@data-menu]").last.click()
    item.last.click()


def submit(page: Page) -> None:
    """Send the open modal."""
    page.locator("dialog[open]").last.get_by_test_id("modal-submit").click()


def say(page: Page, text: str) -> None:
    """Type in the room's composer and press Enter; a command is typed the same way."""
    box = page.get_by_test_id("composer")
    box.fill(text)
    box.press("Enter")
