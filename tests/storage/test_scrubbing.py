"""Clearing the files: what was deleted is gone from all of them, or the database says that it is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from storage.engine import is_sqlite, session_for
from storage.scrubbing import NotClean, scrub
from storage.signal_tables import MatchEntry, SignalKeys
from storage.vault import forget


@contextmanager
def _a_long_look(engine: Engine) -> Iterator[None]:
    """Somebody, such as a backup, reads everything as it was when they began."""
    if is_sqlite(engine):
        other = sqlite3.connect(str(engine.url.database), isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM signal_keys").fetchall()
        yield
        other.close()
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as other_one:
        other_one.execute(text("SELECT count(*) FROM partner"))
        yield
        other_one.rollback()


@pytest.fixture
def erased(engine: Engine, stored_signal: Callable[[], int]) -> list[bytes]:
    """Some signals of which one was erased: its wrapped key and its digest, as they were stored."""
    numbers = [stored_signal() for _ in range(40)]
    with session_for(engine) as session:
        for number in numbers:
            session.add(MatchEntry(signal_id=number, kind="exact", digest=bytes([number]) * 32))
        session.commit()
        keys = session.get_one(SignalKeys, numbers[20])
        assert keys.content_key is not None
        traces = [keys.content_key, bytes([numbers[20]]) * 32]
    with session_for(engine) as session:
        assert forget(session, numbers[20])
        session.delete(session.exec(select(MatchEntry).where(MatchEntry.signal_id == numbers[20])).one())
        session.commit()
    return traces


def test_what_was_deleted_is_in_no_file_afterwards(
    engine: Engine, erased: list[bytes], files: Callable[[bytes], list[str]]
) -> None:
    """Keys and digests are gone also where other rows of the same page stay; those are untouched."""
    assert any(files(trace) for trace in erased)
    scrub(engine)
    assert [files(trace) for trace in erased] == [[], []]
    with session_for(engine, write=False) as session:
        assert len(session.exec(select(MatchEntry)).all()) == 39


def test_while_somebody_reads_what_was_it_says_that_it_is_not_done(
    engine: Engine, erased: list[bytes], files: Callable[[bytes], list[str]]
) -> None:
    """It gives up at once, keeps nobody from writing, and succeeds when the reader has gone."""
    with _a_long_look(engine):
        with session_for(engine) as session:
            keys = session.get_one(SignalKeys, 7)
            assert keys.content_key is not None
            erased.append(keys.content_key)
            assert forget(session, 7)
            session.commit()
        for _ in range(2):
            with pytest.raises(NotClean) as refused:
                scrub(engine)
            assert refused.value.code == "READER_OPEN"
        with session_for(engine) as session:
            session.add(MatchEntry(signal_id=1, kind="sound", digest=b"d" * 32))
            session.commit()
    scrub(engine)
    assert [files(trace) for trace in erased] == [[], [], []]


def test_while_somebody_writes_it_is_busy(engine: Engine, erased: list[bytes]) -> None:
    """A transaction under way is not waited for long, and not disturbed."""
    with engine.connect() as writer:
        writer.execute(text("UPDATE signal_keys SET content_key = NULL WHERE signal_id = 1"))
        with pytest.raises(NotClean):
            scrub(engine)
        writer.commit()
    scrub(engine, once_plain=True)


def test_connections_have_their_settings_back(engine: Engine) -> None:
    """The next act waits for a busy database as long as ever."""
    scrub(engine)
    with engine.connect() as connection:
        name = "PRAGMA busy_timeout" if is_sqlite(engine) else "SHOW lock_timeout"
        assert connection.execute(text(name)).scalar() in (5000, "5s")
