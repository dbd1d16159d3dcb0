"""The browser of each story."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.sandbox.page import driver


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with driver.chromium() as launched:
        yield launched
