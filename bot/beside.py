"""The files that stand outside the database: beside a SQLite file, else in the working directory."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from storage.engine import is_sqlite


def anchor_file(engine: Engine) -> Path:
    """Where the audit chain is pinned.

    The privacy officer has every line in Slack as well, so a container that forgets the file loses
    nothing that cannot be compared.
    """
    return _beside(engine, "anchor")


def erased_file(engine: Engine) -> Path:
    """Where it is kept which signals were erased."""
    return _beside(engine, "erased")


def _beside(engine: Engine, ending: str) -> Path:
    database = engine.url.database if is_sqlite(engine) else None
    return Path(f"{database or 'schakel'}.{ending}")
