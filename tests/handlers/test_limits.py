"""What people see at once stays within what Slack takes, however much waits for them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block

from casework.exceptions.looking import ExceptionCard
from casework.people import PartnerRef
from handlers.home import views
from handlers.kit import button, buttons, section
from handlers.labels import Labels
from handlers.language import load_language
from handlers.limits import fitted
from rules.book import load_rulebook
from sandbox.rules import check_view

BOOK = load_rulebook()
LABELS = Labels(BOOK, load_language("nl", ZoneInfo("Europe/Amsterdam")))


def review(number: int) -> ExceptionCard:
    """A ground that waits for this person's judgement."""
    agent = PartnerRef(1, "N" * 80, "Politie", "jeugdagent", "U0AGENT")
    return ExceptionCard(
        ref=f"X-{number}",
        signal_ref=f"S-{number}",
        ground=BOOK.grounds["E07"],
        state="waiting",
        invoker="U0JONGER",
        reviewer="U0FG",
        recipients=(agent,),
        granted_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    )


def lines(number: int) -> list[Block]:
    """A list of so many things, each with its button."""
    return [
        block
        for one in range(number)
        for block in (section(f"{one}"), buttons(button("signal.show", "Bekijk", f"S-{one}")))
    ]


@pytest.mark.parametrize("number", [0, 1, 25, 50, 100, 101, 500])
def test_home_takes_any_number_of_whatever_waits(number: int) -> None:
    """Fifty reviews made 112 blocks, and Home stayed as it was."""
    reviews = [review(one) for one in range(number)]
    home = views.home(LABELS, (), reviews, lines(number), known=True, waiting=lines(number), grants=True)
    drawn = home.to_dict()
    assert check_view(drawn) == []
    assert len(drawn["blocks"]) <= 100
    text = str(drawn)
    assert "112" in text
    assert ("maakt plaats voor het volgende" in text) == (number > 15)
    if number:
        assert "X-0" in text


def test_a_short_list_stays_whole_and_a_long_one_takes_what_is_left() -> None:
    """Buttons stay with what they are about."""
    more = section("meer")
    short, long = lines(3), lines(80)
    found = fitted([short, long], 51, more)
    assert found[:6] == short
    assert len(found) <= 51
    assert found[-1] is more
    assert isinstance(found[-2], ActionsBlock)
