"""On the page the buttons and fields of Home reach the app, each as the one that was pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from sandbox import PracticeSlack
from tests.sandbox.page import driver
from tests.sandbox.rules.shapes import Json, actions, asked, button, option, plain, section, select, typed
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


def test_a_button_that_was_drawn_anew_is_still_that_button(slack: PracticeSlack, browser: Browser) -> None:
    """The app redraws its message and Slack gives the block another id; the page had not heard of it yet."""
    with socket_of(slack) as app:
        card: Json = {"channel": "C0ZONNEBEEK", "text": "Kaart", "blocks": [actions(_GO)]}
        placed = ok(call(slack, "chat.postMessage", **card))
        page = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in=C0ZONNEBEEK")
        page.route("**/page/screen**", lambda route: route.abort())
        ok(call(slack, "chat.update", **card, ts=placed["ts"]))
        page.locator('[data-action-id="go"] button').click()
        slack.wait_for(lambda: any("actions" in one for one in app.payloads))
        expect(page.get_by_test_id("toast")).to_have_count(0)
        page.context.close()
    (told,) = [one for one in app.payloads if "actions" in one]
    assert told["actions"][0]["block_id"] == told["message"]["blocks"][0]["block_id"]


def test_a_menu_stays_open_while_its_message_is_drawn_anew(slack: PracticeSlack, browser: Browser) -> None:
    """With the keyboard as well: the focus stays in the menu, and what is chosen reaches the app."""
    with socket_of(slack) as app:
        card: Json = {"channel": "C0ZONNEBEEK", "text": "Kaart", "blocks": [actions(_GO, _MENU)]}
        placed = ok(call(slack, "chat.postMessage", **card))
        page = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in=C0ZONNEBEEK")
        page.locator("#messages [data-element=overflow] [data-menu]").press("ArrowDown")
        blocks = [*card["blocks"], section(text=plain("Nieuw op de kaart"))]
        with page.expect_response("**/page/screen**"):
            ok(call(slack, "chat.update", **card | {"blocks": blocks}, ts=placed["ts"]))
        page.wait_for_timeout(100)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        slack.wait_for(lambda: any("actions" in one for one in app.payloads))
        expect(page.locator("#messages")).to_contain_text("Nieuw op de kaart")
        page.context.close()
    (told,) = [one for one in app.payloads if "actions" in one]
    assert told["actions"][0]["selected_option"]["value"] == "b"


def test_what_was_being_typed_when_its_form_went_is_told_to_nobody(
    slack: PracticeSlack, browser: Browser
) -> None:
    """The app draws Home anew, without the field, within the moment for which the page waits."""
    heard = typed(dispatch_action_config={"trigger_actions_on": ["on_character_entered"]})
    before: Json = {"type": "home", "blocks": [asked(heard, block_id="text", dispatch_action=True)]}
    with socket_of(slack) as app:
        ok(call(slack, "views.publish", user_id="U0ZORGCO", view=before))
        page = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in=D0ZORGCO&tab=home")
        page.locator('[data-block-id="text"] input').press_sequentially("ab")
        ok(call(slack, "views.publish", user_id="U0ZORGCO", view=HOME))
        page.locator('[data-block-id="second"]').wait_for()
        page.wait_for_timeout(800)
        page.context.close()
    assert [one for one in app.payloads if "actions" in one] == []
