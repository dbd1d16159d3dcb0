"""After an erasure: the answer does not wait, the files are cleared later, and the privacy officer hears."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from casework.scrubbing import CLEARED, PATIENCE, STUCK, clear_traces
from casework.signals import answering, erasing
from storage.directory_tables import RoleGrant
from storage.engine import make_engine, session_for
from storage.erasure_tables import Erasure
from storage.outbox_tables import Post
from tests.casework.making import House, open_house

OFFICER = "U0FG"


@pytest.fixture
def office_with_officer(house: House) -> House:
    """A house with a privacy officer."""
    with session_for(house.office.store.engine) as session:
        session.add(RoleGrant(user_id=OFFICER, role="fg"))
        session.commit()
    return house


@pytest.fixture
def at_sqlite(sqlite_url: str) -> Iterator[House]:
    """The same on a SQLite file, where another program can be made to read."""
    engine = make_engine(sqlite_url)
    house = open_house(engine)
    with session_for(engine) as session:
        session.add(RoleGrant(user_id=OFFICER, role="fg"))
        session.commit()
    yield house
    engine.dispose()


def _told(house: House) -> list[tuple[str, str, str | None]]:
    with session_for(house.office.store.engine, write=False) as session:
        found = session.exec(select(Post).where(Post.kind.startswith("erasure."))).all()
        return sorted((one.kind, one.target, one.ref) for one in found)


def _erase(house: House, number: int) -> None:
    erasing.erase(house.office, house.office.identify(OFFICER), number, "verzoek", house.key())


def test_who_erases_hears_when_it_is_done(office_with_officer: House) -> None:
    """Erasing notes what must be cleared; clearing tells the officer once and leaves nothing to do."""
    house = office_with_officer
    _erase(house, house.report("mentor"))
    assert _told(house) == []
    assert clear_traces(house.office)
    assert clear_traces(house.office)
    assert _told(house) == [(CLEARED, OFFICER, "S-1")]
    assert [row.ref for row in house.audit(CLEARED)] == ["S-1"]


def test_taking_back_is_cleared_without_a_word(office_with_officer: House) -> None:
    """Whoever undoes a signal needs no message, and neither does the privacy officer."""
    house = office_with_officer
    answering.undo(house.office, house.person("mentor"), house.report("mentor"), house.key())
    assert clear_traces(house.office)
    assert _told(house) == []
    with session_for(house.office.store.engine, write=False) as session:
        assert session.exec(select(Erasure)).all() == []


def test_while_somebody_reads_erasing_is_answered_and_clearing_goes_on_later(
    at_sqlite: House, tmp_path: Path
) -> None:
    """Told once that it does not succeed, and once when it has; then no file holds key or words."""
    house = at_sqlite
    number = house.report("mentor", summary="Hangt rond bij het zwavelgele parkeerdek")
    reader = sqlite3.connect(tmp_path / "schakel.db", isolation_level=None)
    reader.execute("BEGIN")
    (key,) = reader.execute("SELECT content_key FROM signal_keys").fetchone()
    _erase(house, number)
    assert not clear_traces(house.office)
    assert _told(house) == []
    house.clock.time += PATIENCE + timedelta(seconds=1)
    assert not clear_traces(house.office)
    assert not clear_traces(house.office)
    assert _told(house) == [(STUCK, OFFICER, "S-1")]
    reader.close()
    assert clear_traces(house.office)
    assert _told(house) == [(CLEARED, OFFICER, "S-1"), (STUCK, OFFICER, "S-1")]
    for file in tmp_path.glob("schakel.db*"):
        assert bytes(key) not in file.read_bytes(), file.name
