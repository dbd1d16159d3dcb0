"""Brings the schema to the revision of this version, once, however many replicas start together.

Changed a module of tables? `python -m storage.migrations append "Add the exceptions"` writes the
migration (before the first landing: `python -m storage.migrations regenerate`).

Alembic is loaded when it is needed: loading it takes a tenth of the time of all imports.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.audit import take_turn_of_tables
from storage.database_errors import explain, passes
from storage.engine import for_migration, is_sqlite, session_for
from storage.errors import UnknownRevision

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
# Any number will do, as long as every version of Schakel takes the same advisory lock.
LOCK = 0x5C4A4B45
TRIES = 3

_UNKNOWN = (
    "Deze database is van een nieuwere versie van Schakel (schema {found}; deze versie kent {known}). "
    "Draai die versie."
)
_EMPTY = "Deze database heeft nog geen tabellen. Draai eerst `schakel migrate`."
_BEHIND = "De tabellen van deze database zijn van een oudere versie ({found}). Draai eerst `schakel migrate`."


def migrate(engine: Engine, to: str = "head") -> None:
    """Run every migration that this database has not had, all in one transaction or none.

    `to` stops at an earlier revision; for tests of what comes after it.

    Processes that start together wait for each other (advisory lock on PostgreSQL, write lock on
    SQLite) and the later ones find nothing to do. Acts under way end first, others wait; whoever only reads
    meanwhile may come in between, and then it begins anew. Raises `UnknownRevision` for a newer schema and
    `DatabaseTrouble` when the database refuses.
    """
    for left in reversed(range(TRIES)):
        try:
            _migrate(engine, to)
        except DBAPIError as error:
            if not left or not passes(error):
                raise explain(error, engine.url) from error
        else:
            return


def _migrate(engine: Engine, to: str) -> None:
    from alembic import command

    with for_migration(engine) as connection:
        _alone(connection)
        if _revision(connection) != _head():
            if not is_sqlite(connection):
                take_turn_of_tables(connection)
            command.upgrade(_config(connection), to)
            _check_references(connection)


def check_revision(engine: Engine) -> None:
    """Refuse a schema this version was not written for.

    Raises `UnknownRevision` with code `UNKNOWN_REVISION` (newer than this version), `SCHEMA_BEHIND`
    or `SCHEMA_EMPTY` (both mended by `migrate`), `DatabaseTrouble` when the database refuses.
    """
    try:
        with session_for(engine, write=False) as session:
            found = _revision(session.connection())
    except DBAPIError as error:
        raise explain(error, engine.url) from error
    if found is None:
        raise UnknownRevision(_EMPTY, code="SCHEMA_EMPTY")
    if found != _head():
        raise UnknownRevision(_BEHIND.format(found=found), code="SCHEMA_BEHIND")


def revision_of(engine: Engine) -> str | None:
    """The revision that this database is at; raises `UnknownRevision` for a newer one."""
    with session_for(engine, write=False) as session:
        return _revision(session.connection())


def stamp(engine: Engine) -> None:
    """Note that the tables are at the newest revision, without running anything; for tests."""
    from alembic import command

    with for_migration(engine) as connection:
        command.stamp(_config(connection), "head")


def differences(engine: Engine) -> list[str]:
    """What the tables in code have that this database has not, or the other way round."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with session_for(engine, write=False) as session:
        context = MigrationContext.configure(session.connection())
        return [str(difference) for difference in compare_metadata(context, schema.metadata())]


def write_revision(engine: Engine, subject: str, number: str) -> Path:
    """Write a migration from this database to the tables in code; gives its path. For developers."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    with for_migration(engine) as connection:
        config.attributes["connection"] = connection
        made = command.revision(config, subject, autogenerate=True, rev_id=number)
    if made is None or isinstance(made, list):
        raise ValueError("one revision at a time")
    return Path(made.path)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _head() -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _revision(connection: Connection) -> str | None:
    """The revision of this database, None for none; one that this version has no step for is refused."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory(str(MIGRATIONS))
    if found is not None and found not in {step.revision for step in scripts.walk_revisions()}:
        raise UnknownRevision(_UNKNOWN.format(found=found, known=scripts.get_current_head()))
    return found


def _alone(connection: Connection) -> None:
    """Wait until no other process migrates; released by the end of the transaction."""
    if is_sqlite(connection):
        return  # BEGIN IMMEDIATE has waited already
    connection.execute(text("SET LOCAL lock_timeout = '60s'"))
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _check_references(connection: Connection) -> None:
    """Foreign keys are off while SQLite copies tables; whatever dangles afterwards undoes it all."""
    if is_sqlite(connection) and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise UnknownRevision("De migratie laat losse verwijzingen achter en is teruggedraaid.")
