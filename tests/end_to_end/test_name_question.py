"""The question whether a text names somebody, in the browser: asked per text, quoted, at the field itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sandbox import PracticeSlack
from tests.running import FORM, TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=8)]

CLASS = "Leerling uit klas 3B mist de eerste uren"
NAMED = "Pieter Jansen mist vaak de eerste uren op school"
BARE = {name: FORM[name] for name in ("level", "place", "partnership")}


@pytest.fixture
def page(slack: PracticeSlack, tmp_path: Path) -> Iterator[Page]:
    """Edith in the partnership's channel, with a running bot."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"), driver.chromium() as browser:
        yield driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}")


def test_each_text_is_asked_about(slack: PracticeSlack, page: Page) -> None:
    """After an answer for one text another one is asked about anew; nothing was posted unasked."""
    driver.say(page, "/signal")
    form = page.locator('dialog[open][data-callback-id="signal.new"]')
    expect(form).to_be_visible()
    for name, value in BARE.items():
        driver.fill(page, name, value)
    summary = form.locator('[data-block-id="summary"] textarea')
    for text, quoted in ((CLASS, "klas 3B"), (NAMED, "Jansen")):
        summary.fill(text)
        driver.submit(page)
        expect(form).to_contain_text("Staat hier een naam in?")
        expect(form.get_by_text(quoted, exact=True)).to_be_visible()
        expect(summary).to_be_focused()
        expect(summary).to_be_in_viewport()
        expect(summary).to_have_value(text)
    assert slack.as_user("zorgcoordinator").messages(TEAM) == []
    driver.submit(page)
    expect(page.locator('dialog[open][data-callback-id="signal.partners"]')).to_be_visible()
