"""Days and periods that nobody means, as a slip of the keyboard gives them: answered, no internal error."""

from __future__ import annotations

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.running import TEAM

FAR = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("field", ["since", "until"])
def test_the_log_says_at_the_field_that_there_is_no_such_day(
    slack: PracticeSlack, bot: Process, field: str, day: str
) -> None:
    """The privacy officer narrows the log; the field of that day says so, and no other."""
    huub = slack.as_user("fg")
    huub.slash("/signal", "inzage")
    huub.wait_view("lookback.log")
    huub.press("lookback.filter")
    huub.wait_view("lookback.filter")
    wrong = huub.submit(**{field: day}).errors
    assert wrong.keys() == {field}
    assert "bestaat niet" in wrong[field]


@pytest.mark.parametrize("period", ["0001", "9999", "9999-12", "9999-Q4"])
def test_a_period_that_is_none_asks_for_one(slack: PracticeSlack, bot: Process, period: str) -> None:
    """The coordinator gets the form, as for any other word."""
    farida = slack.as_user("regisseur")
    farida.slash("/signal", f"rapport {period}", channel=TEAM)
    assert farida.wait_view("report")["submit"] is not None
