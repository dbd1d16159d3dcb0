"""From a workspace in which there is nothing but a beheerder to its first overleg, without a mouse.

Nothing is typed but names and a moment. With `SCHAKEL_SHOTS=FOLDER` the screenshots are written there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.process import Process, build
from casework.directory.grants import give_in
from sandbox import PracticeSlack
from storage.directory_tables import Partnership
from storage.engine import session_for
from storage.overleg_tables import Overleg
from storage.repositories import directory
from tests.end_to_end.test_story import Camera, modal
from tests.meeting import settle
from tests.running import TEAM, SlackClock, settings_for
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=30)]
TALL = 1000
MOST_PRESSES = 260
PEOPLE = {
    "U0JONGER": ("jongerenwerker", "Welzijn Zonnebeek"),
    "U0AGENT": ("jeugdagent", "Politie"),
    "U0ZORGCO": ("zorgco", "Lyceum De Wende"),
}


@dataclass(slots=True)
class Keys:
    """Somebody's keyboard, and how often it was pressed; a word that is typed counts once."""

    page: Page
    pressed: int = 0
    typed: int = 0

    def press(self, key: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, words: str) -> None:
        """Some words."""
        self.page.keyboard.type(words)
        self.typed += 1

    def go(self, selector: str, key: str = "Tab", most: int = 60) -> None:
        """Press the key until the focus is on what the selector names."""
        for _ in range(most):
            if self.page.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            self.press(key)
        raise AssertionError(f"{most} times {key} does not reach {selector}")

    def button(self, name: str, value: str | None = None) -> None:
        """Go to a button of Schakel's, behind a menu or not, and press it."""
        chosen = f'[data-value="{value}"]' if value is not None else ""
        self.go(
            f'[data-action-id="{name}"] [data-press]{chosen}, [data-action-id="{name}"][data-press]{chosen}'
        )
        self.press("Enter")

    def choose(self, block_id: str, words: str) -> None:
        """Go to a select and choose by typing the beginning."""
        self.go(f'[data-block-id="{block_id}"] [role=combobox]')
        self.press("ArrowDown")
        self.type(words)
        self.press("Enter")

    def fill(self, block_id: str, words: str) -> None:
        """Go to a text and type."""
        self.go(f'[data-block-id="{block_id}"] input, [data-block-id="{block_id}"] textarea')
        self.type(words)

    def submit(self) -> None:
        """Send the form."""
        self.go("[data-testid=modal-submit]")
        self.press("Enter")


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot with nothing in it but a beheerder; it is in no channel, and the beheerder is in the team's."""
    slack.space.channels[TEAM].members.discard(slack.space.app.user)
    slack.space.channels[TEAM].members.add("U0BEHEER")
    process = build(settings_for(slack, f"sqlite:///{tmp_path}/schakel.db"), SlackClock(slack))
    with process.office.job() as unit:
        give_in(unit, "U0BEHEER", "beheerder", "schakel")
    process.start()
    with slack.expect("channel_not_found"):  # a private channel in which the bot is not, is not there for it
        yield process
        process.stop()


def held(bot: Process, look: Callable[..., object]) -> object:
    """Something that is in the database now."""
    with session_for(bot.engine, write=False) as session:
        return look(session)


def test_from_nothing_to_the_first_overleg(
    slack: PracticeSlack,
    bot: Process,
    browser: Browser,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Kim does all of it on Home, and in the channel only takes Schakel along."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    begun = time.monotonic()
    own = slack.space.im_of("U0BEHEER").id
    page = driver.opened(browser, f"{slack.page_url}?as=beheerder&in={own}", height=TALL)
    keys = Keys(page)
    keys.go("[data-tab=home]")
    keys.press("Enter")
    home = page.get_by_test_id("home")
    expect(home.get_by_text("Inrichten").first).to_be_visible()
    camera.take(page, "01-leeg")

    keys.button("partnership.new", "new")
    modal(page, "partnership.new")
    keys.fill("name", "Jeugdnetwerk Zonnebeek")
    keys.choose("kind", "wijk")
    keys.choose("channel", "jeugdnetwerk")
    keys.choose("coordinator", "kim")
    camera.take(page, "02-samenwerking")
    keys.submit()
    modal(page, "partnership.kept")
    camera.take(page, "03-vastgelegd")
    keys.button("partnership.members", "SW-1")
    modal(page, "refusal")
    camera.take(page, "04-nog-niet-in-het-kanaal")
    keys.press("Escape")
    modal(page, "partnership.kept")
    keys.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    camera.take(page, "05-wat-nog-ontbreekt")

    channel = driver.opened(browser, f"{slack.page_url}?as=beheerder&in={TEAM}", height=TALL)
    driver.say(channel, "/invite @Schakel")
    settle(bot)
    page = driver.opened(browser, f"{slack.page_url}?as=beheerder&in={own}", height=TALL)
    expect(page.get_by_text("Schakel is nu in").first).to_be_visible()
    camera.take(page, "06-uitgenodigd")
    keys.page = page
    keys.go("[data-tab=home]")
    keys.press("Enter")
    home = page.get_by_test_id("home")
    expect(home.get_by_text("Partners bij").first).to_be_visible()
    camera.take(page, "07-partners-eerst")

    keys.button("partnership.members", "SW-1")
    modal(page, "partnership.members")
    camera.take(page, "08-wie-in-het-kanaal")
    for user, (role, organisation) in sorted(PEOPLE.items()):
        keys.choose(f"role:{user}", role)
        keys.fill(f"organisation:{user}", organisation)
    camera.take(page, "09-gekozen")
    keys.submit()
    modal(page, "partnership.kept")
    camera.take(page, "10-zij-horen-erbij")
    keys.press("Escape")
    for grant, who in (("fg", "huub"), ("reviewer", "farida")):
        keys.button("grant.give", grant)
        modal(page, "grant.give")
        keys.choose("user", who)
        camera.take(page, f"11-{grant}")
        keys.submit()
        modal(page, "grant.kept")
        keys.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    camera.take(page, "12-nog-een")
    keys.button("overleg.new", "1")
    modal(page, "overleg.new")
    camera.take(page, "13-eerste-overleg")
    keys.fill("first_date", (slack.clock() + timedelta(days=14)).date().isoformat())
    keys.fill("time", "10:00")
    keys.submit()
    modal(page, "overleg.show")
    camera.take(page, "14-het-staat")
    keys.press("Escape")
    expect(home.get_by_text("Inrichten")).to_have_count(0)
    camera.take(page, "15-klaar")
    spent = time.monotonic() - begun

    assert held(bot, lambda session: len(directory.members(session, 1))) == len(PEOPLE)
    assert held(bot, lambda session: session.get(Partnership, 1).coordinator) == "U0BEHEER"
    assert held(bot, lambda session: session.get(Overleg, 1).title)
    record_property("presses", keys.pressed)
    record_property("words typed", keys.typed)
    record_property("seconds", round(spent, 1))
    assert keys.pressed <= MOST_PRESSES
