"""An overleg as a calendar file: one event per time, the same UID always, a higher number after a change.

Times are written in UTC: every program reads those alike, while Outlook reads a zone by rules of its own.
It invites nobody: it is published (`METHOD:PUBLISH`), without an organiser or attendees for a calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from casework.office import Office
from casework.overleg.access import require
from casework.overleg.file import OverlegFile, load
from casework.people import Person
from casework.standing_texts import StandingTexts
from rules.overleggen import Occurrence
from rules.recurring import recurrences
from rules.walltime import zone_named

# A whole series is given for a year; who wants more asks again.
YEAR = timedelta(days=366)
# Before the title of a time that fell out: many calendars show it as any other.
FELL_OUT = "Vervallen: "


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar file; its name carries the reference only."""

    name: str
    ref: str
    text: str


def calendar_file(office: Office, person: Person, number: int, planned: date | None) -> CalendarFile:
    """One time, or every time of the coming year; raises `NotForYou`.

    A time that fell out, or is after the last day, or of a series that was cancelled, comes as a cancelled
    event, so that a calendar that holds it takes it away or shows that it is off.
    """
    now = office.clock.now()
    with office.store.reading() as session:
        file = load(session, number)
        require("overleg.ics", person, file, planned)
        held = [file.at(planned)] if planned is not None else _of_the_year(file, now)
        team = office.store.vault.team_id
        texts, here = StandingTexts(office, session), file.row.partnership_id
        words = (texts.shown(file.row.title, here), texts.maybe(file.row.location, here))
    ref = file.ref if planned is None else file.ref_of(planned)
    return CalendarFile(f"{ref.replace('/', '-')}.ics", ref, _written(file, words, held, team, office))


def _of_the_year(file: OverlegFile, now: datetime) -> list[Occurrence]:
    """The times to come within a year by their planned dates, those that were moved over today among them."""
    start = now.astimezone(zone_named(file.row.zone)).date()
    series = file.series
    planned = {*file.changes, *recurrences(series.frequency, series.first, start, start + YEAR)}
    found = [held for one in sorted(planned) if (held := file.maybe_at(one)) is not None]
    return [one for one in found if one.ends > now]


def _written(
    file: OverlegFile, words: tuple[str, str | None], held: list[Occurrence], team: str, office: Office
) -> str:
    from icalendar import Calendar  # noqa: PLC0415  # a library that only this needs

    calendar = Calendar()
    calendar.add("prodid", "-//Schakel//Overleg//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for one in held:
        calendar.add_component(_event(file, words, one, team, office))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(  # type: ignore[no-untyped-def]  # an icalendar Event
    file: OverlegFile, words: tuple[str, str | None], held: Occurrence, team: str, office: Office
):
    from icalendar import Event  # noqa: PLC0415  # as above

    change = file.changes.get(held.planned)
    cancelled = held.skipped or file.ended
    event = Event()
    event.add("uid", f"{file.ref}-{held.planned.isoformat()}@{team}.schakel")
    event.add("sequence", file.row.sequence + file.row.closings + (change.sequence if change else 0))
    event.add("dtstamp", office.clock.now())
    event.add("dtstart", held.starts.astimezone(UTC))
    event.add("dtend", held.ends.astimezone(UTC))
    title, location = words
    event.add("summary", f"{FELL_OUT if cancelled else ''}{title}")
    event.add("description", _description(file, held))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if location:
        event.add("location", location)
    return event


def _description(file: OverlegFile, held: Occurrence) -> str:
    def name(account: str) -> str:
        partner = file.partner_of(account)
        return partner.name if partner else account

    organiser, chair = name(file.organiser), name(file.chair_of(held.planned))
    return (
        f"{file.partnership.name}\nOrganisator: {organiser}\nVoorzitter: {chair}\n{file.ref_of(held.planned)}"
    )
