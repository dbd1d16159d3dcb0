"""Makes the database engine: one for SQLite, one for PostgreSQL, the same promises from both."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Pool, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storage import schema
from storage.database_address import read_address
from storage.database_errors import explain
from storage.errors import DatabaseTrouble
from storage.guarding import HouseSession
from storage.shares import share_of

BUSY_SECONDS = 5
MIGRATION_SECONDS = 60
ON_A_SHARE = (
    "De database {where} staat op een netwerkschijf ({share}); daar kan SQLite niet veilig schrijven. Zet "
    "haar op een schijf van de machine zelf, of noem in DATABASE_URL een PostgreSQL-database."
)
_READ_ONLY = "schakel_read_only"
_MIGRATING = "schakel_migrating"

_ON_CONNECT = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    # FULL: in WAL mode NORMAL may lose the last commits in a power cut, and a consent, a read or an
    # audit row that somebody was told about must still be there afterwards.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Erasing deletes a key; with this on, its bytes are overwritten rather than left in a free page.
    "PRAGMA secure_delete = ON",
)

# Within each transaction, never at the start of a connection: a pooler in transaction mode (PgBouncer)
# refuses or forgets what is set there, and would hand a setting of the session to somebody else.
_IN_TRANSACTION = "; ".join(
    f"SET LOCAL {name} = '{value}'"
    for name, value in {
        "statement_timeout": "15s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "60s",
        "timezone": "UTC",
        # Whatever the server's default: a claim that is forgotten in a power cut would be sent again.
        "synchronous_commit": "on",
    }.items()
)


def make_engine(
    url: str, *, pool_size: int = 12, max_overflow: int = 24, poolclass: type[Pool] | None = None
) -> Engine:
    """An engine for `sqlite:///path` or `postgresql+psycopg://…`; connects to nothing yet.

    The pool serves 32 listener threads, the worker and the clock at once (12 kept, 36 at most); no
    transaction spans a Slack call, so a connection is held for milliseconds. Raises
    `DatabaseTrouble` for an address that is neither; see `read_address`.
    """
    address = read_address(url)
    pool: dict[str, Any] = {"pool_size": pool_size, "max_overflow": max_overflow, "pool_timeout": 10}
    if poolclass is not None:
        pool = {"poolclass": poolclass}
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, pool)
    return _postgresql(address, pool)


def session_for(engine: Engine, *, write: bool = True) -> Session:
    """A session; with `write` its transaction begins IMMEDIATE on SQLite, so it never has to upgrade.

    A reading session is refused by the database itself when it writes. Rows stay readable after the
    commit (`expire_on_commit` is off), because views are made from them.
    """
    bind = engine if write else engine.execution_options(**{_READ_ONLY: True, "postgresql_readonly": True})
    return HouseSession(bind, expire_on_commit=False)


@contextmanager
def for_migration(engine: Engine) -> Iterator[Connection]:
    """One transaction on a connection that may change tables; closed afterwards, never pooled again."""
    with engine.connect().execution_options(**{_MIGRATING: True}) as connection:
        try:
            with connection.begin():
                yield connection
        finally:
            connection.invalidate()


def create_all(engine: Engine) -> None:
    """Create every table without migrations; for tests. The bot uses `storage.migrating.migrate`."""
    with engine.begin() as connection:
        schema.metadata().create_all(connection)


def reach(engine: Engine) -> None:
    """Connect and take a write transaction; raises `DatabaseTrouble` in one plain line when it fails."""
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT 1"))
    except DBAPIError as error:
        raise explain(error, engine.url) from None


def must_be_there(engine: Engine) -> None:
    """Raise `DatabaseTrouble` for a file that does not exist; SQLite would make an empty one by looking."""
    if is_sqlite(engine) and not Path(str(engine.url.database)).exists():
        line = f"De database {engine.url.database} bestaat nog niet. Draai eerst `schakel migrate`."
        raise DatabaseTrouble(line, code="SCHEMA_EMPTY")


def is_sqlite(engine: Engine | Connection) -> bool:
    """Whether this is SQLite; otherwise it is PostgreSQL."""
    return engine.dialect.name == "sqlite"


def _sqlite(address: URL, pool: dict[str, Any]) -> Engine:
    engine = create_engine(
        address,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **pool,
    )
    event.listen(engine, "do_connect", _create_private_file)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _create_private_file(dialect: Any, record: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """The file is made for its owner alone; SQLite gives its -wal and -shm the same mode.

    Raises `DatabaseTrouble` for a file on a share, before anything of it is made.
    """
    if (share := share_of(Path(str(args[0])))) is not None:
        raise DatabaseTrouble(ON_A_SHARE.format(where=args[0], share=share), code="DATABASE_SHARED")
    try:
        # Only a file that was not there: closing any handle of a file drops every lock that this process
        # has on it (POSIX), and then another process thinks it is alone and throws the log away.
        os.close(os.open(args[0], os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError:
        return  # it exists; or SQLite refuses it next, with an error that `explain` knows


def _prepare_sqlite(connection: Any, record: Any) -> None:
    # None: Python's sqlite3 must not send its own late, deferred BEGIN; `_begin_sqlite` does it
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for statement in _ON_CONNECT:
            cursor.execute(statement)
    finally:
        cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(_MIGRATING):
        # Copying a table drops the old one; with foreign keys on, that would delete what refers to it.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {MIGRATION_SECONDS * 1000}")
    reading = bool(options.get(_READ_ONLY))
    # Straight to the driver: it waits for nobody and cannot fail, and each transaction begins with it.
    connection.connection.driver_connection.execute(f"PRAGMA query_only = {int(reading)}")  # type: ignore[union-attr]  # sqlite3's
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql(address: URL, pool: dict[str, Any]) -> Engine:
    engine = create_engine(
        address,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        connect_args={
            "application_name": "schakel",
            "connect_timeout": 5,
            "keepalives_idle": 30,
            # A pooler in transaction mode gives the next transaction to a server that prepared nothing.
            "prepare_threshold": None,
        },
        **pool,
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    if not connection.connection.driver_connection.autocommit:  # type: ignore[union-attr]  # psycopg's
        connection.exec_driver_sql(_IN_TRANSACTION)
