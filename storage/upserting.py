"""INSERT … ON CONFLICT: both databases write it alike, SQLAlchemy has one for each."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage.engine import is_sqlite
from storage.rows import table_of


def insert_into(session: Session, rows: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    """An insert into the table of these rows, in the words of this session's database."""
    return insert_on(is_sqlite(session.get_bind()), rows)


def insert_on(sqlite_file: bool, rows: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    """The same for a statement that is kept for the one or the other."""
    return sqlite.insert(table_of(rows)) if sqlite_file else postgresql.insert(table_of(rows))
