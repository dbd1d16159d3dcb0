"""The page opens on a welcome; a case is walked, left and taken up, and each tick is of what happened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.demo.practice import TOUR, WORKSPACE
from sandbox import PracticeSlack
from sandbox.touring import load_tour
from tests.end_to_end.test_story import Camera, modal
from tests.running import FORM, HOUSE, TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=15)]


@pytest.fixture
def toured(tmp_path: Path) -> Iterator[PracticeSlack]:
    """A practice Slack with the demo's tour and a running bot."""
    slack = PracticeSlack.start(workspace=WORKSPACE, manifest=HOUSE / "manifest.yml", tour=TOUR)
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        yield slack
    slack.stop()
    assert slack.trouble == []


def ticks(page: Page) -> int:
    """How many steps of all cases are ticked."""
    return page.locator(".walk-done[data-done]").count()


def test_the_first_case_is_walked(toured: PracticeSlack, browser: Browser, tmp_path: Path) -> None:
    """Reading is no step: only what really happened is ticked, also for whoever comes back later."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    page = driver.opened(browser, toured.page_url)
    welcome = page.get_by_test_id("welcome")
    expect(welcome).to_contain_text("Je bent nu Edith Zomerdijk")
    expect(welcome.locator(".walk")).to_have_count(3)
    camera.take(page, "00-welkom")
    welcome.locator("[data-walk=gut]").get_by_test_id("walk").click()
    expect(welcome.locator("[aria-current=step]")).to_contain_text("Je bent Bram")
    assert ticks(page) == 0
    camera.take(page, "00-welkom-zaak")

    welcome.get_by_test_id("walk-go").click()
    page.wait_for_url(f"**/?as=mentor&in={TEAM}")
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.get_by_test_id("tour")).to_contain_text("stap 1 van 4")
    driver.say(page, "/signal")
    modal(page, "signal.new")
    for name in ("level", "place", "partnership", "summary"):
        driver.fill(page, name, FORM[name])
    driver.submit(page)
    modal(page, "signal.partners")
    expect(page.locator("[data-testid=tour-step]")).to_contain_text("Schakel stelt voor")
    driver.submit(page)
    expect(page.get_by_test_id("tour")).to_contain_text("stap 3 van 4")
    camera.take(page, "00-zaak-lopen")

    page.get_by_test_id("tour").get_by_text("Alle zaken").click()
    expect(page.get_by_test_id("welcome")).to_be_visible()
    assert ticks(page) == 2
    page.get_by_test_id("walk-go").click()
    page.wait_for_url(f"**/?as=jongerenwerker&in={TEAM}")
    page.locator("html[data-ready]").wait_for(state="attached")
    driver.press(page, "signal.pickup", "S-1")
    expect(page.get_by_test_id("tour")).to_contain_text("stap 4 van 4")
    page.get_by_test_id("walk-go").click()
    page.wait_for_url(f"**/?as=mentor&in={TEAM}")
    page.locator("html[data-ready]").wait_for(state="attached")
    driver.press(page, "signal.show", "S-1")
    expect(page.get_by_test_id("tour-step")).to_contain_text("Deze zaak is klaar")


def test_every_step_names_what_the_bot_has(toured: PracticeSlack) -> None:
    """People of the workspace, and buttons and forms that are registered; the age is that of today."""
    tour = load_tour(TOUR, date(2026, 11, 28))
    floors = [one for floor in ("handlers", "casework") for one in (HOUSE / floor).rglob("*.py")]
    source = "".join(one.read_text(encoding="utf-8") for one in floors)
    for walk in tour.walks.values():
        for step in walk.steps:
            assert toured.as_user(step.who).channels(), step
            assert f'"{step.happens[1]}"' in source, step
    assert any("28-05-2011" in one.text for one in tour.walks["parents"].steps)
