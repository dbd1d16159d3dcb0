"""Who reads a signal, in the browser: the trial reading, chosen readers, the meldcode, opening it up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sandbox import PracticeSlack
from tests.end_to_end.counting import Hands, take
from tests.running import TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=30)]

WORDS = "Blauwe plekken en bang om naar huis te gaan, elke maandag in dezelfde rode jas"
PATIENCE = 20.0  # seconds


def messages(slack: PracticeSlack, who: str, where: str) -> str:
    """All that this person reads there."""
    return json.dumps(slack.as_user(who).messages(where), ensure_ascii=False)


def test_a_reporter_reads_it_on_trial_and_lets_only_chosen_people_read(
    browser: Browser, slack: PracticeSlack, tmp_path: Path
) -> None:
    """Words that give somebody away are marked; one press leaves the channel out, one opens it again."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        page = driver.opened(browser, f"{slack.page_url}?as=zorgcoordinator&in={TEAM}", height=1300)
        edith = Hands(page)
        driver.say(page, "/signal")
        edith.form("signal.new")
        edith.fill(level="N1", place="school", summary=WORDS)
        edith.submit("signal.partners")
        form = page.locator('dialog[open][data-callback-id="signal.partners"]').last
        expect(form).to_contain_text("Zou iemand van school weten wie dit is?")
        expect(form).to_contain_text("rode jas")
        take(page, tmp_path, "14-01-lezersproef")
        edith.press("meldcode", "S-1")
        edith.form("meldcode")
        take(page, tmp_path, "14-02-meldcode")
        page.keyboard.press("Escape")
        edith.form("signal.partners")
        edith.press("readers.chosen", "S-1")
        expect(form).to_contain_text("Wie leest dit? Alleen de partners die ik kies")
        expect(form.get_by_role("button", name="Liever alleen")).to_have_count(0)
        take(page, tmp_path, "14-03-alleen-wie-ik-kies")
        driver.submit(page)
        own, bram = (slack.space.im_of(slack.space.human(one).id).id for one in ("zorgcoordinator", "mentor"))
        slack.wait_for(lambda: "die u koos" in messages(slack, "zorgcoordinator", own), PATIENCE)
        slack.wait_for(lambda: "rode jas" in messages(slack, "mentor", bram), PATIENCE)
        assert "rode jas" not in messages(slack, "zorgcoordinator", TEAM)
        page.goto(f"{slack.page_url}?as=zorgcoordinator&in={own}")
        expect(page.get_by_text("alleen de partners die u koos").last).to_be_visible()
        take(page, tmp_path, "14-04-eigen-bericht")
        slack.as_user("zorgcoordinator").press("readers.channel", "S-1", channel=own)
        slack.wait_for(lambda: "rode jas" in messages(slack, "zorgcoordinator", TEAM), PATIENCE)
