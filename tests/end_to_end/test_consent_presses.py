"""The six cases of consent in the browser: every press and every field counts, up to "u mag nu delen".

In order: a gut feeling without a name; a parent of a fourteen-year-old; a seventeen-year-old alone; youth
care with both parents and the young person; a refusal; acute danger on its ground.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from sandbox import PracticeSlack
from tests.end_to_end.counting import Hands, take
from tests.handlers.test_presses import MDO, reported
from tests.running import TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=30)]

WHY = "Hij is nu buiten met een mes en zoekt een ander op, dat kan niet wachten"
BARS = (5, 8, 6, 8, 5, 9)


def hands(browser: Browser, slack: PracticeSlack, who: str, channel: str) -> Hands:
    """This person's page, in the thread of the signal when there is one."""
    slack.space.stacks.clear()
    cards = [one for one in slack.as_user(who).messages(channel) if one["text"].startswith("Signaal")]
    thread = f"&thread={cards[-1]['ts']}" if cards else ""
    return Hands(driver.opened(browser, f"{slack.page_url}?as={who}&in={channel}{thread}", height=1100))


def gut_feeling(browser: Browser, slack: PracticeSlack, shots: Path) -> Hands:
    """Level, place, what stands out; on; tag."""
    one = hands(browser, slack, "zorgcoordinator", TEAM)
    driver.say(one.page, "/signal")
    one.form("signal.new")
    one.fill(level="N0", place="school", summary="Er klopt iets niet, vaak moe en stil in de les")
    one.submit("signal.partners")
    driver.submit(one.page)
    one.done += 1
    return one


def one_parent(browser: Browser, slack: PracticeSlack, shots: Path) -> Hands:
    """School reports; one parent holds gezag and said yes."""
    reported(slack, "zorgcoordinator", TEAM, 14, "Tarik")
    one = hands(browser, slack, "zorgcoordinator", TEAM)
    one.press("consent.record", "S-1")
    one.form("consent.record")
    for name in ("statements", "other_holder", "youth_voice"):
        expect(driver.block(one.page, name)).not_to_contain_text("niet verplicht")
    one.fill(holders=["ouder_1"], gezag_verified="yes", given_by=["ouder_1"], youth_voice="instemmend")
    one.choose("recipients", "Tarik")
    one.fill(statements=["conversation"])
    take(one.page, shots, "11b-14-toestemming-vijftien")
    one.submit("consent.recorded")
    one.may_share()
    return one


def alone(browser: Browser, slack: PracticeSlack, shots: Path) -> Hands:
    """A seventeen-year-old decides; nobody else is asked."""
    reported(slack, "zorgcoordinator", TEAM, 17, "Tarik")
    one = hands(browser, slack, "zorgcoordinator", TEAM)
    one.press("consent.record", "S-1")
    one.form("consent.record")
    expect(one.page.locator('[data-block-id="holders"]')).to_have_count(0)
    one.choose("recipients", "Tarik")
    one.fill(statements=["conversation"])
    one.submit("consent.recorded")
    one.may_share()
    return one


def youth_care(browser: Browser, slack: PracticeSlack, shots: Path) -> Hands:
    """Both parents and the young person say yes in one go."""
    reported(slack, "jeugdhulp", MDO, 14, "Bram")
    one = hands(browser, slack, "jeugdhulp", MDO)
    one.press("consent.record", "S-1")
    one.form("consent.record")
    one.fill(holders=["ouder_1", "ouder_2"], gezag_verified="yes", given_by=["jongere", "ouder_1", "ouder_2"])
    one.choose("recipients", "Bram")
    one.fill(statements=["conversation"])
    one.submit("consent.recorded")
    one.may_share()
    return one


def refusal(browser: Browser, slack: PracticeSlack, shots: Path) -> Hands:
    """Who said no; the day is filled in."""
    reported(slack, "zorgcoordinator", TEAM, 14, "Tarik")
    one = hands(browser, slack, "zorgcoordinator", TEAM)
    one.press("consent.refused", "S-1")
    one.form("consent.refused")
    one.fill(refused_by="ouder_1")
    one.submit("consent.closed")
    return one


def acute(browser: Browser, slack: PracticeSlack, shots: Path) -> Hands:
    """The ground, with whom, three reasons, whether they know."""
    reported(slack, "zorgcoordinator", TEAM, 14, "Stef")
    one = hands(browser, slack, "zorgcoordinator", TEAM)
    one.press("exception.record", "S-1")
    one.form("exception.ground")
    one.fill(ground="E01")
    one.submit("exception.record")
    chosen = driver.block(one.page, "recipients")
    expect(chosen).to_contain_text("Stef")  # the only one there is comes chosen
    for reason in ("c_concreet_gevaar", "c_toestemming_kan_niet_of_te_laat", "c_ontvanger_kan_afwenden"):
        one.fill(**{f"c:{reason}": WHY})
    one.fill(informed="yes")
    one.submit("exception.recorded")
    one.may_share()
    return one


@pytest.mark.parametrize(
    ("case", "bar"),
    list(zip((gut_feeling, one_parent, alone, youth_care, refusal, acute), BARS, strict=True)),
)
def test_a_case_stays_within_its_bar(
    case: Callable[[Browser, PracticeSlack, Path], Hands],
    bar: int,
    slack: PracticeSlack,
    browser: Browser,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """5, 8, 6, 8, 5, 9; each in an empty house."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        done = case(browser, slack, tmp_path).done
    record_property(case.__name__, done)
    assert done <= bar


def test_all_that_is_missing_comes_at_once_with_the_same_recipients(
    slack: PracticeSlack, browser: Browser, tmp_path: Path
) -> None:
    """Refused while sharing: the partner is still chosen; a thin record names all that it lacks."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db"):
        reported(slack, "zorgcoordinator", TEAM, 14, "Tarik")
        edith = hands(browser, slack, "zorgcoordinator", TEAM)
        edith.press("signal.share", "S-1")
        edith.form("signal.share")
        edith.choose("recipients", "Tarik")
        edith.submit("refusal")
        edith.press("consent.record")
        edith.form("consent.record")
        expect(driver.block(edith.page, "recipients")).to_contain_text("Tarik")
        edith.fill(holders=["ouder_1", "ouder_2"], gezag_verified="no", given_by=["ouder_1"])
        edith.fill(youth_voice="niet_gehoord", statements=["conversation"])
        edith.submit("consent.recorded")
        told = edith.page.locator('dialog[open][data-callback-id="consent.recorded"]').last
        for missing in ("wie het gezag heeft", "andere ouder", "nog niet gehoord"):
            expect(told).to_contain_text(missing)
        take(edith.page, tmp_path, "11b-14-alles-wat-ontbreekt")
        edith.press("consent.record")
        edith.form("consent.record")
        expect(driver.block(edith.page, "recipients")).to_contain_text("Tarik")
