"""Which tables this process was written for, and whether a newer version has changed them since.

A version that changes the tables makes the ones before it step aside: what an older one stores may lack what
the newer decides by. Each act looks where it is written down, so that none of an older version is stored
after the change; the worker looks before it takes a post, and the process ends (`bot/stopping.py`).
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import Engine, Select, String, column, orm, select, table

_EXPECTED = "schakel_revision"
_ALEMBIC = table("alembic_version", column("version_num", String))


def expect(engine: Engine, revision: str | None) -> None:
    """From now on every session on this engine belongs to a version with this revision of the tables."""
    engine.update_execution_options(**{_EXPECTED: revision})


def expected(session: orm.Session) -> str | None:
    """The revision of this session's version; None where nobody said so, as in tests without migrations."""
    found: str | None = session.get_bind().get_execution_options().get(_EXPECTED)
    return found


def outgrown(session: orm.Session) -> bool:
    """Whether another version has changed the tables since this process began."""
    mine = expected(session)
    return mine is not None and session.execute(revision_now()).scalar() != mine


@cache
def revision_now() -> Select[str]:
    """The revision as it stands, to be asked for within another statement."""
    return select(_ALEMBIC.c.version_num).limit(1)
