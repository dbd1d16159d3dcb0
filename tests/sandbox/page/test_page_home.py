"""On the page the buttons and fields of Home reach the app, each as the one that was pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from sandbox import PracticeSlack
from tests.sandbox.page import driver
from tests.sandbox.rules.shapes import Json, actions, asked, button, option, select
from tests.sandbox.server.app import call, ok, socket_of

pytestmark = [pytest.mark.browser]

_GO = button(action_id="go", value="one")
_MENU = {"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]}
HOME: Json = {
    "type": "home",
    "blocks": [
        actions(_GO, block_id="first"),
        actions(_GO, _MENU, block_id="second"),
        asked(
            select(action_id="asked", options=[option("x"), option("y")]),
            block_id="asked",
            dispatch_action=True,
        ),
    ],
}


def test_what_is_done_on_home_is_told(slack: PracticeSlack, browser: Browser) -> None:
    """The second of two equal buttons is told as the second; a menu and a field on Home are told too."""
    with socket_of(slack) as app:
        ok(call(slack, "views.publish", user_id="U0ZORGCO", view=HOME))
        page = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in=D0ZORGCO&tab=home")
        second = page.get_by_test_id("home").locator('[data-block-id="second"]')
        second.locator('[data-action-id="go"] button').click()
        second.locator("[data-menu]").click()
        second.locator('[role=menuitem][data-value="b"]').click()
        driver.fill(page, "asked", "y")
        slack.wait_for(lambda: len([one for one in app.payloads if "actions" in one]) == 3)
        expect(page.get_by_test_id("toast")).to_have_count(0)
        told = [one for one in app.payloads if "actions" in one]
        page.context.close()
    assert [one["container"]["type"] for one in told] == ["view"] * 3
    done = [one["actions"][0] for one in told]
    assert [one["block_id"] for one in done] == ["second", "second", "asked"]
    assert done[1]["selected_option"]["value"] == "b"
    assert done[2]["selected_option"]["value"] == "y"
