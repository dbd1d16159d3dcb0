"""Every button, menu and form that anybody can see, pressed in the browser: each answers where one looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.process import Process
from sandbox import PracticeSlack
from tests.end_to_end.afterwards import TYPED, afterwards
from tests.end_to_end.crawling import Crawl
from tests.end_to_end.crowded import PEOPLE, crowd
from tests.end_to_end.hearing import complaints
from tests.meeting import JumpingClock
from tests.running import running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=240), pytest.mark.timeout(3600)]


# What does not begin with a button, a menu or a form.
OTHERWISE = ("/", "event:", "shortcut:", "typing:", "closed:")


def pages(browser: Browser, slack: PracticeSlack) -> Callable[[str], Page]:
    """One page for each person, opened when first needed."""
    return cache(lambda who: driver.opened(browser, f"{slack.page_url}?as={who}"))


def handles_something(listeners: ThreadPoolExecutor) -> bool:
    """Whether a listener is at work or waits for its turn."""
    return listeners._work_queue.qsize() > 0 or listeners._idle_semaphore._value < len(listeners._threads)


def unreached(acts: Iterable[str], crawl: Crawl) -> set[str]:
    """The buttons and forms that the walk did not come across; what is typed or happens is no button."""
    met = {one[-1].rpartition("=")[2] for one in crawl.pressed}
    met |= {f"view:{one.removeprefix('modal ')}" for one in crawl.views}
    return {one for one in acts if not one.startswith(OTHERWISE)} - met - {"home"}


Scene = Callable[[PracticeSlack, Process, JumpingClock], None]


@pytest.mark.parametrize(("scene", "typed"), [(crowd, []), (afterwards, TYPED)], ids=["first", "afterwards"])
def test_every_button_answers(
    slack: PracticeSlack,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    scene: Scene,
    typed: list[tuple[str, str, str]],
) -> None:
    """Nothing is silent or breaks, what one sees is never said not to exist, and axe finds nothing."""
    clock, heard = JumpingClock(), dict[str, str]()

    def listen(page: Page, view: str) -> None:
        heard.update({one: view for one in complaints(page) if one not in heard})

    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", clock) as bot, driver.chromium() as browser:
        scene(slack, bot, clock)
        at_work = partial(handles_something, bot.listeners)
        crawl = Crawl(slack, pages(browser, slack), looked=listen, at_work=at_work)
        crawl.type(typed)
        crawl.walk(PEOPLE)
    record_property("views", len(crawl.views))
    record_property("buttons", len(crawl.pressed))
    record_property("not reached by pressing", ", ".join(sorted(unreached(bot.desk.acts, crawl))))
    assert crawl.faults == []
    assert heard == {}
