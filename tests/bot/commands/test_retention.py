"""`schakel retention --dry-run`: a list of what would go, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.commands.access import Access
from bot.commands.retention import what_would_go
from bot.failing import Stop
from rules.book import load_rulebook
from tests.casework.house import House
from tests.casework.test_alone import house, number

__all__ = ["house", "number"]

Listed = Callable[..., list[str]]


@pytest.fixture
def listed(house: House) -> Listed:
    """The lines that the command prints."""
    book = load_rulebook()
    url = house.engine.url.render_as_string(hide_password=False)

    def lines(*, dry: bool = True) -> list[str]:
        return what_would_go(lambda: Access(url, house.ring), book, book.policy, house.clock.now, dry=dry)

    return lines


def test_nothing_goes_of_what_is_new(listed: Listed, number: int) -> None:
    """It says so."""
    assert listed() == ["Er verdwijnt deze week niets."]


def test_what_goes_this_week_and_tonight_is_listed_and_stays(
    house: House, listed: Listed, number: int
) -> None:
    """With its term, and whether it is still open; nothing of what it is about."""
    house.clock.pass_by(days=360)
    (line,) = listed()
    assert f"S-{number}" in line
    assert "P19_stub" in line
    assert "nog open" in line
    assert "vannacht" not in line
    house.clock.pass_by(days=10)
    assert listed() == listed()
    assert "vannacht" in listed()[0]
    assert "Jesse" not in listed()[0]


def test_only_the_bot_carries_it_out(listed: Listed, number: int) -> None:
    """Without --dry-run one plain line says so."""
    with pytest.raises(Stop):
        listed(dry=False)
