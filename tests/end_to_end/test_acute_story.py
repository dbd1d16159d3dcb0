"""Acute danger in the browser: from `/signal` to the recipient reading, with nothing asked that can wait."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import PracticeSlack
from tests.bot.steps import shown
from tests.end_to_end.counting import Hands, modal, take
from tests.running import TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=12)]

MOST = 6
WHY = "Hij loopt nu met een mes naar het plein; u bent er het eerst."


def direct(browser: Browser, slack: PracticeSlack, who: str) -> Page:
    """Somebody's direct messages with Schakel."""
    address = f"{slack.page_url}?as={who}&in={slack.space.im_of(slack.as_user(who).id).id}"
    return driver.opened(browser, address)


def test_from_the_command_to_the_recipient_reading(
    slack: PracticeSlack, browser: Browser, tmp_path: Path
) -> None:
    """Six presses and fields; the card is red, the gate wrote it down, the other reasons come afterwards."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        edith = Hands(driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}"))
        driver.say(edith.page, "/signal")
        modal(edith.page, "signal.new")
        take(edith.page, tmp_path, "11b-15-signaal-melden")
        edith.fill(modifiers=["M1"])
        modal(edith.page, "share.acute")
        form = edith.page.locator('dialog[open][data-callback-id="share.acute"]')
        expect(form.get_by_text("Bel eerst 112")).to_be_in_viewport()
        take(edith.page, tmp_path, "11b-15-acuut-gevaar")
        edith.choose("recipients", "Stef Noordhof")
        edith.fill(reason=WHY)
        edith.fill(informed="not_safe")
        edith.submit("share.acute.shared")
        take(edith.page, tmp_path, "11b-15-gedeeld")

        slack.wait_for(lambda: "Acuut gevaar: S-1" in shown(slack.as_user("jeugdagent").dm()))
        stef = direct(browser, slack, "jeugdagent")
        take(stef, tmp_path, "11b-15-bericht")
        driver.press(stef, "disclosure.open", "D-1")
        modal(stef, "disclosure.view")
        expect(stef.get_by_text(WHY)).to_be_visible()
        take(stef, tmp_path, "11b-15-gelezen")
        assert edith.done + 1 <= MOST

        card = slack.wait_for(lambda: slack.as_user("zorgcoordinator").messages(TEAM))[0]
        assert "ACUUT GEVAAR" in shown(card)
        assert WHY not in shown(list(slack.space.channels[TEAM].messages.values()))

        slack.space.stacks.clear()
        edith.page = direct(browser, slack, "zorgcoordinator")
        driver.press(edith.page, "exception.complete", "X-1")
        modal(edith.page, "exception.complete")
        expect(edith.page.get_by_text(WHY)).to_be_visible()
        take(edith.page, tmp_path, "11b-15-redenen")
        driver.submit(edith.page)
        driver.fill(edith.page, "c:c_toestemming_kan_niet_of_te_laat", "Er is nu geen tijd om te bellen.")
        driver.fill(edith.page, "c:c_ontvanger_kan_afwenden", "Stef is op het plein en kan hem aanspreken.")
        driver.submit(edith.page)
        expect(edith.page.locator("dialog[open]")).to_have_count(0)
        expect(edith.page.get_by_text("Uw redenen staan er").first).to_be_visible()
