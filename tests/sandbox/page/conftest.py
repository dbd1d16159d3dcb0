"""The browser and the desk that the tests of the page share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.sandbox.page import driver
from tests.sandbox.page.desk import Desk, offers_two
from tests.sandbox.page.stand_in import StandIn, served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One chromium for all tests here."""
    with driver.chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Desk]:
    """One page that all tests here use in turn."""
    stage = StandIn()
    with served(stage) as address:
        page = driver.opened(browser, f"{address}/?as=zorgcoordinator")
        yield Desk(stage, page, address)
        page.context.close()


@pytest.fixture
def desk(shared: Desk) -> Iterator[Desk]:
    """The shared page, emptied: no modals, no messages, no thread, nothing recorded."""
    shared.stage.views.clear()
    shared.stage.messages.clear()
    shared.stage.home = None
    shared.stage.answer = offers_two
    shared.page.goto(f"{shared.address}/?as=zorgcoordinator")
    shared.page.locator("html[data-ready]").wait_for(state="attached")
    shared.stage.acts.clear()
    yield shared
    driver.clean()
