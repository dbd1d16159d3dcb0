"""Sharing without consent in a real browser: the ground, its form, the reviewer, the thread, closing again.

With `SCHAKEL_SHOTS=folder` the screenshots are written there.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox import PracticeSlack
from tests.bot.steps import consent, in_channel, invoke, share, shown
from tests.running import FORM, TEAM, report, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=15)]


def take(page: Page, tmp_path: Path, name: str) -> None:
    """Keep what is on the screen now."""
    folder = Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots")))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), animations="disabled")


def at(browser: Browser, slack: PracticeSlack, who: str, place: str = TEAM, thread: str = "") -> Page:
    """The page of one person in a conversation, with every form closed."""
    slack.space.stacks.clear()
    tail = f"&thread={thread}" if thread else ""
    return driver.opened(browser, f"{slack.page_url}?as={who}&in={place}{tail}", height=1100)


def on_top(page: Page, callback_id: str) -> None:
    """Wait until this modal is on top."""
    expect(page.locator(f'dialog[open][data-callback-id="{callback_id}"]').last).to_be_visible()


def test_a_ground_is_recorded_judged_and_closed_again(
    slack: PracticeSlack, browser: Browser, tmp_path: Path
) -> None:
    """What the reporter, the reviewer and the reader see on the road without consent."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        ref = report(slack)
        card = next(one for one in in_channel(slack) if one["text"] == f"Signaal {ref}")["ts"]
        edith = at(browser, slack, "zorgcoordinator", thread=card)
        driver.press(edith, "exception.record")
        on_top(edith, "exception.ground")
        take(edith, tmp_path, "40-grond-kiezen")
        driver.fill(edith, "ground", "E01")
        driver.submit(edith)
        on_top(edith, "exception.record")
        take(edith, tmp_path, "41-acuut-gevaar")
        edith = at(browser, slack, "zorgcoordinator", thread=card)
        driver.press(edith, "exception.record")
        on_top(edith, "exception.ground")
        driver.fill(edith, "ground", "E07")
        driver.submit(edith)
        on_top(edith, "exception.record")
        take(edith, tmp_path, "42-grond-vastleggen")
        driver.submit(edith)
        take(edith, tmp_path, "43-grond-onvolledig")
        invoke(slack, ref, "E07", "Stef", reviewer="U0FG", purpose="kindveiligheid")
        slack.wait_for(lambda: slack.as_user("fg").dm())
        huub = at(browser, slack, "fg", slack.space.im_of("U0FG").id)
        expect(huub.get_by_text("Lees de afweging").first).to_be_visible()
        take(huub, tmp_path, "44-beoordelaar-bericht")
        driver.press(huub, "exception.show")
        on_top(huub, "exception.show")
        take(huub, tmp_path, "45-beoordelaar-leest")
        refused = share(slack, ref, "Stef", purpose="kindveiligheid")
        assert refused is not None
        edith = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}", height=1100)
        on_top(edith, "refusal")
        take(edith, tmp_path, "46-weigering-nog-niet-beoordeeld")
        slack.space.channels[TEAM].members &= {"U0ZORGCO", "U0JONGER", "U0WIJKTEAM", slack.space.app.user}
        slack.space.stacks.clear()
        consent(slack, ref, "Tarik", "Marit")
        assert share(slack, ref, "Tarik", "Marit", mode="thread", purpose="hulp_organiseren") is None
        slack.wait_for(lambda: str(FORM["details"]) in shown(in_channel(slack)), timeout=20)
        tarik = at(browser, slack, "jongerenwerker", thread=card)
        expect(tarik.get_by_text(str(FORM["details"])).first).to_be_visible()
        take(tarik, tmp_path, "47-details-in-de-draad")
        edith = at(browser, slack, "zorgcoordinator", thread=card)
        driver.press(edith, "consent.withdraw")
        on_top(edith, "consent.withdraw")
        take(edith, tmp_path, "48-intrekken")
        driver.fill(edith, "withdrawn_by", "ouder_1")
        driver.submit(edith)
        on_top(edith, "consent.closed")
        take(edith, tmp_path, "49-ingetrokken")
        slack.wait_for(lambda: str(FORM["details"]) not in shown(in_channel(slack)), timeout=20)
        tarik = at(browser, slack, "jongerenwerker", thread=card)
        expect(tarik.get_by_text("staan hier niet meer").first).to_be_visible()
        take(tarik, tmp_path, "50-uit-de-draad")
        edith = at(browser, slack, "zorgcoordinator", thread=card)
        driver.press(edith, "signal.show")
        on_top(edith, "signal.show")
        take(edith, tmp_path, "51-signaal-met-uitzondering")
