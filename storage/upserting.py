"""INSERT … ON CONFLICT: both databases write it alike, SQLAlchemy has one for each."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from storage.engine import is_sqlite


def insert_into(session: Session, rows: type[SQLModel]) -> postgresql.Insert | sqlite.Insert:
    """An insert into the table of these rows, in the words of this session's database."""
    table: Table = rows.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one
    return sqlite.insert(table) if is_sqlite(session.get_bind()) else postgresql.insert(table)
