"""The guided check in a real browser: asked, answered no, answered yes, in acute danger, by a stranger.

With `SCHAKEL_SHOTS=folder` the screenshots are written there.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import PracticeSlack
from tests.running import TEAM, report, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=15)]


def shot(page: Page, tmp_path: Path, name: str) -> None:
    """Keep what is on the screen now."""
    folder = Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots")))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), animations="disabled")


def ask(browser: Browser, slack: PracticeSlack, who: str, **answers: Any) -> Page:
    """Somebody with nothing else open types `/delen`, answers, and sees the advice."""
    slack.space.stacks.clear()
    page = driver.opened(browser, f"{slack.page_url}?as={who}&in={TEAM}", height=1000)
    driver.say(page, "/delen")
    expect(page.locator('dialog[open][data-callback-id="share_check"]')).to_be_visible()
    for field, value in answers.items():
        driver.fill(page, field, value)
    driver.submit(page)
    expect(page.locator('dialog[open][data-callback-id="share_check.advice"]')).to_be_visible()
    return page


def test_the_guided_check(slack: PracticeSlack, browser: Browser, tmp_path: Path) -> None:
    """The questions and the answers, as a professional sees them."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        form = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}", height=1000)
        driver.say(form, "/delen")
        expect(form.locator('dialog[open][data-callback-id="share_check"]')).to_be_visible()
        shot(form, tmp_path, "30-delen-vragen")
        asked: dict[str, Any] = {
            "purpose": "hulp_organiseren",
            "recipients": ["jongerenwerker"],
            "categories": ["identiteit", "signaal"],
            "age": "age.12_15",
            "danger": "geen",
        }
        no = ask(browser, slack, "zorgcoordinator", **asked, consent="not_asked")
        expect(no.get_by_text("Anoniem overleggen kan altijd.")).to_be_visible()
        shot(no, tmp_path, "31-delen-nog-niet")
        report(slack)
        yes = ask(browser, slack, "zorgcoordinator", **asked, consent="one_holder")
        expect(yes.get_by_text("Dit moet kloppen:")).to_be_visible()
        shot(yes, tmp_path, "32-delen-ja-mits")
        acute = {**asked, "recipients": ["jeugdagent"], "danger": "acuut", "consent": "impossible"}
        danger = ask(browser, slack, "jongerenwerker", **acute)
        expect(danger.get_by_text("Bel 112.").first).to_be_visible()
        shot(danger, tmp_path, "33-delen-acuut")
        stranger = driver.opened(browser, f"{slack.page_url}?as=buitenstaander")
        driver.say(stranger, "/delen")
        expect(stranger.locator('dialog[open][data-callback-id="refusal"]')).to_be_visible()
        shot(stranger, tmp_path, "34-delen-zonder-rol")
