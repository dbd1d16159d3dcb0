"""The calendar file of an overleg as Outlook and other programs take it, read by two libraries."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from sqlalchemy import Engine

from bot.commands.closed_days import import_closed_days
from casework.office import Office
from casework.overleg import calendars, changing
from casework.overleg.series import SeriesForm, change_series
from rules.moments import ZONE
from tests.casework.conftest import FrozenClock
from tests.casework.test_closed_days import calendar, event
from tests.casework.test_overleg_posts import FIRST, plan

OUTLOOK = Path(__file__).parents[1] / "data" / "overleg.ics"
SECOND = FIRST + timedelta(days=14)


def written(office: Office, planned: date | None = None, number: int = 1) -> str:
    """The file that Farida gets, of one time or of the whole series."""
    return calendars.calendar_file(office, office.identify("U0REGIE"), number, planned).text


def unfolded(text: str) -> list[str]:
    """The lines of a file as they were before they were folded."""
    return text.replace("\r\n ", "").splitlines()


def events(text: str) -> list[Any]:
    """The events as the one library reads them."""
    return list(Calendar.from_ical(text).walk("VEVENT"))


def strictly(text: str) -> list[Any]:
    """The events as the other reads them."""
    return list(IcsCalendarStream.calendar_from_ics(text).events)


def sequence(office: Office, planned: date = FIRST) -> int:
    """The number by which a calendar knows what is newer."""
    (event,) = events(written(office, planned))
    return int(event["sequence"])


def move(office: Office, planned: date, day: str, at: str, key: str = "") -> None:
    """Move one time as Farida."""
    changing.move(office, office.identify("U0REGIE"), 1, planned, day, at, key)


def prepared(office: Office) -> str:
    """A series with a time that was moved and one that fell out, as a file."""
    plan(office)
    move(office, FIRST, "2026-12-02", "15:30")
    changing.skip(office, office.identify("U0REGIE"), 1, SECOND, "")
    return written(office)


def test_the_file_is_the_one_that_outlook_takes(office: Office) -> None:
    """Letter by letter as the file in tests/data: METHOD, times in UTC, a title that says what fell out."""
    assert prepared(office).encode() == OUTLOOK.read_bytes()


def test_the_file_keeps_to_what_outlook_reads(office: Office) -> None:
    """CRLF, lines of 75 bytes, every time in UTC, no zone for Outlook to read its own way, nobody invited."""
    text = prepared(office)
    assert not text.replace("\r\n", "").count("\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = unfolded(text)
    assert [one for one in lines if one.startswith("METHOD")] == ["METHOD:PUBLISH"]
    assert not [one for one in lines if "TZID" in one or "VTIMEZONE" in one or "RDATE" in one]
    assert not [one for one in lines if one.startswith(("ATTENDEE", "ORGANIZER"))]
    times = [one.split(":", 1)[1] for one in lines if one.startswith(("DTSTART", "DTEND", "DTSTAMP"))]
    assert times
    assert all(len(one) == len("20261201T090000Z") and one.endswith("Z") for one in times)
    assert unicodedata.is_normalized("NFC", text)


def test_two_libraries_read_the_same_times_on_the_wall_clock(office: Office) -> None:
    """Ten o'clock in winter and in summer, in the reading of both."""
    text = prepared(office)
    zone = ZONE
    first = {
        str(one["uid"]): (one["dtstart"].dt.astimezone(zone), one["dtend"].dt.astimezone(zone))
        for one in events(text)
    }
    strict = strictly(text)
    second = {one.uid: (one.dtstart.astimezone(zone), one.dtend.astimezone(zone)) for one in strict}
    assert first == second
    assert len(first) == 26
    hours = {
        (start.month in range(4, 10), start.hour)
        for uid, (start, _) in first.items()
        if FIRST.isoformat() not in uid
    }
    assert hours == {(True, 10), (False, 10)}
    assert {one.status for one in strict} == {"CONFIRMED", "CANCELLED"}


def test_what_fell_out_says_so_in_its_title(office: Office) -> None:
    """A calendar that shows cancelled times shows them as such; the others keep the bare title."""
    told = {str(one["uid"]): (str(one["status"]), str(one["summary"])) for one in events(prepared(office))}
    assert set(told.values()) == {("CONFIRMED", "Wijkoverleg"), ("CANCELLED", "Vervallen: Wijkoverleg")}
    changing.cancel(office, office.identify("U0REGIE"), 1, "")
    assert unfolded(written(office)).count("SUMMARY:Vervallen: Wijkoverleg") == len(told)


def test_the_number_goes_up_when_a_closed_day_comes_or_goes(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    """What a calendar holds gives way to what a studiedag changed, and again when it is gone."""
    plan(office)
    file = tmp_path / "school.ics"
    seen = [sequence(office)]
    for day in (FIRST, FIRST + timedelta(days=100), FIRST):
        line = f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        file.write_text(calendar(event(line)), encoding="utf-8")
        import_closed_days(file, engine, office.store.vault, office.book)
        seen.append(sequence(office))
    assert seen == sorted(set(seen)), seen
    assert "SUMMARY:Vervallen: Wijkoverleg" in unfolded(written(office, FIRST))
    import_closed_days(file, engine, office.store.vault, office.book)
    assert sequence(office) == seen[-1]


def test_the_number_goes_up_when_a_time_falls_out_and_is_held_again(office: Office) -> None:
    """And never down."""
    plan(office)
    seen = [sequence(office)]
    changing.skip(office, office.identify("U0REGIE"), 1, FIRST, "1")
    seen.append(sequence(office))
    move(office, FIRST, "2026-12-01", "10:00", "2")
    seen.append(sequence(office))
    assert seen == [0, 1, 2]
    assert "STATUS:CONFIRMED" in unfolded(written(office, FIRST))


def test_a_series_that_was_shortened_takes_its_later_times_away(office: Office) -> None:
    """Who put the whole year in a calendar is told of each time that is not held any more."""
    plan(office)
    before = {one["uid"] for one in events(written(office))}
    form = SeriesForm(time="10:00", organiser="U0REGIE", chair="U0AGENT", until="2027-03-31")
    assert change_series(office, office.identify("U0REGIE"), 1, form, "")
    after = events(written(office))
    assert {one["uid"] for one in after} == before
    gone = {one["dtstart"].dt.date() > date(2027, 3, 31) for one in after if one["status"] == "CANCELLED"}
    assert True in gone
    held = [one for one in after if one["status"] == "CONFIRMED"]
    assert held
    assert all(one["dtstart"].dt < datetime(2027, 4, 1, tzinfo=UTC) for one in held)


def test_a_time_that_was_moved_over_today_is_in_the_file(office: Office, clock: FrozenClock) -> None:
    """Planned before today and still to come."""
    plan(office)
    move(office, FIRST, "2026-12-22", "10:00")
    clock.instant = datetime(2026, 12, 10, 9, tzinfo=UTC)
    assert f"UID:O-1-{FIRST.isoformat()}" in written(office)


@pytest.mark.parametrize(
    "place", ["Zaal 2, eerste verdieping; links", r"Zaal \ é", "de grote zaal boven " * 4]
)
def test_a_place_with_signs_is_read_back_as_it_is(office: Office, place: str) -> None:
    """Commas, semicolons, backslashes, accents, and lines that were folded."""
    place = place.strip()
    plan(office, location=place)
    text = written(office, FIRST)
    (first,) = events(text)
    (second,) = strictly(text)
    assert str(first["location"]) == second.location == place
