"""What is asked is answered within a month: the privacy officers hear it before, and on the last day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casework.addressees import may_see
from casework.directory.grants import give_in
from casework.nightly import nightly
from casework.rights import looking
from casework.rights.reminding import DUE
from handlers.language import load_language
from handlers.languages import Languages
from handlers.rendering import Drawing
from handlers.rights.posts import RightsPosts
from storage.outbox_tables import Post
from tests.casework.house import House
from tests.casework.test_alone import EDITH, FARIDA, FG, WENDE, house, number
from tests.casework.test_rights import ask, end

__all__ = ["house", "number"]

ASKED = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DUE_ON = date(2026, 12, 31)


class DutchOnly:
    """Nobody's Slack speaks anything else."""

    def known(self, user_id: str) -> str | None:
        """Not known, so Dutch."""

    def learn(self, user_id: str) -> None:
        """Nothing to learn."""


def night(house: House, day: date) -> None:
    """The night of that day, at three."""
    house.clock.at = datetime(day.year, day.month, day.day, 2, 5, tzinfo=UTC)
    for name in ("inbound", "rights"):
        nightly(house.office, Path("unused"))[name]()


def reminded(house: House) -> list[tuple[str, str]]:
    """Who gets which."""
    return sorted((post.target, str(post.dedupe).split(":")[2]) for post in house.posts(DUE))


def drawn(house: House, post: Post) -> Drawing | None:
    """The message at this moment."""
    said = Languages(load_language("nl", house.office.zone), {}, DutchOnly())
    return RightsPosts(house.office, said).due(post)


def words(house: House, post: Post) -> str:
    """All that is to be read in it."""
    found = drawn(house, post)
    assert found is not None
    return found.text + str([one.to_dict() for one in found.blocks])


def drawn_until(house: House, post: Post) -> datetime | None:
    """When it is drawn again by itself: what counts days may not stand still."""
    found = drawn(house, post)
    assert found is not None
    return found.good_until


@pytest.mark.parametrize("right", ["access", "restrict", "object", "correct", "erase"])
def test_each_right_is_reminded_of_a_week_before_and_on_its_last_day(
    house: House, number: int, right: str
) -> None:
    """Once each, however often the night comes by; nobody hears anything before that."""
    house.clock.at = ASKED
    made = ask(house, number, right)
    night(house, DUE_ON - timedelta(days=8))
    assert reminded(house) == []
    for day in (7, 7, 3, 1):
        night(house, DUE_ON - timedelta(days=day))
        assert reminded(house) == [(FG, "soon")]
    for day in (0, 1, 40):
        night(house, DUE_ON + timedelta(days=day))
        assert reminded(house) == [(FG, "end"), (FG, "soon")]
    assert {post.ref for post in house.posts(DUE)} == {f"V-{made}"}
    assert may_see(house.office, DUE, FG, f"V-{made}")
    assert not may_see(house.office, DUE, WENDE, f"V-{made}")
    assert not may_see(house.office, DUE, EDITH, f"V-{made}")


def test_it_comes_in_the_morning_of_the_day_and_says_how_long_there_is(house: House, number: int) -> None:
    """Not at night; the same message says later that it is the last day, or over."""
    house.clock.at = ASKED
    ask(house, number, "access")
    night(house, DUE_ON - timedelta(days=7))
    (post,) = house.posts(DUE)
    assert post.due_at == datetime(2026, 12, 24, 8, 0, tzinfo=UTC)
    assert "nog 7 dagen" in words(house, post)
    assert "rights.end" in words(house, post)
    house.clock.at = datetime(2026, 12, 31, 8, 0, tzinfo=UTC)
    assert "Vandaag is de laatste dag" in words(house, post)
    assert drawn_until(house, post) == datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    house.clock.at = datetime(2027, 1, 1, 8, 0, tzinfo=UTC)
    assert "is voorbij" in words(house, post)
    assert drawn_until(house, post) is None


def test_what_was_answered_is_reminded_of_no_more(house: House, number: int) -> None:
    """Answered before the week, between laying it down and sending it, and after it stood in Slack."""
    house.clock.at = ASKED
    early, late = ask(house, number, "correct"), ask(house, number, "erase")
    end(house, early, "granted")
    night(house, DUE_ON - timedelta(days=7))
    (post,) = house.posts(DUE)
    assert post.ref == f"V-{late}"
    end(house, late, "refused", "duty")
    assert drawn(house, post) is None
    post.shown_rev = 1
    assert "beantwoord" in words(house, post)
    assert "rights.end" not in words(house, post)
    night(house, DUE_ON)
    assert reminded(house) == [(FG, "soon")]


def test_who_became_privacy_officer_since_is_told_too_and_a_missed_night_is_made_up_for(
    house: House, number: int
) -> None:
    """Nothing ran between the fifth and the last day."""
    house.clock.at = ASKED
    ask(house, number, "access")
    with house.office.store.writing(house.clock.now()) as unit:
        give_in(unit, FARIDA, "fg", "operator")
    night(house, DUE_ON + timedelta(days=2))
    assert reminded(house) == sorted([(FG, "end"), (FARIDA, "end")])


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2027, 2, 1), date(2027, 3, 1)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_the_term_is_thirty_days_and_never_more_than_a_month(
    house: House, number: int, asked: date, due: date
) -> None:
    """Article 12(3): within one month; February is shorter than thirty days."""
    house.clock.at = datetime(asked.year, asked.month, asked.day, 11, 0, tzinfo=UTC)
    made = ask(house, number, "access")
    assert looking.told(house.office, made).due == due
