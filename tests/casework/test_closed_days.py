"""Calendar files as schools, Outlook and public calendars write them: read right, or refused by number."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.commands.closed_days import import_closed_days
from bot.failing import Stop
from casework.office import Office
from casework.overleg.calendar_reading import BadCalendar, read_calendar
from casework.overleg.closing_days import described
from rules.moments import ZONE
from storage.engine import session_for
from storage.repositories import overleggen

ALL_DAY = "DTSTART;VALUE=DATE:20261211\nDTEND;VALUE=DATE:20261212"


def event(lines: str = ALL_DAY, title: str = "Studiedag", uid: str = "1") -> str:
    """One event with these lines."""
    return f"BEGIN:VEVENT\nUID:{uid}\n{lines}\nSUMMARY:{title}\nEND:VEVENT\n"


def calendar(*events: str, extra: str = "") -> str:
    """A calendar file with these events."""
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//School//NL\n{extra}{''.join(events)}END:VCALENDAR\n"


def days(text: str) -> list[str]:
    """The closed days of a file as `first/last`."""
    return [f"{one.first}/{one.last}" for one in read_calendar(text, ZONE).periods]


@pytest.mark.parametrize(
    ("lines", "closed"),
    [
        (ALL_DAY, "2026-12-11/2026-12-11"),
        ("DTSTART;VALUE=DATE:20261219\nDTEND;VALUE=DATE:20270104", "2026-12-19/2027-01-03"),
        ("DTSTART;VALUE=DATE:20261211", "2026-12-11/2026-12-11"),
        ("DTSTART:20261211", "2026-12-11/2026-12-11"),
        ("DTSTART;VALUE=DATE:20261211\nDTEND;VALUE=DATE:20261211", "2026-12-11/2026-12-11"),
        ("DTSTART;VALUE=DATE:20261219\nDURATION:P16D", "2026-12-19/2027-01-03"),
        ("DTSTART;VALUE=DATE:20261219\nDURATION:P2W", "2026-12-19/2027-01-01"),
        # midnight in Amsterdam, written in UTC: in winter and in summer
        ("DTSTART:20261218T230000Z\nDTEND:20270103T230000Z", "2026-12-19/2027-01-03"),
        ("DTSTART:20270716T220000Z\nDTEND:20270829T220000Z", "2027-07-17/2027-08-29"),
        ("DTSTART:20261219T000000Z\nDTEND:20270104T000000Z", "2026-12-19/2027-01-03"),
        ("DTSTART:20261218T230000Z\nDURATION:P1D", "2026-12-19/2026-12-19"),
        ("DTSTART:20261211T000000\nDTEND:20261212T000000", "2026-12-11/2026-12-11"),
        ("DTSTART:20261211T000000\nDTEND:20261211T235900", "2026-12-11/2026-12-11"),
        ("DTSTART:20261211T000000\nDTEND:20261211T235959", "2026-12-11/2026-12-11"),
        (
            "DTSTART;TZID=W. Europe Standard Time:20261211T000000\n"
            "DTEND;TZID=W. Europe Standard Time:20261212T000000",
            "2026-12-11/2026-12-11",
        ),
        # the clock changes within it
        (
            "DTSTART;TZID=Europe/Amsterdam:20261017T000000\nDTEND;TZID=Europe/Amsterdam:20261026T000000",
            "2026-10-17/2026-10-25",
        ),
        ("DTSTART;TZID=Europe/Amsterdam:20261024T000000\nDURATION:P2D", "2026-10-24/2026-10-25"),
    ],
)
def test_whole_days_are_closed_by_the_calendar_of_amsterdam(lines: str, closed: str) -> None:
    """However the program wrote them; the end is not included."""
    assert days(calendar(event(lines))) == [closed]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (f"{ALL_DAY}\nSTATUS:CANCELLED", "is geannuleerd"),
        (f"{ALL_DAY}\nSTATUS:cancelled", "is geannuleerd"),
        (f"{ALL_DAY}\nSTATUS:TENTATIVE", "is nog voorlopig"),
        ("DTSTART:20261211T083000\nDTEND:20261211T093000", "duurt geen hele dag"),
        ("DTSTART:20261211T083000", "duurt geen hele dag"),
        ("DTSTART:20261211T170000\nDTEND:20261214T090000", "duurt geen hele dag"),
        ("DTSTART:20261211T073000Z\nDURATION:PT1H", "duurt geen hele dag"),
        ("DTSTART:20261211T000000\nDTEND:20261211T120000", "duurt geen hele dag"),
        ("DTSTART:20261211T000000\nDTEND:20261211T000000", "duurt geen hele dag"),
    ],
)
def test_what_is_no_certain_whole_day_closes_nothing(lines: str, said: str) -> None:
    """It is named; what stands beside it counts."""
    found = read_calendar(calendar(event(lines, "Luizen"), event(title="Dicht", uid="2")), ZONE)
    assert [one.name for one in found.periods] == ["Dicht"]
    assert [said in line for line in found.skipped] == [True]
    assert found.skipped[0].startswith("gebeurtenis 1 'Luizen' ")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("DTSTART;VALUE=DATE:2026-10-17", "DTSTART is geen datum, zoals 20261219"),
        ("DTSTART:", "DTSTART is geen datum"),
        ("DTSTART;VALUE=DATE:20260230", "DTSTART is geen datum"),
        ("DTSTART;VALUE=DATE:20261017Z", "DTSTART is geen datum"),
        ("DTSTART;VALUE=PERIOD:20261017T000000Z/P1D", "DTSTART is geen datum"),
        ("DTSTART;VALUE=DATE:20261017\nDTEND:20262802", "DTEND is geen datum"),
        ("DTSTART;VALUE=DATE:20261017\nDURATION:9 dagen", "DURATION is geen duur, zoals P9D"),
        ("DTSTART;VALUE=DATE:20261017\nDURATION:PT8H", "DURATION van een hele dag moet in dagen"),
        ("DTSTART;VALUE=DATE:20261017\nDURATION:-P1D", "het einde ligt voor het begin"),
        ("DTSTART;VALUE=DATE:20261017\nDTEND;VALUE=DATE:20261016", "het einde ligt voor het begin"),
        ("DTSTART:20261017T100000\nDTEND:20261017T090000", "het einde ligt voor het begin"),
        ("DTSTART;VALUE=DATE:20261017\nDTSTART;VALUE=DATE:20261018", "DTSTART staat er twee keer in"),
        ("DTSTART;VALUE=DATE:20261017\nDTEND:20261018T000000", "DTEND heeft een tijd en DTSTART niet"),
        ("DTSTART:20261017T000000\nDTEND;VALUE=DATE:20261018", "DTSTART heeft een tijd en DTEND niet"),
        ("DTEND;VALUE=DATE:20261018", "DTSTART ontbreekt"),
        ("DTSTART;VALUE=DATE:20261017\nDTEND;VALUE=DATE:20281017", "langer dan 120 dagen"),
        ("DTSTART;VALUE=DATE:99991231", "langer dan 120 dagen"),
        (f"{ALL_DAY}\nRRULE:FREQ=YEARLY", "een herhaalde gebeurtenis kan hier niet"),
        (f"{ALL_DAY}\nRRULE:FREQ=NOOIT", "een herhaalde gebeurtenis kan hier niet"),
        (f"{ALL_DAY}\nRDATE;VALUE=DATE:20261218", "een herhaalde gebeurtenis kan hier niet"),
    ],
)
def test_what_cannot_be_understood_is_refused_by_number_and_title(lines: str, said: str) -> None:
    """With every other fault at once; a right event in between is no fault."""
    text = calendar(event(), event(lines, "Reünie", "2"), event("DTSTART:", "Gala", "3"))
    with pytest.raises(BadCalendar) as refused:
        read_calendar(text, ZONE)
    first, second = str(refused.value).splitlines()
    assert first.startswith(f"gebeurtenis 2 'Reünie': {said}")
    assert second.startswith("gebeurtenis 3 'Gala': DTSTART is geen datum")


def test_two_events_with_one_id_are_two() -> None:
    """Programs that make their own ids repeat them; a change of one time of a series is refused."""
    other = event("DTSTART;VALUE=DATE:20261204", uid="1")
    assert days(calendar(event(uid="1"), other)) == ["2026-12-04/2026-12-04", "2026-12-11/2026-12-11"]
    changed = event(f"{ALL_DAY}\nRECURRENCE-ID;VALUE=DATE:20261204")
    with pytest.raises(BadCalendar, match="gebeurtenis 1 'Studiedag': een herhaalde"):
        read_calendar(calendar(event(), changed), ZONE)
    assert days(calendar(changed)) == ["2026-12-11/2026-12-11"]


def test_a_cancelled_calendar_closes_nothing() -> None:
    """METHOD:CANCEL takes back what it holds."""
    found = read_calendar(calendar(event(), extra="METHOD:CANCEL\n"), ZONE)
    assert (found.periods, len(found.skipped)) == ((), 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "geen leesbaar agendabestand"),
        ("<html><body>Log in</body></html>", "geen leesbaar agendabestand"),
        (calendar(event())[:-40], "geen leesbaar agendabestand"),
        (calendar(event()) * 2, "geen leesbaar agendabestand"),
        (calendar(), "staan geen dagen"),
        (calendar(event()).replace("VEVENT", "VTODO"), "staan geen dagen"),
    ],
)
def test_what_is_no_calendar_is_one_plain_line(text: str, said: str) -> None:
    """A page to log in, half a file, two in one."""
    with pytest.raises(BadCalendar, match=said):
        read_calendar(text, ZONE)


def take(office: Office, file: Path, raw: bytes, *, dry: bool = False) -> tuple[int, int]:
    """Import a file; what was added and removed."""
    file.write_bytes(raw)
    store = office.store
    done = import_closed_days(file, store.engine, store.vault, office.book, dry=dry)
    return done.added, done.removed


def standing(engine: Engine) -> list[str]:
    """What is closed."""
    with session_for(engine, write=False) as session:
        return [described(row) for row in overleggen.closed_periods(session)]


def test_a_file_owns_what_it_brought(office: Office, engine: Engine, tmp_path: Path) -> None:
    """A day that left it goes, what another file brought stays, and twice changes nothing."""
    both = calendar(event(), event("DTSTART;VALUE=DATE:20261204", "Open dag", "2")).encode()
    mine, other = tmp_path / "school.ics", tmp_path / "gemeente.ics"
    assert take(office, mine, both) == (2, 0)
    assert take(office, other, calendar(event(title="Dicht")).encode()) == (1, 0)
    assert take(office, mine, both) == (0, 0)
    assert take(office, mine, calendar(event()).encode(), dry=True) == (0, 1)
    assert len(standing(engine)) == 3
    assert take(office, mine, calendar(event()).encode()) == (0, 1)
    assert sorted(standing(engine)) == ["11-12-2026 Dicht", "11-12-2026 Studiedag"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_is_taken_however_it_was_saved(
    office: Office, engine: Engine, tmp_path: Path, encoding: str
) -> None:
    """With a mark before it and CRLF; what is no UTF-8 is one line."""
    text = calendar(event(title="Meivakantie Noord")).replace("\n", "\r\n")
    assert take(office, tmp_path / "mei.ics", text.encode(encoding)) == (1, 0)
    assert standing(engine) == ["11-12-2026 Meivakantie Noord"]
    with pytest.raises(Stop, match="geen UTF-8"):
        take(office, tmp_path / "mei.ics", calendar(event(title="Reünie")).encode("cp1252"))
    assert standing(engine) == ["11-12-2026 Meivakantie Noord"]
