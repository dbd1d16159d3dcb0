"""Choosing partners out of two hundred in a real browser, with the keyboard alone.

With `SCHAKEL_SHOTS=folder` the screenshots are written there; otherwise to the test's own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.process import Process
from sandbox import PracticeSlack
from storage.engine import session_for
from storage.repositories import signals
from tests.crowding import crowd
from tests.end_to_end.test_story import Camera, modal
from tests.running import FORM, TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=10)]


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot with a partnership of some two hundred."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        crowd(process, tmp_path, 200)
        yield process


def test_partners_are_searched_and_chosen_with_the_keyboard_alone(
    slack: PracticeSlack, bot: Process, browser: Browser, tmp_path: Path
) -> None:
    """Tab to the field, type, arrow, Enter; what was chosen before stays while the next one is searched."""
    camera = Camera(Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots"))))
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.submit(**FORM)
    page = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}", height=900)
    modal(page, "signal.partners")
    box = driver.block(page, "partners").get_by_role("combobox")
    tokens = driver.block(page, "partners").locator(".token")
    suggested = tokens.count()
    for _ in range(30):
        if box.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    listed = page.locator("[role=listbox]:popover-open [role=option]")
    for typed, name in (("partner 277", "Partner 277"), ("organisatie 6", "Partner 106")):
        page.keyboard.type(typed)
        expect(listed.first).to_contain_text(name)
        camera.take(page, f"90-partners-zoeken-{name[-3:]}")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(tokens.last).to_contain_text(name)
        expect(box).to_have_value("")
    expect(tokens).to_have_count(suggested + 2)
    page.keyboard.press("Escape")
    for _ in range(30):
        if page.get_by_test_id("modal-submit").last.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    slack.wait_for(lambda: not slack.as_user("zorgcoordinator").stack)
    with session_for(bot.engine, write=False) as session:
        assert len(signals.tags(session, 1)) == suggested + 2
