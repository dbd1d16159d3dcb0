"""The database of the guided start: is it there, has it its tables, and who is its beheerder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.process import open_database, open_vault
from bot.settings import Settings
from bot.setup.lacking import Lacking
from casework.directory.grants import BEHEERDER, holders
from casework.ports import Clock
from storage.database_errors import explain
from storage.deployment import open_existing
from storage.engine import make_engine, must_be_there, session_for
from storage.errors import DatabaseTrouble, ForeignDatabase, NoDeployment, UnknownRevision
from storage.keys import KeyRing
from storage.migrating import check_revision

_NO_DATABASE = "Er is nog geen database; `schakel setup` maakt haar."
_NO_TABLES = "De database heeft de tabellen van deze versie nog niet; `schakel setup` maakt ze."
_MENDED_BY_MIGRATING = frozenset({"SCHEMA_EMPTY", "SCHEMA_BEHIND"})


@contextmanager
def opened(address: str) -> Iterator[Engine]:
    """An engine, closed afterwards; what another address would mend is `Lacking`."""
    try:
        engine = make_engine(address)
        try:
            yield engine
        finally:
            engine.dispose()
    except (DatabaseTrouble, ForeignDatabase) as error:
        raise Lacking(_NO_DATABASE if error.code in _MENDED_BY_MIGRATING else str(error)) from None
    except DBAPIError as error:
        raise Lacking(str(explain(error))) from None


@contextmanager
def _in_use(settings: Settings) -> Iterator[Engine]:
    engine = make_engine(settings.database_url.get_secret_value())
    try:
        must_be_there(engine)
        check_revision(engine)
        yield engine
    except NoDeployment:
        raise Lacking(_NO_TABLES) from None
    except (UnknownRevision, DatabaseTrouble) as error:
        if error.code in _MENDED_BY_MIGRATING:
            raise Lacking(_NO_TABLES) from None
        raise
    finally:
        engine.dispose()


def look_at_tables(settings: Settings) -> None:
    """Raise `Lacking` without this version's tables, `StorageError` for keys that do not fit."""
    ring = KeyRing.parse(settings.schakel_keys.get_secret_value())
    with _in_use(settings) as engine:
        open_existing(engine, ring)


def make_tables(settings: Settings, team_id: str, clock: Clock) -> None:
    """Bring the tables to this version and stamp the database with its workspace; raises `StorageError`."""
    engine = open_database(settings)
    try:
        open_vault(settings, engine, team_id, clock)
    finally:
        engine.dispose()


def look_at_beheerder(settings: Settings) -> None:
    """Raise `Lacking` as long as nobody is beheerder."""
    with _in_use(settings) as engine, session_for(engine, write=False) as session:
        if not holders(session)[BEHEERDER]:
            raise Lacking("Er is nog geen beheerder. `schakel setup` laat u er een kiezen.")
