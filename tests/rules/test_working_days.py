"""Working days: Monday to Friday without the Dutch public holidays, in Amsterdam's time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.moments import ZONE
from rules.working_days import CLOSES, OPENS, after_working_days, is_working_day


def local(text: str) -> datetime:
    """A wall time in Amsterdam."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),  # a Monday
        ("2026-11-27", True),  # a Friday
        ("2026-11-28", False),  # a Saturday
        ("2026-11-29", False),  # a Sunday
        ("2026-12-25", False),  # Christmas, on a Friday
        ("2026-04-06", False),  # Easter Monday
        ("2026-04-27", False),  # the King's birthday
        ("2026-05-14", False),  # Ascension
        ("2026-12-24", True),
    ],
)
def test_holidays_and_weekends_are_no_working_days(day: str, works: bool) -> None:
    """A plain week, and the holidays that move with Easter."""
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("moment", "passed"),
    [
        ("2026-11-23T10:15", "2026-11-26T10:15"),  # Monday to Thursday
        ("2026-11-26T10:15", "2026-12-01T10:15"),  # over a weekend
        ("2026-11-28T22:00", "2026-12-03T09:00"),  # a Saturday counts from Monday nine
        ("2026-11-23T22:00", "2026-11-26T17:00"),  # nobody is told at ten in the evening
        ("2026-11-23T06:00", "2026-11-26T09:00"),
        ("2026-12-23T12:00", "2026-12-29T12:00"),  # 25 December is skipped, 26 is a Saturday
        ("2026-03-26T12:00", "2026-03-31T12:00"),  # the clock goes forward in between
    ],
)
def test_three_working_days_later(moment: str, passed: str) -> None:
    """The same wall time, kept within office hours."""
    assert after_working_days(local(moment), 3) == local(passed)


def test_the_day_is_that_in_amsterdam() -> None:
    """Half past eleven at night in UTC on Sunday is Monday here."""
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert after_working_days(moment, 3) == local("2026-11-26T09:00")


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.integers(1, 10))
def test_the_end_is_always_in_office_hours_and_never_early(day: date, clock: time, days: int) -> None:
    """On a working day, with exactly that many working days after the first one."""
    moment = datetime.combine(day, clock, UTC)
    until = after_working_days(moment, days)
    assert is_working_day(until.date())
    assert OPENS <= until.time() <= CLOSES
    assert until > moment
    first = moment.astimezone(ZONE).date()
    while not is_working_day(first):
        first += timedelta(days=1)
    between = [first + timedelta(days=n) for n in range(1, (until.date() - first).days + 1)]
    assert sum(map(is_working_day, between)) == days
