"""What a command needs to reach the database, and how its errors reach a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.database_errors import explain
from storage.engine import make_engine
from storage.errors import StorageError
from storage.migrating import check_revision

CANNOT_START = 2


@dataclass(frozen=True, slots=True)
class Access:
    """The settings `DATABASE_URL` and `SCHAKEL_KEYS`, as read by whoever mounts the commands."""

    database_url: str
    keys: str = field(repr=False)


ReadAccess = Callable[[], Access]


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn a storage error into one plain line on stderr and exit status 2."""
    try:
        yield
    except StorageError as error:
        typer.echo(error.line, err=True)
        raise typer.Exit(CANNOT_START) from error


@contextmanager
def database(url: str) -> Iterator[Engine]:
    """An engine on a database whose schema is the one of this version; closed afterwards."""
    engine = make_engine(url)
    try:
        check_revision(engine)
        yield engine
    except DBAPIError as error:
        raise explain(error, engine.url) from error
    finally:
        engine.dispose()
