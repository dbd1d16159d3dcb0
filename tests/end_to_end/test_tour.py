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
from tests.end_to_end.test_story import Camera, modal, option
from tests.running import FORM, HOUSE, TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=30)]

WHY = "Hij loopt nu met een mes naar het plein; u bent er het eerst."


@pytest.fixture
def toured(tmp_path: Path) -> Iterator[PracticeSlack]:
    """A practice Slack with the demo's tour and a running bot."""
    slack = PracticeSlack.start(workspace=WORKSPACE, manifest=HOUSE / "manifest.yml", tour=TOUR)
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        yield slack
    slack.stop()
    assert slack.trouble == []


def become(page: Page, who: str) -> None:
    """Follow the way that the next step shows."""
    page.get_by_test_id("walk-go").first.click()
    page.wait_for_url(f"**/?as={who}&in={TEAM}")
    page.locator("html[data-ready]").wait_for(state="attached")


def direct(page: Page, slack: PracticeSlack, who: str) -> None:
    """Open Schakel under Apps, with nothing open on it."""
    slack.space.stacks.clear()
    page.goto(f"{slack.page_url}?as={who}&in={slack.space.im_of(slack.as_user(who).id).id}")
    page.locator("html[data-ready]").wait_for(state="attached")


def in_thread(page: Page, slack: PracticeSlack, who: str) -> None:
    """Open the thread of the newest card, with nothing open on it."""
    slack.space.stacks.clear()
    card = [one for one in slack.as_user(who).messages(TEAM) if one["text"].startswith("Signaal")][-1]
    page.goto(f"{slack.page_url}?as={who}&in={TEAM}&thread={card['ts']}")
    page.locator("html[data-ready]").wait_for(state="attached")


def at_step(page: Page, number: int, of: int) -> None:
    """The banner shows this step, so those before it are ticked."""
    expect(page.get_by_test_id("tour")).to_contain_text(f"stap {number} van {of}")


def begin(page: Page, walk: str) -> None:
    """Take up a case on the welcome."""
    page.locator(f"[data-walk={walk}]").get_by_test_id("walk").click()


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


def test_the_second_case_is_walked_left_and_taken_up(toured: PracticeSlack, browser: Browser) -> None:
    """Two parents say yes, one partner reads and another does not; in between another case is looked into."""
    page = driver.opened(browser, toured.page_url)
    begin(page, "parents")
    become(page, "zorgcoordinator")
    driver.say(page, "/signal")
    modal(page, "signal.new")
    for name, value in FORM.items():
        driver.fill(page, name, value)
    driver.fill(page, "summary", "Sanne mist vaak de eerste uren")
    driver.submit(page)
    expect(page.locator("dialog[open]").get_by_text("Sanne").first).to_be_visible()
    at_step(page, 1, 7)  # the form asks about a name first: nothing happened yet
    driver.fill(page, "summary", str(FORM["summary"]))
    driver.submit(page)
    modal(page, "signal.partners")
    at_step(page, 2, 7)
    driver.submit(page)
    at_step(page, 3, 7)
    become(page, "jongerenwerker")
    driver.press(page, "disclosure.request", "S-1")
    at_step(page, 4, 7)

    page.goto(f"{toured.page_url}?as=zorgcoordinator&tab=welcome")
    begin(page, "acute")
    expect(page.locator("[data-walk=acute] [aria-current=step]")).to_contain_text("Je bent Tarik")
    expect(page.locator("[data-walk=parents] .walk-told")).to_have_text("3 van 7 stappen")
    begin(page, "parents")

    toured.wait_for(lambda: "consent.record" in str(toured.as_user("zorgcoordinator").dm()))
    direct(page, toured, "zorgcoordinator")
    driver.press(page, "consent.record", "S-1")
    modal(page, "consent.record")
    both = ["ouder_1", "ouder_2"]
    for name, value in {"holders": both, "given_by": both, "statements": ["conversation"]}.items():
        driver.fill(page, name, value)
    for name, value in {"gezag_verified": "yes", "youth_voice": "instemmend"}.items():
        driver.fill(page, name, value)
    chosen(page, "Tarik Vogelaar")
    driver.submit(page)
    modal(page, "consent.recorded")
    at_step(page, 5, 7)
    driver.press(page, "signal.share")
    modal(page, "signal.share")
    chosen(page, "Tarik Vogelaar")
    driver.submit(page)
    at_step(page, 6, 7)
    become(page, "jongerenwerker")
    in_thread(page, toured, "jongerenwerker")
    driver.press(page, "disclosure.open", "D-1")
    modal(page, "disclosure.view")
    at_step(page, 7, 7)
    page.goto(f"{toured.page_url}?as=jeugdagent&in={TEAM}")
    in_thread(page, toured, "jeugdagent")
    driver.press(page, "disclosure.open", "D-1")
    modal(page, "refusal")
    expect(page.get_by_test_id("tour-step")).to_contain_text("Deze zaak is klaar")


def chosen(page: Page, name: str) -> None:
    """Have this partner chosen as recipient, who may be it already."""
    if name not in driver.block(page, "recipients").inner_text():
        option(page, "recipients", name)


def test_the_third_case_is_walked_and_taken_up_by_who_comes_later(
    toured: PracticeSlack, browser: Browser
) -> None:
    """Acute danger on one screen, read by who can avert it, with the reasons afterwards."""
    page = driver.opened(browser, toured.page_url)
    begin(page, "acute")
    become(page, "jongerenwerker")
    driver.say(page, "/signal")
    modal(page, "signal.new")
    at_step(page, 1, 4)
    driver.fill(page, "modifiers", ["M1"])
    modal(page, "share.acute")
    at_step(page, 2, 4)
    option(page, "recipients", "Stef Noordhof")
    driver.fill(page, "reason", WHY)
    driver.fill(page, "informed", "not_safe")
    driver.submit(page)
    modal(page, "share.acute.shared")
    at_step(page, 3, 4)

    page = driver.opened(browser, toured.page_url)
    expect(page.locator("[data-walk=acute] .walk-told")).to_have_text("2 van 4 stappen")
    become(page, "jeugdagent")
    toured.wait_for(lambda: "deelt nu met u" in str(toured.as_user("jeugdagent").dm()))
    direct(page, toured, "jeugdagent")
    driver.press(page, "disclosure.open", "D-1")
    modal(page, "disclosure.view")
    at_step(page, 4, 4)
    page = driver.opened(browser, toured.page_url)
    become(page, "jongerenwerker")
    direct(page, toured, "jongerenwerker")
    driver.press(page, "exception.complete", "X-1")
    modal(page, "exception.complete")
    driver.fill(page, "c:c_toestemming_kan_niet_of_te_laat", "Er is nu geen tijd om te bellen.")
    driver.fill(page, "c:c_ontvanger_kan_afwenden", "Stef is op het plein en kan hem aanspreken.")
    driver.submit(page)
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
