"""The list of partners in a real browser: looked at, asked whom one needs, somebody joins, somebody stops.

With `SCHAKEL_SHOTS=folder` the screenshots are written there; otherwise to the test's own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.directory_tables import Partner
from storage.engine import session_for
from tests.end_to_end.test_story import Camera, modal
from tests.meeting import plan, settle
from tests.running import TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=10)]
TALL = 1240


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot by the practice Slack's clock."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        yield process


def page_of(browser: Browser, slack: PracticeSlack, who: str, room: str = TEAM, height: int = TALL) -> Page:
    """The page of one person in one conversation."""
    return driver.opened(browser, f"{slack.page_url}?as={who}&in={room}", height=height)


def test_the_story_of_the_list(slack: PracticeSlack, bot: Process, browser: Browser, tmp_path: Path) -> None:
    """Bram looks whom he needs; Farida adds Olga, who is welcomed, and lets Tarik stop."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    plan(slack, organiser="U0JONGER")
    bram = page_of(browser, slack, "mentor")
    driver.say(bram, "/partners")
    expect(bram.get_by_test_id("ephemeral").get_by_text("Nog geen vast overleg")).to_be_visible()
    camera.take(bram, "70-partners")
    driver.say(bram, "/partners voor N2")
    modal(bram, "partner.for")
    driver.fill(bram, "place", "school")
    driver.fill(bram, "age", "age.12_15")
    camera.take(bram, "71-wie-heb-ik-nodig")
    driver.submit(bram)
    modal(bram, "partner.advice")
    camera.take(bram, "72-partners-bij-de-situatie")

    farida = page_of(browser, slack, "regisseur")
    driver.say(farida, "/partners nieuw")
    modal(farida, "partner.new")
    driver.fill(farida, "name", "Olga Verweg")
    driver.fill(farida, "organisation", "Verslavingszorg Zonnebeek")
    driver.fill(farida, "role", "verslavingszorg")
    driver.fill(farida, "user", "U0BUITEN")
    driver.fill(farida, "contact", "op werkdagen tussen 9 en 12")
    camera.take(farida, "73-partner-toevoegen")
    driver.submit(farida)
    modal(farida, "partner.kept")
    farida.keyboard.press("Escape")
    settle(bot)
    olga = page_of(browser, slack, "buitenstaander", slack.space.im_of("U0BUITEN").id)
    expect(olga.get_by_text("Welkom, Olga Verweg.").first).to_be_visible()
    camera.take(olga, "74-partner-welkom")

    farida = page_of(browser, slack, "regisseur")
    driver.say(farida, "/partners wijzig Vogelaar")
    modal(farida, "partner.choose")
    with session_for(bot.engine, write=False) as session:
        tarik = session.exec(select(Partner).where(Partner.user_id == "U0JONGER")).one()
    driver.fill(farida, "partner", str(tarik.id))
    driver.submit(farida)
    modal(farida, "partner.change")
    driver.fill(farida, "partnerships", "1")  # chosen once more, a choice is taken back
    camera.take(farida, "75-partner-wijzigen")
    driver.submit(farida)
    modal(farida, "partner.kept")
    expect(farida.get_by_text("Nog over te nemen").last).to_be_visible()
    camera.take(farida, "76-partner-gestopt")
