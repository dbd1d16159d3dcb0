"""A clock on the wall and the instants behind it, at every change of the clocks from 2024 to 2040."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.walltime import instant

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
YEARS = range(2024, 2041)


def last_sunday(year: int, month: int) -> date:
    """The day on which the clocks change in the European Union."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


SPRING = [last_sunday(year, 3) for year in YEARS]
AUTUMN = [last_sunday(year, 10) for year in YEARS]


@pytest.mark.parametrize("day", SPRING, ids=str)
def test_a_time_that_does_not_exist_moves_to_the_next_minute_that_does(day: date) -> None:
    """Each minute from 02:00 up to 03:00 becomes 03:00; the minutes around it are themselves."""
    three = datetime.combine(day, time(1), UTC)
    for minute in range(60):
        assert instant(day, time(2, minute), AMSTERDAM) == three
    assert instant(day, time(1, 59), AMSTERDAM) == three - timedelta(minutes=1)
    assert instant(day, time(3, 0), AMSTERDAM) == three
    assert instant(day, time(3, 1), AMSTERDAM) == three + timedelta(minutes=1)


@pytest.mark.parametrize("day", AUTUMN, ids=str)
def test_a_time_that_comes_twice_is_the_first(day: date) -> None:
    """Each minute from 02:00 up to 03:00 is taken in summer time."""
    for minute in range(60):
        assert instant(day, time(2, minute), AMSTERDAM) == datetime.combine(day, time(0, minute), UTC)
    assert instant(day, time(3, 0), AMSTERDAM) == datetime.combine(day, time(2), UTC)


@pytest.mark.parametrize("day", AUTUMN, ids=str)
def test_the_first_is_meant_whichever_fold_is_given(day: date) -> None:
    """A time with fold is the same time on the wall, whichever of the two is asked for before."""
    for fold in (1, 0):
        asked = time(2, 30, 30, fold=fold)
        assert instant(day, asked, AMSTERDAM) == datetime.combine(day, time(0, 30, 30), UTC)


def test_a_day_that_a_zone_skipped_moves_to_the_next_one() -> None:
    """Samoa had no 30 December 2011; ten o'clock that day is midnight of the 31st."""
    apia = ZoneInfo("Pacific/Apia")
    assert instant(date(2011, 12, 30), time(10), apia) == instant(date(2011, 12, 31), time(0), apia)


@given(
    day=st.dates(date(2024, 1, 1), date(2040, 12, 31)) | st.sampled_from(SPRING + AUTUMN),
    at=st.times().map(lambda found: found.replace(second=0, microsecond=0)),
    zone=st.sampled_from(["Europe/Amsterdam", "America/Curacao", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_the_instant_shows_the_time_that_was_asked_for(day: date, at: time, zone: str) -> None:
    """Read back on the wall it is the same time, or the first one after a gap that holds it."""
    there = ZoneInfo(zone)
    found = instant(day, at, there)
    shown = found.astimezone(there).replace(tzinfo=None)
    wanted = datetime.combine(day, at)
    assert found.tzinfo is UTC
    assert shown >= wanted
    if shown != wanted:
        before = (found - timedelta(minutes=1)).astimezone(there).replace(tzinfo=None)
        assert before < wanted < shown
    earlier = found - timedelta(hours=1)
    assert earlier.astimezone(there).replace(tzinfo=None) != wanted
