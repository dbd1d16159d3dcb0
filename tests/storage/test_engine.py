"""The engine: the same promises on both databases, and plain lines when there is no database."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database_errors import explain
from storage.engine import is_sqlite, make_engine, reach, session_for
from storage.errors import DatabaseTrouble
from storage.outbox_tables import Inbound
from storage.scrubbing import scrub
from storage.signal_tables import Signal, SignalKeys, Tag
from storage.vault import forget
from tests.postgres import Cluster
from tests.storage.conftest import NOW


def _setting(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"{'PRAGMA' if is_sqlite(engine) else 'SHOW'} {name}")).scalar()


def test_sqlite_survives_power_cuts_and_waits_for_writers(sqlite_url: str) -> None:
    """WAL, synchronous FULL (2), five seconds of patience, foreign keys and overwriting deletes."""
    engine = make_engine(sqlite_url)
    names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete")
    assert [_setting(engine, name) for name in names] == ["wal", 2, 5000, 1, 1]
    engine.dispose()


def test_the_sqlite_files_are_for_their_owner_alone(sqlite_url: str, tmp_path: Path) -> None:
    """Database, write-ahead log and shared memory are 0600."""
    engine = make_engine(sqlite_url)
    with session_for(engine) as session:
        session.add(Inbound(key="Ev1", at=NOW))
        session.commit()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("schakel.db*")}
    engine.dispose()
    assert modes == {"schakel.db": 0o600, "schakel.db-wal": 0o600, "schakel.db-shm": 0o600}


@pytest.mark.postgres
def test_postgresql_has_time_outs_and_a_name(postgres_url: str) -> None:
    """A stuck statement or lock ends by itself, and the database shows who is connected."""
    engine = make_engine(postgres_url)
    names = ("statement_timeout", "lock_timeout", "application_name", "transaction_isolation", "timezone")
    assert [_setting(engine, name) for name in names] == ["15s", "5s", "schakel", "read committed", "UTC"]
    engine.dispose()


def test_a_reading_session_cannot_write_and_the_next_writer_can(engine: Engine) -> None:
    """The database itself refuses; the connection is not left read-only in the pool."""
    with session_for(engine, write=False) as session:
        session.add(Inbound(key="Ev1", at=NOW))
        with pytest.raises(DBAPIError):
            session.flush()
    with session_for(engine) as session:
        session.add(Inbound(key="Ev2", at=NOW))
        session.commit()
    with session_for(engine, write=False) as session:
        assert session.get(Inbound, "Ev1") is None
        assert session.get(Inbound, "Ev2") is not None


def test_read_then_write_in_many_threads_loses_nothing(
    engine: Engine, stored_signal: Callable[[], int]
) -> None:
    """Sixteen writers that read first (the upgrade that breaks deferred transactions) all succeed."""
    number = stored_signal()

    def touch(_: int) -> None:
        with session_for(engine) as session:
            row = session.get(Signal, number, with_for_update=True)
            assert row is not None
            row.active_at += timedelta(seconds=1)
            session.add(row)
            session.commit()

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(touch, range(64)))
    with session_for(engine, write=False) as session:
        row = session.get(Signal, number)
    assert row is not None
    assert row.active_at == NOW + timedelta(seconds=64)


def test_foreign_keys_hold_on_both(engine: Engine) -> None:
    """A tag on a signal that does not exist is refused."""
    with session_for(engine) as session:
        session.add(Tag(signal_id=99, partner_id=99, reason="x", tagged_at=NOW))
        with pytest.raises(IntegrityError) as refused:
            session.commit()
    assert "99" not in str(refused.value.statement)
    assert "[SQL parameters hidden" in str(refused.value)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_erasing_leaves_no_trace_of_the_key_in_sqlite_files(
    engine: Engine, stored_signal: Callable[[], int], tmp_path: Path
) -> None:
    """After `forget`, a commit and `scrub`, neither the database nor its log holds the wrapped key.

    PostgreSQL keeps its log for recovery; the README says how that key ends.
    """
    number = stored_signal()
    with session_for(engine) as session:
        keys = session.get(SignalKeys, number)
        assert keys is not None
        assert keys.content_key is not None
        wrapped = keys.content_key
        assert any(wrapped in path.read_bytes() for path in tmp_path.glob("schakel.db*"))
        forget(session, number)
        session.commit()
    scrub(engine)
    assert not any(wrapped in path.read_bytes() for path in tmp_path.glob("schakel.db*"))


def test_an_unwritable_path_is_one_plain_line(tmp_path: Path) -> None:
    """A missing folder, or a folder in place of a file."""
    for path in (tmp_path / "weg" / "schakel.db", tmp_path):
        with pytest.raises(DatabaseTrouble) as refused:
            reach(make_engine(f"sqlite:///{path}"))
        assert refused.value.code == "DATABASE_UNWRITABLE"
        assert str(path) in refused.value.line
        assert "\n" not in refused.value.line


def test_a_file_that_is_no_database_is_recognised(tmp_path: Path) -> None:
    """Somebody's letter is not opened or overwritten."""
    path = tmp_path / "brief.db"
    path.write_text("Beste collega, " * 100)
    with pytest.raises(DatabaseTrouble) as refused:
        reach(make_engine(f"sqlite:///{path}"))
    assert refused.value.code == "DATABASE_NOT_A_DATABASE"
    assert path.read_text().startswith("Beste collega")


