"""A draft and a menu in the browser: what is not posted, what stands behind three dots, a file that opens.

With `SCHAKEL_SHOTS=folder` the screenshots are written there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sandbox import PracticeSlack
from tests.meeting import FORM as MEETING
from tests.running import FORM, TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=15)]


@pytest.fixture
def page(slack: PracticeSlack, tmp_path: Path) -> Iterator[Page]:
    """Edith in the partnership's channel, with a running bot."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"), driver.chromium() as browser:
        yield driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}")


def shoot(page: Page, tmp_path: Path, name: str) -> None:
    """A screenshot."""
    folder = Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots")))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), animations="disabled")


def test_a_signal_is_kept_and_posted_later(slack: PracticeSlack, page: Page, tmp_path: Path) -> None:
    """Not posted, it stands on Home; from there it is, and the rest of what one can do is behind a menu."""
    driver.say(page, "/signal")
    form = page.locator('dialog[open][data-callback-id="signal.new"]')
    expect(form).to_be_visible()
    for name in ("level", "place", "partnership", "summary"):
        driver.fill(page, name, FORM[name])
    driver.submit(page)
    second = page.locator('dialog[open][data-callback-id="signal.partners"]')
    expect(second.get_by_test_id("modal-submit")).to_contain_text("Plaats, vraag")
    shoot(page, tmp_path, "11-tweede-stap")
    driver.press(page, "signal.keep", "S-1")
    expect(page.get_by_text("is bewaard en niet geplaatst")).to_be_visible()
    page.keyboard.press("Escape")
    edith = slack.as_user("zorgcoordinator")
    assert edith.messages(TEAM) == []
    page.goto(f"{slack.page_url}?as=zorgcoordinator&in={slack.space.im_of(edith.id).id}&tab=home")
    home = page.get_by_test_id("home")
    expect(home.get_by_text("Nog niet geplaatst")).to_be_visible()
    shoot(page, tmp_path, "11-concept-op-start")
    driver.press(page, "signal.partners", "S-1")
    expect(second).to_be_visible()
    driver.submit(page)
    expect(home.get_by_text("Nog niet geplaatst")).to_be_hidden()
    page.goto(f"{slack.page_url}?as=jongerenwerker&in={TEAM}")
    card = page.locator("[data-ts]").filter(has_text=FORM["summary"]).last
    expect(card.get_by_role("button", name="Ik pak dit op")).to_be_visible()
    shoot(page, tmp_path, "11-kaart")
    driver.press(page, "signal.call", "S-1")
    expect(card).to_contain_text("wil gebeld worden")


def test_the_agenda_says_it_all_and_its_file_opens(slack: PracticeSlack, page: Page, tmp_path: Path) -> None:
    """Summary, place and one word; the calendar file is one that a calendar takes."""
    farida = slack.as_user("regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    assert farida.submit(**MEETING).errors == {}
    driver.say(page, "/signal")
    for name in ("level", "place", "partnership", "summary"):
        driver.fill(page, name, FORM[name])
    driver.submit(page)
    driver.submit(page)
    expect(page.locator("dialog[open]")).to_have_count(0)
    driver.say(page, "/overleg agenda O-1")
    agenda = page.locator('dialog[open][data-callback-id="overleg.agenda"]')
    expect(agenda).to_contain_text(FORM["summary"])
    expect(agenda).to_contain_text("Anoniem")
    shoot(page, tmp_path, "11-agenda")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    driver.say(page, "/overleg toon O-1")
    expect(page.locator('dialog[open][data-callback-id="overleg.show"]')).to_be_visible()
    driver.press(page, "overleg.ics")
    expect(page.locator('dialog[open][data-callback-id="overleg.ics.given"]')).to_be_visible()
    own = slack.space.im_of("U0ZORGCO").id
    slack.wait_for(lambda: [one for one in slack.as_user("zorgcoordinator").dm() if one.get("files")])
    slack.space.stacks["U0ZORGCO"] = []  # both modals closed
    page.goto(f"{slack.page_url}?as=zorgcoordinator&in={own}")
    with page.expect_download() as taken:
        page.locator("a.file").last.click()
    assert taken.value.suggested_filename.endswith(".ics")
    text = Path(taken.value.path()).read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "DTSTART" in text
