"""What does not fit on a line goes on below it: nothing scrolls sideways, out of reach of the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.sandbox.page.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = "204ef561fd433b28a82bb7fcae2cb9cbc9ea0b7a" * 12
WIDER = """
() => [...document.querySelectorAll(".messages *")]
  .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).length
"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("said", [f"```{LONG}```", f"```een twee {LONG}\ndrie```", f"`{LONG}`", LONG])
def test_a_long_line_of_code_is_broken(desk: Desk, said: str, width: int) -> None:
    """As an anchor of the log is: one line of a hundred and fifty characters without a space to break at."""
    desk.page.set_viewport_size({"width": width, "height": 800})
    desk.stage.say(said)
    expect(desk.page.get_by_text(LONG[:40]).last).to_be_visible()
    assert desk.page.evaluate(WIDER) == 0
