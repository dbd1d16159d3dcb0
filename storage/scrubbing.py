"""Clears the files of the database of what was deleted, and looks whether that succeeded.

A deleted key lives on in the journal and in pages until those are written anew, and nobody can have them
written anew while somebody still reads the old ones. So this is never part of an act: it is asked for in the
act (`ask`), done afterwards, and tried again until it is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from storage.engine import is_sqlite
from storage.erasure_tables import Erasure, Why
from storage.errors import StorageError

# Tables whose deleted rows still tell something. All else that an erasure takes away was sealed under what
# stands in these; what an earlier version left in plain stood in those of `ONCE_PLAIN`.
TELLING = ("signal_keys", "occasion_key", "match_entry", "clue")
ONCE_PLAIN = ("signal", "agenda_item", "action_point")
# Acts wait while this waits for its turn.
PATIENCE_MS = 500


class NotClean(StorageError):
    """Something still holds on to what was erased; the code says what, and it is to be tried again."""


def ask(session: Session, why: Why, ref: str | None, now: datetime) -> None:
    """Note that something was erased in this transaction whose traces must go."""
    session.add(Erasure(why=why, ref=ref, at=now))


def waiting(session: Session) -> Sequence[Erasure]:
    """The erasures whose traces are not known to be gone, oldest first."""
    return session.exec(select(Erasure).order_by(col(Erasure.id))).all()


def scrub(engine: Engine, *, once_plain: bool = False) -> None:
    """Clear what was deleted before this call from the files of the database.

    SQLite writes the whole file anew and empties its journal. PostgreSQL writes the tables anew that held
    something telling, with `once_plain` also those in which an earlier version kept plain text; its own
    write-ahead log and backups are beyond reach. Raises `NotClean` when the database says that it is not
    done, with code `READER_OPEN`, `BUSY` or `NOT_COUNTED`.
    """
    if is_sqlite(engine):
        _scrub_sqlite(engine)
        return
    tables = (*TELLING, *(ONCE_PLAIN if once_plain else ()))
    with _outside_transactions(engine) as connection:
        for table in tables:
            _must_be_let_go(connection, table)
        for table in tables:
            # VACUUM alone leaves the bytes of a dead row in the free space of its page.
            connection.execute(text(f"VACUUM FULL {table}"))


def _scrub_sqlite(engine: Engine) -> None:
    pooled = engine.raw_connection()
    try:
        cursor = pooled.cursor()
        for setting in (f"busy_timeout = {PATIENCE_MS}", "query_only = OFF", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {setting}")
        _empty_journal(cursor)
        # Overwriting on deletion misses copies that were left when pages were split or joined.
        cursor.execute("VACUUM")
        _empty_journal(cursor)
    except OperationalError:
        raise NotClean("De database is bezig.", code="BUSY") from None
    finally:
        pooled.invalidate()


def _empty_journal(cursor: Any) -> None:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if cursor.fetchone()[0]:
        raise NotClean("Een ander programma leest de database.", code="READER_OPEN")


@contextmanager
def _outside_transactions(engine: Engine) -> Iterator[Connection]:
    """A connection for VACUUM, closed afterwards; a lock that is not given in time is `BUSY`."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text(f"SET lock_timeout = {PATIENCE_MS}"))
            yield connection
        except DBAPIError:
            raise NotClean("De database is bezig.", code="BUSY") from None
        finally:
            connection.invalidate()


def _must_be_let_go(connection: Connection, table: str) -> None:
    """Refuse while PostgreSQL keeps dead rows of this table for a transaction that may still read them."""
    connection.execute(text(f"VACUUM {table}"))
    if connection.execute(text("SHOW track_counts")).scalar() != "on":
        raise NotClean("PostgreSQL telt niet (track_counts staat uit).", code="NOT_COUNTED")
    counted = text("SELECT pg_stat_get_dead_tuples(CAST(:name AS regclass))")
    if connection.execute(counted, {"name": table}).scalar():
        raise NotClean("Een ander programma leest de database.", code="READER_OPEN")
