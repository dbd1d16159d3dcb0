"""A whole story without a mouse: report, choose partners, look, become somebody else, pick it up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sandbox import PracticeSlack
from tests.running import TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=10)]

CARD_MENU = '#messages [data-element="overflow"] [data-menu]'
NEAR = 12  # Tabs that may lie between two things one needs after one another
SUMMARY = "Leerling mist vaak de eerste uren en heeft ineens dure kleding"


@pytest.fixture
def page(slack: PracticeSlack, tmp_path: Path) -> Iterator[Page]:
    """Edith in the partnership's channel, in which much was said."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"), driver.chromium() as browser:
        for number in range(40):
            slack.as_user("mentor").post(TEAM, f"Bericht {number}")
        yield driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}")


def go(page: Page, selector: str, key: str = "Tab", most: int = NEAR) -> None:
    """Press Tab until the focus is on what the selector names."""
    for _ in range(most + 1):
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{most} times {key} does not reach {selector}")


def choose(page: Page, block_id: str, words: str) -> None:
    """Go to a select and choose by typing."""
    go(page, f'[data-block-id="{block_id}"] [role=combobox]')
    page.keyboard.press("ArrowDown")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_from_reporting_to_picking_up(slack: PracticeSlack, page: Page) -> None:
    """Nothing needs more than a few Tabs, and the focus is never lost."""
    go(page, "[data-skip=write]", most=3)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("composer")).to_be_focused()
    page.keyboard.type("/signal")
    page.keyboard.press("Enter")
    form = page.locator('dialog[open][data-callback-id="signal.new"]')
    expect(form).to_be_visible()
    choose(page, "level", "zorg")
    choose(page, "place", "school")
    go(page, '[data-block-id="summary"] textarea')
    page.keyboard.type(SUMMARY)
    go(page, "[data-testid=modal-submit]", most=40)
    page.keyboard.press("Enter")
    expect(page.locator('dialog[open][data-callback-id="signal.partners"]')).to_be_visible()
    go(page, "[data-testid=modal-submit]")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_test_id("message").filter(has_text=SUMMARY)).to_be_visible()
    go(page, CARD_MENU, "Shift+Tab")
    page.keyboard.press("ArrowDown")
    go(page, '[data-value="signal.show:S-1"]', "ArrowDown")
    page.keyboard.press("Enter")
    sheet = page.locator('dialog[open][data-callback-id="signal.show"]')
    expect(sheet).to_be_visible()
    assert sheet.evaluate("one => one.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator(CARD_MENU).last).to_be_focused()

    go(page, "#switch", "Shift+Tab", most=30)
    page.keyboard.press("Enter")
    go(page, "[data-person=jongerenwerker]", "ArrowDown", most=20)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?as=jongerenwerker")
    page.locator("html[data-ready]").wait_for(state="attached")
    go(page, "[data-skip=messages]", most=3)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    go(page, '[data-action-id="signal.pickup"] button')
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("message").filter(has_text="pakt dit op")).to_be_visible()


def test_the_arrows_go_from_message_to_message(page: Page) -> None:
    """From the list upwards; Tab then goes into that message, and once more is out of the list."""
    go(page, "[data-skip=messages]", most=3)
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("article:focus")).to_contain_text("Bericht 37")
    page.keyboard.press("Home")
    expect(page.locator("article:focus")).to_contain_text("Bericht 0")
    go(page, "#write", most=4)


def test_the_skip_link_leaves_the_page_as_it_is(page: Page) -> None:
    """It moves the focus; the page is not loaded anew."""
    page.evaluate("() => { window.here = true; }")
    go(page, "[data-skip=messages]", most=3)
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert page.evaluate("() => window.here")


def test_home_and_long_texts_open_at_their_beginning(slack: PracticeSlack, page: Page) -> None:
    """Home is read from its first line, also when it was filled after it opened."""
    page.locator("[data-room=D0ZORGCO]").click()
    page.locator("[data-tab=home]").click()
    expect(page.get_by_test_id("home")).to_contain_text("Schakel")
    page.wait_for_timeout(200)
    assert page.locator("#messages").evaluate("one => one.scrollTop") == 0
