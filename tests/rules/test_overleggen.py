"""Closed days and changes: what they do to an occurrence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.holidays import dutch_holidays
from rules.overleggen import Change, Occurrence, OnClosed, Series, occurrence, occurrences
from rules.recurring import Frequency

TUESDAYS = Series(Frequency.WEEKLY, date(2026, 12, 1), time(10), "Europe/Amsterdam", 60, OnClosed.SKIP)
FRIDAYS = replace(TUESDAYS, first=date(2026, 12, 4))
NO_CHANGES: Mapping[date, Change] = {}


def public(day: date) -> str | None:
    """Dutch public holidays only."""
    return dutch_holidays(day.year).get(day)


def held(series: Series, start: date, end: date, changes: Mapping[date, Change] = NO_CHANGES) -> list[date]:
    """The days on which it is held."""
    return [one.day for one in occurrences(series, start, end, public, changes) if not one.skipped]


def one(series: Series, planned: date, change: Change | None = None) -> Occurrence:
    """A single occurrence."""
    found = occurrence(series, planned, public, change)
    assert found is not None
    return found


def test_christmas_is_skipped_by_name() -> None:
    """Friday 25 December 2026 falls out and says why."""
    assert held(FRIDAYS, date(2026, 12, 18), date(2027, 1, 8)) == [date(2026, 12, 18), date(2027, 1, 8)]
    christmas = one(FRIDAYS, date(2026, 12, 25))
    assert (christmas.skipped, christmas.closed) == (True, "Eerste kerstdag")


def test_christmas_moves_past_the_second_day_and_the_weekend() -> None:
    """Friday 25 December moves to Monday 28, and keeps its planned date as its name."""
    moved = one(replace(FRIDAYS, on_closed=OnClosed.MOVE), date(2026, 12, 25))
    assert (moved.planned, moved.day, moved.moved) == (date(2026, 12, 25), date(2026, 12, 28), True)
    assert moved.starts == datetime(2026, 12, 28, 9, tzinfo=UTC)


def test_christmas_is_kept_when_agreed() -> None:
    """Nothing happens to it."""
    kept = one(replace(FRIDAYS, on_closed=OnClosed.KEEP), date(2026, 12, 25))
    assert (kept.day, kept.skipped, kept.closed) == (date(2026, 12, 25), False, None)


def test_it_never_moves_onto_the_next_one() -> None:
    """When everything up to the next occurrence is closed, this one falls out."""

    def fortnight(day: date) -> str | None:
        return "Kerstvakantie" if date(2026, 12, 21) <= day <= date(2027, 1, 3) else None

    moving = replace(FRIDAYS, on_closed=OnClosed.MOVE)
    found = list(occurrences(moving, date(2026, 12, 18), date(2027, 1, 8), fortnight, {}))
    assert [(each.planned.day, each.skipped) for each in found] == [
        (18, False),
        (25, True),
        (1, False),
        (8, False),
    ]
    assert found[2].day == date(2027, 1, 4)


def test_what_people_change_goes_before_a_closed_day() -> None:
    """Moved by hand onto a holiday it is held there; skipped by hand it is not held."""
    day = date(2026, 12, 22)
    moved = one(TUESDAYS, day, Change(day=date(2026, 12, 25), at=time(13, 30)))
    assert (moved.day, moved.starts) == (date(2026, 12, 25), datetime(2026, 12, 25, 12, 30, tzinfo=UTC))
    assert one(TUESDAYS, day, Change(skipped=True)).skipped
    assert one(TUESDAYS, day, Change()).day == day


def test_a_date_outside_the_rhythm_is_no_occurrence() -> None:
    """A Wednesday of a Tuesday's overleg does not exist."""
    assert occurrence(TUESDAYS, date(2026, 12, 2), public, None) is None


def test_the_wall_time_stays_when_the_clocks_change() -> None:
    """Ten o'clock is ten o'clock in March and in April."""
    series = replace(TUESDAYS, first=date(2027, 3, 23), on_closed=OnClosed.KEEP)
    found = list(occurrences(series, date(2027, 3, 23), date(2027, 3, 30), public, {}))
    assert [each.starts.hour for each in found] == [9, 8]


def test_holidays_carry_their_dutch_names() -> None:
    """King's day moves to Saturday the 26th when the 27th is a Sunday."""
    assert dutch_holidays(2031)[date(2031, 4, 26)] == "Koningsdag"
    assert date(2031, 4, 27) not in dutch_holidays(2031)


@given(
    first=st.dates(date(2024, 1, 1), date(2040, 12, 31)),
    frequency=st.sampled_from(list(Frequency)),
    policy=st.sampled_from(list(OnClosed)),
    closed=st.sets(st.integers(0, 120)),
)
def test_no_two_occurrences_fall_on_one_day_and_none_on_a_closed_one(
    first: date, frequency: Frequency, policy: OnClosed, closed: set[int]
) -> None:
    """Whatever is closed: days are in order, unique, open unless kept, and named by their planned date."""
    shut = {first + timedelta(days=number) for number in closed}
    series = Series(frequency, first, time(10), "Europe/Amsterdam", 60, policy)
    found = list(
        occurrences(
            series, first, first + timedelta(days=120), lambda day: "dicht" if day in shut else None, {}
        )
    )
    days = [each.day for each in found if not each.skipped]
    assert days == sorted(set(days))
    assert all(each.planned <= each.day for each in found)
    if policy is not OnClosed.KEEP:
        assert not shut & set(days)
    if policy is OnClosed.KEEP:
        assert not any(each.skipped or each.moved for each in found)


def test_the_library_of_holidays_is_read_only_when_needed() -> None:
    """Importing the rules does not read it: it would cost every start half a second."""
    said = "import rules.overleggen, rules.holidays, sys; sys.exit('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], check=False)  # noqa: S603  # our own sentence
    assert done.returncode == 0


@pytest.mark.parametrize("policy", list(OnClosed))
def test_an_overleg_that_is_held_once_moves_as_far_as_it_must(policy: OnClosed) -> None:
    """Without a next one there is nothing to run into, up to two months."""
    once = replace(TUESDAYS, frequency=Frequency.ONCE, on_closed=policy)
    only = occurrence(once, once.first, lambda day: "dicht" if day < date(2027, 1, 5) else None, None)
    assert only is not None
    expected = {OnClosed.SKIP: once.first, OnClosed.MOVE: date(2027, 1, 5), OnClosed.KEEP: once.first}
    assert (only.day, only.skipped) == (expected[policy], policy is OnClosed.SKIP)
