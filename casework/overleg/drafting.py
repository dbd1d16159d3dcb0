"""From what was typed in the form of an overleg to facts that may be stored, or a flaw per field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.errors import Flaw
from casework.people import PartnerRef
from casework.signals.drafting import Findings
from casework.texts import check_text, required_text
from rules.overleggen import OnClosed
from rules.recurring import Frequency
from rules.reminding import KINDS
from rules.walltime import instant

TITLE_LIMIT = 80
LOCATION_LIMIT = 120
ITEM_LIMIT = 200
FARTHEST = timedelta(days=731)
DURATIONS = (15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240)


@dataclass(frozen=True, slots=True)
class OverlegForm:
    """The form as typed: raw text and option values, nothing checked."""

    partnership: str = ""
    title: str = ""
    first_date: str = ""
    time: str = ""
    duration: str = ""
    frequency: str = ""
    location: str = ""
    organiser: str = ""
    chair: str = ""
    participants: Sequence[str] = ()
    reminders: Sequence[str] = ()
    holidays: str = ""


@dataclass(frozen=True, slots=True)
class OverlegDraft:
    """An overleg that may be stored: every field checked."""

    partnership_id: int
    title: str
    first_day: date
    starts_at: time
    minutes: int
    frequency: Frequency
    location: str | None
    organiser: str
    chair: str
    participants: tuple[int, ...]
    reminders: tuple[str, ...]
    on_closed: OnClosed


@dataclass(frozen=True, slots=True)
class Table:
    """Who may sit at an overleg: the members of its partnership, and its coordinator's account."""

    members: Mapping[int, PartnerRef]
    coordinator: str

    @property
    def accounts(self) -> frozenset[str]:
        """The accounts that may organise, chair or stand in."""
        bound = {one.user_id for one in self.members.values() if one.user_id is not None}
        return frozenset({self.coordinator, *bound})


def read_day(typed: str, found: Findings, name: str) -> date | None:
    """A date from a picker; an empty or unreadable one is a flaw of the field."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        found.flaws[name] = Flaw("required" if not typed else "date_unreadable")
        return None


def read_time(typed: str, found: Findings, name: str) -> time | None:
    """A time of day from a picker, in whole minutes."""
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        found.flaws[name] = Flaw("required" if not typed else "time_unreadable")
        return None


def read_start(
    day_typed: str, time_typed: str, day_field: str, zone: ZoneInfo, now: datetime, found: Findings
) -> tuple[date, time] | None:
    """A start that lies ahead, at most two years; what is wrong goes to the field that is wrong."""
    day = read_day(day_typed, found, day_field)
    at = read_time(time_typed, found, "time")
    today = now.astimezone(zone).date()
    if day is not None and day < today:
        found.flaws[day_field] = Flaw("date_past")
    elif day is not None and day > today + FARTHEST:
        found.flaws[day_field] = Flaw("date_far")
    elif day is not None and at is not None and instant(day, at, zone) <= now:
        found.flaws["time"] = Flaw("time_past")
    if day is None or at is None or {day_field, "time"} & found.flaws.keys():
        return None
    return day, at


def read_account(typed: str, table: Table, found: Findings, name: str) -> str:
    """Somebody who belongs to this partnership, by account."""
    if not typed:
        found.flaws[name] = Flaw("required")
    elif typed not in table.accounts:
        found.flaws[name] = Flaw("not_in_partnership")
    return typed


def draft_from(
    form: OverlegForm,
    table: Table | None,
    *,
    known_words: Collection[str],
    names: Sequence[str],
    zone: ZoneInfo,
    now: datetime,
    already_asked: Collection[str] = (),
) -> OverlegDraft:
    """Check every field of the form at once.

    `table` is that of the chosen partnership, None when that is not this person's. Raises `Invalid` with
    a flaw per field, or `AskFirst` when a text may hold a name and that was not asked before.
    """
    found = Findings()
    if table is None:
        found.flaws["partnership"] = Flaw("required")
        table = Table({}, "")
    today = now.astimezone(zone).date()
    title = found.take("title", required_text(form.title, TITLE_LIMIT, names, known_words, today))
    location = found.take("location", check_text(form.location, LOCATION_LIMIT, names, known_words, today))
    start = read_start(form.first_date, form.time, "first_date", zone, now, found)
    _closed_choices(form, found)
    if "partnership" not in found.flaws:
        read_account(form.organiser, table, found, "organiser")
        read_account(form.chair, table, found, "chair")
        _participants(form, table, found)
    found.settle(already_asked)
    day, at = start or (today, time())
    return OverlegDraft(
        partnership_id=int(form.partnership),
        title=title or "",
        first_day=day,
        starts_at=at,
        minutes=int(form.duration),
        frequency=Frequency(form.frequency),
        location=location,
        organiser=form.organiser,
        chair=form.chair,
        participants=tuple(int(one) for one in dict.fromkeys(form.participants)),
        reminders=tuple(one for one in KINDS if one in form.reminders),
        on_closed=OnClosed(form.holidays),
    )


def _closed_choices(form: OverlegForm, found: Findings) -> None:
    durations = {str(one) for one in DURATIONS}
    for name, value, offered in (
        ("duration", form.duration, durations),
        ("frequency", form.frequency, set(Frequency)),
        ("holidays", form.holidays, set(OnClosed)),
    ):
        if value not in offered:
            found.flaws[name] = Flaw("required")
    if not set(form.reminders) <= set(KINDS):
        found.flaws["reminders"] = Flaw("unknown_choice")


def _participants(form: OverlegForm, table: Table, found: Findings) -> None:
    if not form.participants:
        found.flaws["participants"] = Flaw("participant_needed")
    elif not all(one.isdecimal() and int(one) in table.members for one in form.participants):
        found.flaws["participants"] = Flaw("participants_elsewhere")
