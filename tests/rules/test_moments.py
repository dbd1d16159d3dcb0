"""Ages and days in Amsterdam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.moments import ZONE, age_on, birthday, end_of, has_come, local_day, start_of

BIRTHS = st.dates(date(1950, 1, 1), date(2030, 12, 31))


def test_local_midnight_is_an_hour_or_two_before_utc() -> None:
    """Winter and summer time."""
    assert local_day(datetime(2026, 11, 22, 23, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert local_day(datetime(2026, 11, 22, 22, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert local_day(datetime(2026, 7, 22, 22, 0, tzinfo=UTC)) == date(2026, 7, 23)


@given(BIRTHS, st.integers(0, 60))
def test_an_age_is_reached_on_the_birthday_and_not_before(dob: date, years: int) -> None:
    """The day before the birthday is still the year below."""
    day = birthday(dob, years)
    assert age_on(dob, day) == years
    assert age_on(dob, day - timedelta(days=1)) == years - 1


def test_leap_day_birthdays_fall_on_1_march_in_other_years() -> None:
    """12 and 16 fall in leap years, 18 and 23 on 1 March (section 3)."""
    dob = date(2008, 2, 29)
    assert [birthday(dob, years) for years in (12, 16, 18, 23)] == [
        date(2020, 2, 29),
        date(2024, 2, 29),
        date(2026, 3, 1),
        date(2031, 3, 1),
    ]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_plain_date_runs_from_local_midnight_to_the_next(day: date) -> None:
    """Also on the days the clock changes."""
    assert start_of(day).astimezone(ZONE).replace(tzinfo=None) == datetime.combine(day, datetime.min.time())
    assert end_of(day) == start_of(day + timedelta(days=1))
    assert local_day(start_of(day)) == day


def test_a_plain_date_has_come_from_its_midnight() -> None:
    """An instant has come when it is not later than now."""
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert has_come(date(2026, 11, 23), now, date(2026, 11, 23))
    assert not has_come(date(2026, 11, 24), now, date(2026, 11, 23))
    assert has_come(now, now, date(2026, 11, 23))
    assert not has_come(now + timedelta(seconds=1), now, date(2026, 11, 23))
