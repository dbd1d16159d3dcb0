"""The first issue's story in a real browser: reported, refused, consented, shared, read, and refused again.

With `SCHAKEL_SHOTS=folder` the screenshots are written there; otherwise they go to the test's own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import PracticeSlack
from tests.running import FORM, TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=15)]


@pytest.fixture(params=["socket", "http"])
def story(request: pytest.FixtureRequest, slack: PracticeSlack, tmp_path: Path) -> Iterator[PracticeSlack]:
    """A practice Slack with a running bot that opens a socket, or that it posts to."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", mode=request.param):
        yield slack


class Camera:
    """Takes numbered screenshots."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str) -> None:
        """Keep what is on the screen now."""
        page.screenshot(path=str(self.folder / f"{name}.png"), animations="disabled")


def at(browser: Browser, slack: PracticeSlack, who: str, thread: str = "") -> Page:
    """The page of one person in the partnership's channel."""
    open_thread = f"&thread={thread}" if thread else ""
    return driver.opened(browser, f"{slack.page_url}?as={who}&in={TEAM}{open_thread}")


def modal(page: Page, callback_id: str) -> None:
    """Wait until this modal is on top."""
    expect(page.locator(f'dialog[open][data-callback-id="{callback_id}"]').last).to_be_visible()


def option(page: Page, block_id: str, name: str) -> None:
    """Choose an option of a multi-select by its name."""
    box = driver.block(page, block_id).get_by_role("combobox")
    box.click()
    driver.block(page, block_id).get_by_role("option", name=name).first.click()
    box.press("Escape")


def test_the_story(story: PracticeSlack, browser: Browser, tmp_path: Path) -> None:
    """The zorgcoördinator types /signal; in the end the jongerenwerker reads and the jeugdagent does not."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    edith = at(browser, story, "zorgcoordinator")
    driver.say(edith, "/signal")
    modal(edith, "signal.new")
    camera.take(edith, "01-signaal-melden")
    for block_id, value in FORM.items():
        driver.fill(edith, block_id, value)
    driver.submit(edith)
    modal(edith, "signal.partners")
    camera.take(edith, "02-partners-kiezen")
    driver.submit(edith)
    expect(edith.get_by_text("S-1").first).to_be_visible()
    card = story.wait_for(lambda: story.as_user("zorgcoordinator").messages(TEAM))[0]
    edith = at(browser, story, "zorgcoordinator", card["ts"])
    expect(edith.get_by_test_id("thread").get_by_text("nog niet deelbaar")).to_be_visible()
    camera.take(edith, "03-kaart-en-draad")

    driver.press(edith, "signal.share", "S-1")
    modal(edith, "signal.share")
    option(edith, "recipients", "Tarik Vogelaar")
    driver.submit(edith)
    modal(edith, "refusal")
    camera.take(edith, "04-weigering")
    driver.press(edith, "consent.record")
    modal(edith, "consent.record")
    driver.fill(edith, "holders", ["ouder_1"])
    driver.fill(edith, "gezag_verified", "yes")
    driver.fill(edith, "given_by", ["ouder_1"])
    driver.fill(edith, "youth_voice", "instemmend")
    expect(driver.block(edith, "recipients")).to_contain_text("Tarik Vogelaar")  # as chosen when sharing
    driver.fill(edith, "statements", ["conversation"])
    camera.take(edith, "05-toestemming")
    driver.submit(edith)
    modal(edith, "consent.recorded")
    camera.take(edith, "06-vastgelegd")
    driver.press(edith, "signal.share")
    modal(edith, "signal.share")
    camera.take(edith, "07-delen")
    driver.submit(edith)
    expect(edith.locator("dialog[open]")).to_have_count(0)

    tarik = at(browser, story, "jongerenwerker", card["ts"])
    expect(tarik.get_by_test_id("thread").get_by_text("staan klaar")).to_be_visible()
    driver.press(tarik, "disclosure.open", "D-1")
    modal(tarik, "disclosure.view")
    expect(tarik.get_by_text(FORM["details"])).to_be_visible()
    camera.take(tarik, "08-details")
    stef = at(browser, story, "jeugdagent", card["ts"])
    driver.press(stef, "disclosure.open", "D-1")
    modal(stef, "refusal")
    expect(stef.get_by_text("niet met u gedeeld")).to_be_visible()
    camera.take(stef, "09-niet-voor-u")
    assert FORM["details"] not in stef.content()
    home = driver.opened(browser, f"{story.page_url}?as=zorgcoordinator&in=D0ZORGCO")
    home.locator('[data-tab="home"]').click()
    expect(home.get_by_test_id("home").get_by_text("S-1").first).to_be_visible()
    camera.take(home, "10-home")
