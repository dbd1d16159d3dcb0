"""Reminders: when they are due, and until when they make sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.book import load_rulebook
from rules.overleggen import Change, OnClosed, Series, occurrence
from rules.recurring import Frequency
from rules.reminding import KINDS, Reminder, reminders
from tests.rules.test_walltime import AUTUMN, SPRING

BOOK = load_rulebook()
SERIES = Series(Frequency.BIWEEKLY, date(2026, 12, 1), time(10), "Europe/Amsterdam", 60, OnClosed.KEEP)


def due(series: Series, planned: date, change: Change | None = None) -> dict[str, Reminder]:
    """Every reminder of one occurrence, by kind."""
    held = occurrence(series, planned, lambda day: None, change)
    assert held is not None
    return {one.kind: one for one in reminders(series, held, KINDS, BOOK.reminders)}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant around 1 December 2026."""
    return datetime(2026, 12 if day < 15 else 11, day, hour, minute, tzinfo=UTC)


def test_each_kind_has_its_moment_and_its_limit() -> None:
    """A week, a day, an hour, a quarter before; at the end; with the limits of architecture 7."""
    found = due(SERIES, SERIES.first)
    assert {kind: one.due for kind, one in found.items()} == {
        "agenda": at(24, 9),
        "day": at(30, 9),
        "hour": at(1, 8),
        "quarter": at(1, 8, 45),
        "follow_up": at(1, 10),
    }
    assert {kind: one.not_after - one.due for kind, one in found.items()} == {
        "agenda": timedelta(hours=24),
        "day": timedelta(hours=12),
        "hour": timedelta(minutes=20),
        "quarter": timedelta(minutes=5),
        "follow_up": timedelta(hours=48),
    }
    assert {kind for kind, one in found.items() if one.urgent} == {"hour", "quarter"}


def test_a_weekly_overleg_asks_for_its_agenda_three_days_before() -> None:
    """A week before would be during the previous one."""
    assert due(replace(SERIES, frequency=Frequency.WEEKLY), SERIES.first)["agenda"].due == at(28, 9)


def test_a_skipped_occurrence_reminds_nobody() -> None:
    """Nothing at all."""
    assert due(SERIES, SERIES.first, Change(skipped=True)) == {}


def test_a_moved_occurrence_reminds_at_its_new_time() -> None:
    """Counted from where it was moved to."""
    moved = due(SERIES, SERIES.first, Change(day=date(2026, 12, 3), at=time(14, 30)))
    assert moved["day"].due == at(2, 13, 30)
    assert moved["hour"].due == at(3, 12, 30)


def test_only_the_chosen_kinds_come() -> None:
    """What nobody asked for is not sent."""
    held = occurrence(SERIES, SERIES.first, lambda day: None, None)
    assert held is not None
    assert [one.kind for one in reminders(SERIES, held, {"hour"}, BOOK.reminders)] == ["hour"]


@given(
    day=st.dates(date(2024, 1, 10), date(2040, 12, 20)) | st.sampled_from(SPRING + AUTUMN),
    at_=st.times().map(lambda found: found.replace(second=0, microsecond=0)),
    minutes=st.integers(15, 480),
)
def test_reminders_come_in_order_and_before_the_overleg(day: date, at_: time, minutes: int) -> None:
    """On every day, those of the clock changes too: an hour is an hour, a day is the same wall time."""
    series = replace(SERIES, first=day, at=at_, minutes=minutes)
    found = due(series, day)
    held = occurrence(series, day, lambda day: None, None)
    assert held is not None
    order = [found[kind].due for kind in KINDS]
    assert order == sorted(order)
    assert held.starts - found["hour"].due == timedelta(hours=1)
    assert held.starts - found["quarter"].due == timedelta(minutes=15)
    assert timedelta(hours=22, minutes=59) <= held.starts - found["day"].due <= timedelta(hours=25)
    assert found["hour"].not_after < held.starts
    assert all(one.due < one.not_after for one in found.values())
