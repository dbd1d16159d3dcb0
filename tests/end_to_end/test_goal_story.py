"""The story of a shared goal in a real browser: set, contributed to, on the agenda, looked back on.

With `SCHAKEL_SHOTS=folder` the screenshots are written there; otherwise to the test's own folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.process import Process
from sandbox import PracticeSlack
from tests import meeting
from tests.end_to_end.test_story import Camera, modal
from tests.meeting import JumpingClock, at, jump, plan, settle
from tests.running import TEAM
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=10)]
TALL = 1240
THIS = "DOEL-1"
clock, bot = meeting.clock, meeting.bot  # a goal is a matter of days as well


def page_of(browser: Browser, slack: PracticeSlack, who: str, room: str = TEAM, height: int = 800) -> Page:
    """The page of one person in one conversation."""
    return driver.opened(browser, f"{slack.page_url}?as={who}&in={room}", height=height)


def test_the_story_of_a_goal(
    slack: PracticeSlack, bot: Process, clock: JumpingClock, browser: Browser, tmp_path: Path
) -> None:
    """Edith sets it, Stef says what he does, it stands on the agenda, and weeks later they look back."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    plan(slack, reminders=["agenda", "day"])
    edith = page_of(browser, slack, "zorgcoordinator", height=TALL)
    driver.say(edith, "/doelen nieuw")
    modal(edith, "goal.new")
    driver.fill(edith, "why", "Wij zien dezelfde jongeren rond het station, maar ieder een stukje.")
    driver.fill(edith, "goal", "Elk signaal krijgt binnen een week antwoord van een partner")
    driver.fill(edith, "indicator", "Bij negen van de tien signalen reageert iemand binnen zeven dagen")
    driver.fill(edith, "evaluate_on", "2026-12-15")
    driver.fill(edith, "contribution:1", "Belt dezelfde dag terug en spreekt de mentor")
    camera.take(edith, "60-doel-vastleggen")
    driver.submit(edith)
    modal(edith, "goal.show")
    camera.take(edith, "61-doel")
    edith.keyboard.press("Escape")
    settle(bot)

    stef = page_of(browser, slack, "jeugdagent", height=TALL)
    driver.press(stef, "goal.contribute", THIS)
    modal(stef, "goal.contribute")
    driver.fill(stef, "contribution", "Loopt twee keer per week mee met het jongerenwerk")
    camera.take(stef, "62-doel-mijn-bijdrage")
    driver.submit(stef)
    expect(stef.get_by_text("Loopt twee keer per week mee").first).to_be_visible()
    camera.take(stef, "63-doel-in-het-kanaal")
    driver.say(stef, "/overleg agenda O-1")
    modal(stef, "overleg.agenda")
    expect(stef.get_by_text("Gezamenlijke doelen").last).to_be_visible()
    camera.take(stef, "64-doel-op-de-agenda")
    stef.keyboard.press("Escape")

    farida = page_of(browser, slack, "regisseur", height=TALL)
    driver.say(farida, f"/doelen toon {THIS}")
    modal(farida, "goal.show")
    driver.press(farida, "goal.change", THIS)
    modal(farida, "goal.change")
    driver.fill(farida, "overlap", "School en jongerenwerk bellen allebei de ouders")
    camera.take(farida, "65-doel-wijzigen")
    driver.submit(farida)
    slack.wait_for(lambda: not slack.as_user("regisseur").stack)

    jump(bot, clock, at(15, 8, 1))
    settle(bot)
    own = page_of(browser, slack, "zorgcoordinator", slack.space.im_of("U0ZORGCO").id, TALL)
    expect(own.get_by_text("Vandaag kijkt u samen terug").first).to_be_visible()
    camera.take(own, "66-doel-terugkijken")
    driver.press(own, "goal.evaluate", THIS)
    modal(own, "goal.evaluate")
    driver.fill(own, "finding", "continue")
    driver.fill(own, "learned", "Vaste belmomenten helpen; op vrijdag is niemand bereikbaar")
    camera.take(own, "67-doel-evalueren")
    driver.submit(own)
    settle(bot)
    expect(own.get_by_text("kijkt u samen terug op").first).to_be_visible()
    slack.wait_for(lambda: not slack.as_user("zorgcoordinator").stack)  # a form still open covers the page
    channel = page_of(browser, slack, "zorgcoordinator", height=TALL)
    driver.say(channel, "/doelen")
    expect(channel.get_by_test_id("ephemeral").get_by_text("2 van 8 partners dragen bij")).to_be_visible()
    camera.take(channel, "68-doelen-lijst")
    driver.say(channel, f"/doelen toon {THIS}")
    modal(channel, "goal.show")
    expect(channel.get_by_text("Vaste belmomenten helpen").last).to_be_visible()
    camera.take(channel, "69-doel-na-evaluatie")
