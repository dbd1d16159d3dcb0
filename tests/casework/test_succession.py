"""A newer version that changes the tables makes the one before it step aside; nothing is stored by halves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from threading import Event

import pytest
from sqlmodel import select

from storage.audit_tables import AuditRow
from storage.engine import make_engine, session_for
from storage.errors import Outgrown
from storage.goal_tables import Goal
from storage.migrating import migrate, revision_of
from storage.signal_tables import Signal
from storage.succession import expect
from tests.casework.house import House
from tests.next_release import next_release, released

TARIK, MARIT = "U0JONGER", "U0WIJKTEAM"


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """A deployment that is running when the next release comes."""
    engine = make_engine(database_url)
    house = House(engine)
    expect(engine, revision_of(engine))
    yield house
    engine.dispose()


def stored(house: House) -> tuple[int, int]:
    """How many signals and rows of the chain there are."""
    with session_for(house.engine, write=False) as session:
        return len(session.exec(select(Signal.id)).all()), len(session.exec(select(AuditRow.seq)).all())


def test_an_act_of_before_is_stored_by_nobody_after(house: House, tmp_path: Path) -> None:
    """It reads and decides by the old tables, and finds at the chain that they are of before."""
    house.report(TARIK, tag=(MARIT,))
    before = stored(house)
    with released(next_release(tmp_path)):
        migrate(house.engine)
    with pytest.raises(Outgrown):
        house.report(TARIK)
    assert stored(house) == before


def test_the_next_release_goes_on_where_it_was(house: House, tmp_path: Path) -> None:
    """The same deployment, opened by a version that knows the new tables."""
    house.report(TARIK, tag=(MARIT,))
    with released(next_release(tmp_path)):
        migrate(house.engine)
        expect(house.engine, revision_of(house.engine))
    house.report(TARIK)
    assert stored(house)[0] == 2


def test_who_reads_what_is_no_longer_there_hears_why(house: House, tmp_path: Path) -> None:
    """Not that something went wrong."""
    with released(next_release(tmp_path, 'op.rename_table("goal", "aim")')):
        migrate(house.engine)
    with pytest.raises(Outgrown), house.office.store.reading() as session:
        session.exec(select(Goal)).all()
    with pytest.raises(Outgrown), house.office.job() as unit:
        unit.session.exec(select(Goal)).all()


def test_a_migration_lets_the_act_under_way_end_first(house: House, tmp_path: Path) -> None:
    """And what it stored is in the changed tables."""
    inside, go_on = Event(), Event()
    reporter = house.who(TARIK)

    def act() -> None:
        with house.office.act(house.key(), reporter) as unit:
            inside.set()
            go_on.wait(10)
            unit.note(TARIK, "test.act")

    with ThreadPoolExecutor(2) as pool, released(next_release(tmp_path)):
        acting = pool.submit(act)
        assert inside.wait(5)
        migrating = pool.submit(migrate, house.engine)
        with pytest.raises(NotYet):
            migrating.result(0.5)
        go_on.set()
        acting.result(10)
        migrating.result(30)
    assert len(house.audit("test.act")) == 1
