"""Overleggen of a directory file, and closed days of a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.commands.closed_days import import_closed_days
from bot.commands.directory import import_directory
from bot.failing import Stop
from casework.directory.reading import BadDirectory
from casework.office import Office
from storage.engine import session_for
from storage.outbox_tables import Post, PostState
from storage.overleg_tables import Overleg

FILE = """overleggen:
  - {title: Wijkoverleg, partnership: Jeugdnetwerk Zonnebeek, starts: "%s", frequency: weekly, duration: 60,
     organiser: U0REGIE, chair: U0AGENT, reminders: [day, hour]}
"""
HOLIDAY = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Gemeente//Schoolvakanties//NL
BEGIN:VEVENT
UID:%s
DTSTART;VALUE=DATE:%s
DTEND;VALUE=DATE:%s
SUMMARY:Schoolvakantie
END:VEVENT
END:VCALENDAR
"""


def soon() -> str:
    """A Tuesday in the year to come: the command line knows only the real time."""
    now = datetime.now(UTC)
    return f"{now.year + 1}-03-02T10:00"


def take(tmp_path: Path, office: Office, text: str, name: str = "directory.yaml") -> tuple[int, int]:
    """Import a file; what was added and changed."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = (import_closed_days if name.endswith(".ics") else import_directory)(
        path, office.store.engine, office.store.vault, office.book
    )
    return found.added, found.changed


def test_the_same_file_twice_changes_nothing(tmp_path: Path, office: Office, engine: Engine) -> None:
    """Added once, then nothing; another chair is a change."""
    text = FILE % soon()
    assert take(tmp_path, office, text) == (1, 0)
    assert take(tmp_path, office, text) == (0, 0)
    assert take(tmp_path, office, text.replace("chair: U0AGENT", "chair: U0JONGER")) == (0, 1)
    with session_for(engine, write=False) as session:
        row = session.exec(select(Overleg)).one()
    assert (row.chair, row.minutes, row.frequency, row.sequence) == ("U0JONGER", 60, "weekly", 1)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("Jeugdnetwerk Zonnebeek", "Onbekend", "regel 2: samenwerking 'Onbekend' is onbekend"),
        ("weekly", "soms", "regel 2: 'frequency' moet een van deze zijn"),
        ("U0AGENT", "U0NIEMAND", "regel 3: 'chair': U0NIEMAND hoort niet bij deze samenwerking"),
        ("[day, hour]", "[nooit]", "regel 3: 'reminders' moet een van deze zijn"),
        ("[day, hour]", "day", "regel 3: 'reminders' moet een lijst zijn"),
        ("duration: 60", "duration: 2026-02-30", "regel 2: 'duration' moet een aantal minuten zijn"),
        ("duration: 60", "duration: lang", "regel 2: 'duration' moet een aantal minuten zijn"),
        ("T10:00", "", "regel 2: 'starts' moet plaatselijke tijd zijn"),
        ("title: Wijkoverleg", "title: Bel 06-12345678", "regel 2: 'title' is te lang of bevat iets"),
        ("organiser: U0REGIE, ", "", "regel 2: 'organiser' ontbreekt"),
        ("duration", "duur", "regel 2: 'duur' is onbekend bij een overleg"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(
    tmp_path: Path, office: Office, engine: Engine, old: str, new: str, complaint: str
) -> None:
    """Nothing of the file is stored."""
    with pytest.raises(BadDirectory, match=complaint):
        take(tmp_path, office, (FILE % soon()).replace(old, new, 1))
    with session_for(engine, write=False) as session:
        assert session.exec(select(Overleg)).all() == []


def test_a_school_holiday_takes_reminders_back(tmp_path: Path, office: Office, engine: Engine) -> None:
    """Imported twice it changes nothing; the reminders in it are withdrawn and the others stay."""
    now = datetime.now(UTC)
    first = (now.replace(hour=8, minute=0)).date()
    start = f"{first.isoformat()}T10:00"
    take(tmp_path, office, (FILE % start).replace("weekly", "biweekly"))
    with session_for(engine, write=False) as session:
        later = [one for one in session.exec(select(Post)).all() if one.kind == "overleg.day"]
    named = sorted({one.ref or "" for one in later})[1].partition("/")[2]
    day = datetime.fromisoformat(named)
    holiday = HOLIDAY % ("vakantie-1", day.strftime("%Y%m%d"), day.replace(day=day.day).strftime("%Y%m%d"))
    assert take(tmp_path, office, holiday, "dicht.ics") == (1, 0)
    assert take(tmp_path, office, holiday, "dicht.ics") == (0, 0)
    with session_for(engine, write=False) as session:
        states = {one.ref: one.state for one in session.exec(select(Post)).all() if one.kind == "overleg.day"}
    assert states[f"O-1/{named}"] == PostState.WITHDRAWN
    assert list(states.values()).count(PostState.WITHDRAWN) == 1


def test_a_file_that_is_not_there_is_one_plain_line(office: Office, tmp_path: Path) -> None:
    """As for a directory."""
    with pytest.raises(Stop, match="niet te lezen"):
        import_closed_days(tmp_path / "weg.ics", office.store.engine, office.store.vault, office.book)
