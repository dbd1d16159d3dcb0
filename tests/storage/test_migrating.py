"""Migrations make the tables of the code, once, and an unknown schema is refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database_errors import explain
from storage.directory_tables import Deployment
from storage.engine import make_engine, session_for
from storage.errors import DatabaseTrouble, UnknownRevision
from storage.migrating import check_revision, differences, migrate
from storage.repositories.overleggen import closed_periods

ROOT = Path(__file__).parents[2]
BEFORE_0010 = "0009"
SERIES = """
    INSERT INTO overleg (id, partnership_id, title, first_day, starts_at, zone, minutes, frequency, on_closed,
                         organiser, chair, reminders, sequence, created_by, created_at, cancelled_at)
    VALUES (:id, 1, 'Wijkoverleg', '2026-12-01', '10:00:00', 'Europe/Amsterdam', 60, 'weekly', 'skip',
            'U0', 'U0', '[]', 0, 'U0', '2026-11-24 09:30:00', :cancelled)
"""
AUDIT = """
    INSERT INTO audit (seq, at, actor, act, ref, facts, rule_version, mac)
    VALUES (:seq, '2026-11-24 09:30:00', 'schakel', :act, :ref, :facts, '1', :mac)
"""


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Engine]:
    """An engine on a database without tables."""
    engine = make_engine(empty_database_url)
    yield engine
    engine.dispose()


def test_migrations_and_tables_agree(empty: Engine) -> None:
    """After every migration the database is what `storage/schema.py` says, on both databases."""
    migrate(empty)
    assert differences(empty) == []
    made = set(inspect(empty).get_table_names())
    assert made == set(Deployment.metadata.tables) | {"alembic_version"}


def test_a_difference_is_named(empty: Engine) -> None:
    """A column and an index that the database lacks are both reported."""
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("ALTER TABLE signal DROP COLUMN outcome"))
        connection.execute(text("DROP INDEX ix_match_digest"))
    found = "\n".join(differences(empty))
    assert "outcome" in found
    assert "ix_match_digest" in found


def test_what_ended_with_its_partnership_before_is_marked(empty: Engine) -> None:
    """An earlier version left a row in the audit only; what a person cancelled is not marked."""
    migrate(empty, to=BEFORE_0010)
    with empty.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO partnership (id, name, kind, channel, coordinator, active) "
                "VALUES (1, 'Netwerk', 'mdo', 'C0', 'U0', true)"
            )
        )
        for number in (1, 2, 3):
            row = {"id": number, "cancelled": None if number == 3 else "2026-11-24 09:30:00"}
            connection.execute(text(SERIES), row)
        for seq, number, act in ((1, 1, "overleg.stop"), (2, 2, "overleg.cancel")):
            connection.execute(
                text(AUDIT), {"seq": seq, "act": act, "ref": f"O-{number}", "facts": "{}", "mac": b"x"}
            )
    migrate(empty)
    assert differences(empty) == []
    with empty.connect() as connection:
        found = connection.execute(text("SELECT id FROM overleg WHERE ended_with_partnership"))
        assert found.scalars().all() == [1]


def test_closed_days_of_before_stay_closed(empty: Engine) -> None:
    """They were known by the id of an event; of none it is known which file brought it."""
    migrate(empty, to="0015")
    values = "('uid-1', 'Kerstvakantie', '2026-12-19', '2027-01-03')"
    with empty.begin() as connection:
        connection.execute(
            text(f"INSERT INTO closed_period (uid, name, first_day, last_day) VALUES {values}")
        )
    migrate(empty)
    with session_for(empty, write=False) as session:
        (row,) = closed_periods(session)
    assert (row.source, row.name, str(row.first_day)) == ("", "Kerstvakantie", "2026-12-19")


def test_migrating_twice_changes_nothing(empty: Engine) -> None:
    """The second time there is nothing to do, and what was stored is still there."""
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO role_grant (user_id, role) VALUES ('U0FG', 'fg')"))
    migrate(empty)
    check_revision(empty)
    with empty.connect() as connection:
        assert connection.execute(text("SELECT role FROM role_grant")).scalars().all() == ["fg"]


def test_after_a_migration_connections_have_their_settings_back(empty: Engine) -> None:
    """Foreign keys are off during a migration only."""
    migrate(empty)
    with empty.connect() as connection:
        if empty.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 5000
        else:
            assert connection.execute(text("SHOW lock_timeout")).scalar() == "5s"


def test_an_empty_database_is_refused_until_migrated(empty: Engine) -> None:
    """The line names the command that mends it."""
    with pytest.raises(UnknownRevision, match="schakel migrate") as refused:
        check_revision(empty)
    assert refused.value.code == "SCHEMA_EMPTY"


def test_a_newer_schema_is_refused_and_left_alone(empty: Engine) -> None:
    """A database of a later version neither starts nor migrates."""
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (check_revision, migrate):
        with pytest.raises(UnknownRevision, match="9999") as refused:
            attempt(empty)
        assert refused.value.code == "UNKNOWN_REVISION"
        assert "\n" not in refused.value.line


def test_a_migration_that_fails_leaves_nothing(empty: Engine) -> None:
    """A table in the way undoes the whole migration, also on SQLite."""
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE tag (id INTEGER)"))
    with pytest.raises(DatabaseTrouble):
        migrate(empty)
    assert set(inspect(empty).get_table_names()) <= {"tag"}


def test_processes_that_migrate_at_once_do_it_once(empty: Engine) -> None:
    """Four processes start together on an empty database; all succeed and the tables are right."""
    program = "import sys; from storage.migrating import migrate; from storage.engine import make_engine; "
    program += "input(); migrate(make_engine(sys.argv[1]))"
    url = empty.url.render_as_string(hide_password=False)
    started = [
        subprocess.Popen(  # noqa: S603  # own program
            [sys.executable, "-c", program, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for _ in range(4)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0].decode() for process in started]
    assert [process.returncode for process in started] == [0] * 4, said
    check_revision(empty)
    assert differences(empty) == []


def test_a_database_that_is_written_in_meanwhile_loses_nothing(empty: Engine) -> None:
    """Another process goes on writing while this one migrates: each waits, or hears that it has to."""
    migrate(empty, to="0014")
    writer, done = make_engine(empty.url.render_as_string(hide_password=False)), Event()
    said: list[int] = []
    heard: list[str] = []

    def write() -> None:
        number = 0
        while not done.is_set():
            number += 1
            try:
                with writer.begin() as connection:
                    row = {"user": f"U0N{number}"}
                    connection.execute(
                        text(
                            "INSERT INTO partner (name, organisation, role, user_id, active)"
                            " VALUES ('Noor', 'De Wende', 'mentor', :user, true)"
                        ),
                        row,
                    )
                said.append(number)
            except DBAPIError as error:
                heard.append(explain(error, writer.url).code)

    busy = Thread(target=write)
    busy.start()
    try:
        while len(said) < 5:
            assert busy.is_alive()
        migrate(empty)
    finally:
        done.set()
        busy.join(30)
    writer.dispose()
    assert differences(empty) == []
    with empty.connect() as connection:
        kept = connection.execute(text("SELECT count(*) FROM partner")).scalar()
    assert kept == len(said)
    assert set(heard) <= {"DATABASE_BUSY"}
