"""What a command needs to reach a database that is already in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.database_errors import explain
from storage.engine import make_engine, must_be_there
from storage.migrating import check_revision


@dataclass(frozen=True, slots=True)
class Access:
    """The settings `DATABASE_URL` and `SCHAKEL_KEYS`, as read by whoever mounts the commands."""

    database_url: str
    keys: str = field(repr=False)


ReadAccess = Callable[[], Access]


@contextmanager
def database(url: str) -> Iterator[Engine]:
    """An engine on a database whose schema is the one of this version; closed afterwards.

    Raises `StorageError` with one plain line for whatever keeps it from being used.
    """
    engine = make_engine(url)
    try:
        must_be_there(engine)
        check_revision(engine)
        yield engine
    except DBAPIError as error:
        raise explain(error, engine.url) from error
    finally:
        engine.dispose()
