"""The story of an overleg in a real browser: planned, agenda, reminded of, attended, moved, recorded.

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
from tests.meeting import FIRST, JumpingClock, at, jump, refusal, reminders, said, settle
from tests.running import TEAM, report
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=15)]
TALL = 1240
clock, bot = meeting.clock, meeting.bot  # the fixtures of every test of an overleg


def page_of(browser: Browser, slack: PracticeSlack, who: str, room: str = TEAM, height: int = 800) -> Page:
    """The page of one person in one conversation."""
    return driver.opened(browser, f"{slack.page_url}?as={who}&in={room}", height=height)


def test_the_story_of_an_overleg(
    slack: PracticeSlack, bot: Process, clock: JumpingClock, browser: Browser, tmp_path: Path
) -> None:
    """Farida plans it; the channel is reminded; partners answer; what came of it is sealed and done."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    farida = page_of(browser, slack, "regisseur", height=TALL)
    driver.say(farida, "/overleg nieuw")
    modal(farida, "overleg.new")
    driver.fill(farida, "first_date", "2026-12-01")
    driver.fill(farida, "time", "10:00")
    driver.fill(farida, "frequency", "biweekly")
    driver.fill(farida, "location", "Gemeentehuis, kamer 2.12")
    driver.fill(farida, "chair", "U0AGENT")
    driver.fill(farida, "reminders", ["quarter"])
    camera.take(farida, "20-overleg-plannen")
    driver.submit(farida)
    modal(farida, "overleg.show")
    camera.take(farida, "21-overleg-gepland")
    farida.keyboard.press("Escape")
    settle(bot)
    report(slack)
    settle(bot)

    tarik = page_of(browser, slack, "jongerenwerker", height=TALL)
    expect(tarik.get_by_text("Wat zetten we op de agenda?")).to_be_visible()
    driver.press(tarik, "overleg.item", FIRST)
    modal(tarik, "overleg.item")
    driver.fill(tarik, "item", "Drukte bij het station na schooltijd")
    camera.take(tarik, "22-overleg-agendapunt")
    driver.submit(tarik)
    expect(tarik.get_by_text("Drukte bij het station").first).to_be_visible()
    driver.press(tarik, "overleg.present", FIRST)
    expect(tarik.get_by_text("1 aanwezig").first).to_be_visible()
    camera.take(tarik, "23-overleg-agenda-in-het-kanaal")
    farida = page_of(browser, slack, "regisseur", height=TALL)
    driver.say(farida, "/overleg agenda O-1")
    modal(farida, "overleg.agenda")
    expect(farida.get_by_text("Drukte bij het station").first).to_be_visible()
    assert "toestemming vastgelegd" not in farida.content()  # organising opens no reason
    camera.take(farida, "24-overleg-agenda-organisator")
    farida.keyboard.press("Escape")
    slack.wait_for(lambda: not slack.as_user("regisseur").stack)

    jump(bot, clock, at(30, 9, 0, month=11))
    settle(bot)
    stef = page_of(browser, slack, "jeugdagent", height=TALL)
    expect(stef.get_by_text("bent u erbij?").first).to_be_visible()
    driver.press(stef, "overleg.absent", FIRST)
    modal(stef, "overleg.deputy")
    driver.fill(stef, "user", "U0MENTOR")
    camera.take(stef, "25-overleg-vervanger")
    driver.submit(stef)
    expect(stef.get_by_text("(stuurt").first).to_be_visible()
    camera.take(stef, "26-overleg-herinnering")
    own = page_of(browser, slack, "regisseur", slack.space.im_of("U0REGIE").id, TALL)
    expect(own.get_by_text("bent u erbij?").first).to_be_visible()
    camera.take(own, "27-overleg-bericht-organisator")
    driver.press(own, "overleg.move", FIRST)
    modal(own, "overleg.move")
    driver.fill(own, "date", "2026-12-03")
    camera.take(own, "28-overleg-verzetten")
    driver.submit(own)
    settle(bot)
    tarik = page_of(browser, slack, "jongerenwerker", height=TALL)
    expect(tarik.get_by_text("is verzet naar").first).to_be_visible()
    camera.take(tarik, "29-overleg-verzet")

    jump(bot, clock, at(3, 10, 0))
    settle(bot)
    own = page_of(browser, slack, "regisseur", slack.space.im_of("U0REGIE").id, TALL)
    expect(own.get_by_text("is afgelopen").first).to_be_visible()
    driver.press(own, "overleg.outcome", FIRST)
    modal(own, "overleg.outcome")
    driver.fill(own, "decisions", "S-1: School en jongerenwerk spreken samen met de ouders")
    driver.fill(own, "action_text", "Afspraak maken met het wijkteam")
    driver.fill(own, "action_owner", "U0MENTOR")
    camera.take(own, "30-overleg-besluiten-en-acties")
    driver.submit(own)
    modal(own, "overleg.recorded")
    camera.take(own, "31-overleg-vastgelegd")
    settle(bot)
    bram = page_of(browser, slack, "mentor", slack.space.im_of("U0MENTOR").id, TALL)
    expect(bram.get_by_text("A-1").first).to_be_visible()
    camera.take(bram, "32-overleg-actiepunt")
    channel = page_of(browser, slack, "mentor", height=TALL)
    expect(channel.get_by_text("Besluiten vastgelegd bij S-1").first).to_be_visible()
    camera.take(channel, "33-overleg-na-afloop")
    home = page_of(browser, slack, "mentor", slack.space.im_of("U0MENTOR").id, TALL)
    home.locator('[data-tab="home"]').click()
    expect(home.get_by_test_id("home").get_by_text("Mijn actiepunten").first).to_be_visible()
    camera.take(home, "34-overleg-home")
    edith = page_of(browser, slack, "zorgcoordinator", height=TALL)
    driver.say(edith, "/overleg")
    expect(edith.get_by_test_id("ephemeral").get_by_text("elke twee weken")).to_be_visible()
    camera.take(edith, "35-overleg-lijst")
    driver.say(edith, "/overleg toon O-1")
    modal(edith, "overleg.show")
    driver.press(edith, "overleg.ics", "O-1/2026-12-15")
    modal(edith, "overleg.ics.given")
    slack.wait_for(lambda: [one for one in slack.as_user("zorgcoordinator").dm() if one.get("files")])
    edith.keyboard.press("Escape")
    modal(edith, "overleg.show")
    edith.keyboard.press("Escape")
    slack.wait_for(lambda: not slack.as_user("zorgcoordinator").stack)
    mine = page_of(browser, slack, "zorgcoordinator", slack.space.im_of("U0ZORGCO").id)
    expect(mine.get_by_text("Agenda O-1 van 15 december 2026")).to_be_visible()
    camera.take(mine, "36-overleg-agendabestand")
    stranger = slack.as_user("buitenstaander")
    stranger.slash("/overleg", "toon O-1")
    assert refusal(stranger) == "NOT_FOR_YOU"
    assert len(reminders(slack.as_user("mentor").messages(TEAM))) >= 3
    assert said(slack.as_user("mentor").dm(), "A-1")