@pytest.mark.parametrize("url", ["", "schakel.db", "mysql://x/y", "oracle://scott:tijger@db/x"])
def test_an_address_that_is_no_database_is_refused(url: str) -> None:
    """The line shows what an address looks like, and never the one that was given."""
    with pytest.raises(DatabaseTrouble) as refused:
        make_engine(url)
    assert refused.value.code == "DATABASE_URL"
    assert "tijger" not in refused.value.line


@pytest.mark.postgres
def test_a_wrong_password_and_a_missing_database_are_told_apart(postgres: Cluster) -> None:
    """The code says which; the line holds no password."""
    postgres.execute("CREATE ROLE stranger LOGIN PASSWORD 'zonnebloem'")
    wrong = postgres.url("postgres", "stranger:distelvink")
    for url, code in ((wrong, "DATABASE_PASSWORD"), (postgres.url("nergens"), "DATABASE_MISSING")):
        with pytest.raises(DatabaseTrouble) as refused:
            reach(make_engine(url))
        assert refused.value.code == code
        assert "distelvink" not in refused.value.line
    right = make_engine(postgres.url("postgres", "stranger:zonnebloem"))
    reach(right)
    right.dispose()


def test_an_unreachable_server_is_one_plain_line() -> None:
    """Nothing listens there (port 1 on this machine)."""
    with pytest.raises(DatabaseTrouble) as refused:
        reach(make_engine("postgresql+psycopg://bot:geheim@127.0.0.1:1/schakel"))
    assert refused.value.code == "DATABASE_UNREACHABLE"
    assert refused.value.line.startswith("De database schakel op 127.0.0.1 is niet bereikbaar")
    assert "geheim" not in refused.value.line


def test_any_other_trouble_still_has_a_line(engine: Engine) -> None:
    """An error that no row of the table knows does not show the driver's text."""
    with engine.connect() as connection, pytest.raises(DBAPIError) as raised:
        connection.execute(text("SELECT geheim FROM nergens"))
    assert "geheim" not in explain(raised.value, engine.url).line


def test_forgetting_a_signal_is_once_and_leaves_accountability(
    engine: Engine, stored_signal: Callable[[], int]
) -> None:
    """The content key goes, the other stays, and a second time changes nothing."""
    number = stored_signal()
    with session_for(engine) as session:
        assert forget(session, number)
        assert not forget(session, number)
        assert not forget(session, 99)
        session.commit()
    scrub(engine)
    with session_for(engine, write=False) as session:
        keys = session.get(SignalKeys, number)
    assert keys is not None
    assert keys.content_key is None
    assert keys.accountability_key is not None


def test_another_connection_does_not_give_up_the_locks_of_the_first(sqlite_url: str, tmp_path: Path) -> None:
    """Closing any handle of the file drops them all (POSIX); then the next process that leaves takes the
    write-ahead log along, with what others had just written: the file is damaged.
    """
    file = tmp_path / "schakel.db"
    passing_by = "import sqlite3, sys; one = sqlite3.connect(sys.argv[1]); one.execute('CREATE TABLE t (x)')"
    command = [sys.executable, "-c", f"{passing_by}; one.close()", str(file)]
    engine = make_engine(sqlite_url)
    with engine.connect() as first, engine.connect() as second:
        for one in (first, second):
            one.execute(text("SELECT count(*) FROM inbound"))
            one.rollback()
        subprocess.run(command, check=True)  # noqa: S603  # our own interpreter
        assert file.with_name("schakel.db-wal").exists()
    engine.dispose()
