"""Recurrences, held against dateutil's own rules where these say the same."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Literal

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from rules.recurring import MONTHS, WEEKS, Frequency, following, nth_weekday, recurrences

FIRSTS = st.dates(date(2024, 1, 1), date(2040, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2028, 2, 29), date(2024, 1, 31), date(2024, 12, 31), date(2025, 1, 1)]
)
FAR = timedelta(days=1200)


def listed(frequency: Frequency, first: date, start: date, end: date) -> list[date]:
    """The dates as a list."""
    return list(recurrences(frequency, first, start, end))


def by_dateutil(rule: rrule.rrule, start: date, end: date) -> list[date]:
    """What dateutil makes of a rule between two dates."""
    midnight = time()
    found = rule.between(datetime.combine(start, midnight), datetime.combine(end, midnight), inc=True)
    return [one.date() for one in found]


def starting(freq: Literal[1, 2], first: date, **rest: Any) -> rrule.rrule:
    """A dateutil rule, `MONTHLY` or `WEEKLY`, from a first date."""
    return rrule.rrule(freq, dtstart=datetime.combine(first, time()), **rest)


@given(first=FIRSTS, frequency=st.sampled_from(sorted(WEEKS)), offset=st.integers(-400, 4000))
def test_weeks_are_counted_from_the_first_date(first: date, frequency: Frequency, offset: int) -> None:
    """Every n weeks as dateutil counts them, wherever one starts looking."""
    start = first + timedelta(days=offset)
    rule = starting(rrule.WEEKLY, first, interval=WEEKS[frequency])
    assert listed(frequency, first, start, start + FAR) == by_dateutil(rule, start, start + FAR)


@given(first=FIRSTS.filter(lambda day: day.day <= 28), frequency=st.sampled_from(sorted(MONTHS)))
def test_a_date_every_month_has_recurs_on_that_date(first: date, frequency: Frequency) -> None:
    """Up to the 28th the date of the month is kept, also across a year's end."""
    if frequency is Frequency.MONTHLY_WEEKDAY:
        return
    rule = starting(rrule.MONTHLY, first, interval=MONTHS[frequency])
    assert listed(frequency, first, first, first + FAR) == by_dateutil(rule, first, first + FAR)


@given(first=FIRSTS, months=st.integers(0, 60))
def test_a_month_without_the_date_has_its_last_day(first: date, months: int) -> None:
    """The 31st becomes the 30th, 29th or 28th where it must, and the 31st again where it can."""
    dates = listed(Frequency.MONTHLY_DATE, first, first, first + FAR * 2)
    at = dates[min(months, len(dates) - 1)]
    assert at.day == min(first.day, monthrange(at.year, at.month)[1])
    assert [(one.year, one.month) for one in dates] == sorted({(one.year, one.month) for one in dates})
    assert all(1 <= (after - before).days <= 31 for before, after in pairwise(dates))


@given(first=FIRSTS)
def test_each_month_has_one_overleg_on_the_weekday(first: date) -> None:
    """The n-th weekday of every month; the fifth is the last one, so that no month goes without."""
    nth = nth_weekday(first)
    dates = listed(Frequency.MONTHLY_WEEKDAY, first, first, first + FAR)
    by_day = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)[first.weekday()]
    rule = starting(rrule.MONTHLY, first, byweekday=by_day(-1 if nth == 5 else nth))
    assert dates == by_dateutil(rule, first, first + FAR)
    assert dates[0] == first


def test_the_fifth_tuesday_is_the_last_one() -> None:
    """29 December 2026 is a fifth Tuesday; January 2027 has four, so its fourth is taken."""
    dates = listed(Frequency.MONTHLY_WEEKDAY, date(2026, 12, 29), date(2026, 12, 29), date(2027, 3, 31))
    assert dates == [date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23), date(2027, 3, 30)]


def test_the_thirty_first_every_quarter() -> None:
    """From 30 November: 28 February, 30 May, 30 August."""
    dates = listed(Frequency.QUARTERLY, date(2026, 11, 30), date(2026, 12, 1), date(2027, 8, 31))
    assert dates == [date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)]


def test_a_leap_day_comes_back_in_a_leap_year() -> None:
    """29 February monthly: the 29th of each month, the 28th of February 2025, the 29th in 2028."""
    first = date(2024, 2, 29)
    dates = listed(Frequency.MONTHLY_DATE, first, first, date(2028, 3, 1))
    assert date(2025, 2, 28) in dates
    assert date(2028, 2, 29) in dates
    assert {one.day for one in dates if one.month != 2} == {29}


@pytest.mark.parametrize("frequency", list(Frequency))
def test_nothing_comes_before_the_first_date(frequency: Frequency) -> None:
    """Looking back from long before gives the first date first."""
    first = date(2026, 12, 1)
    dates = listed(frequency, first, date(2020, 1, 1), date(2027, 1, 1))
    assert dates[0] == first


def test_once_is_once() -> None:
    """No second time, and none when one looks after it."""
    first = date(2026, 12, 1)
    assert listed(Frequency.ONCE, first, first, date.max) == [first]
    assert listed(Frequency.ONCE, first, first + timedelta(days=1), date.max) == []
    assert following(Frequency.ONCE, first, first) is None


@given(first=FIRSTS, frequency=st.sampled_from(list(Frequency)), days=st.integers(-40, 2000))
def test_following_is_the_next_of_the_list(first: date, frequency: Frequency, days: int) -> None:
    """The same dates, asked for one by one."""
    day = first + timedelta(days=days)
    after = listed(frequency, first, day + timedelta(days=1), day + timedelta(days=200))
    assert following(frequency, first, day) == (after[0] if after else None)


def test_the_end_of_the_calendar_is_no_error() -> None:
    """Past the year 9999 there is simply nothing more."""
    assert listed(Frequency.QUARTERLY, date(9999, 11, 30), date(9999, 1, 1), date.max) == [date(9999, 11, 30)]
