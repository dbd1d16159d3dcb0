"""Which reminders an occurrence gets, when they are due and until when they still make sense."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.overleggen import Occurrence, Series
from rules.reading import Shelf
from rules.recurring import Frequency
from rules.walltime import instant, zone_named

KINDS = ("agenda", "day", "hour", "quarter", "follow_up")


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """One row of reminders.toml: days or minutes before the start, or after the end; and its limit."""

    id: str
    name: str
    days: int | None
    weekly_days: int | None
    minutes: int | None
    after: bool
    late: timedelta
    urgent: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of one occurrence: due at an instant, not sent after another."""

    kind: str
    due: datetime
    not_after: datetime
    urgent: bool


def reminders(
    series: Series, held: Occurrence, kinds: Collection[str], rules: Mapping[str, ReminderRule]
) -> Iterator[Reminder]:
    """The reminders of these kinds for an occurrence, in the order of the table; none when it is skipped."""
    if held.skipped:
        return
    for rule in rules.values():
        if rule.id in kinds:
            due = _due(rule, series, held)
            yield Reminder(rule.id, due, due + rule.late, rule.urgent)


def _due(rule: ReminderRule, series: Series, held: Occurrence) -> datetime:
    if rule.after:
        return held.ends
    if rule.minutes is not None:
        return held.starts - timedelta(minutes=rule.minutes)
    weekly = series.frequency is Frequency.WEEKLY and rule.weekly_days is not None
    days = (rule.weekly_days if weekly else rule.days) or 0
    zone = zone_named(series.zone)
    shown = held.starts.astimezone(zone)
    return instant(held.day - timedelta(days=days), shown.time(), zone)


def read_reminders(shelf: Shelf) -> dict[str, ReminderRule]:
    """The kinds of reminder; every kind of the wire needs its row with one moment."""
    made: dict[str, ReminderRule] = {}
    for row in shelf.rows("reminders", shelf.table("reminders")):
        rule = ReminderRule(
            id=row.id,
            name=row.text("name"),
            days=row.number("days"),
            weekly_days=row.number("weekly_days"),
            minutes=row.number("minutes"),
            after=row.flag("after"),
            late=timedelta(minutes=row.required_number("late_minutes")),
            urgent=row.flag("urgent"),
            source=row.source(),
        )
        if [rule.days is not None, rule.minutes is not None, rule.after].count(True) != 1:
            row.flaw("exactly one of days, minutes and after")
        row.done()
        made[row.id] = rule
    shelf.flaws.extend(f"reminders.toml: [{kind}] is missing" for kind in KINDS if kind not in made)
    shelf.flaws.extend(f"reminders.toml: [{kind}] is no reminder" for kind in made if kind not in KINDS)
    return made
