"""A release that does not exist yet: this one with one migration more, for tests of what comes after us."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import migrating

NEXT = "9000"
_STEP = """
import sqlalchemy as sa
from alembic import op
revision = "{next}"
down_revision = "{head}"
def upgrade():
    {change}
"""
# What a release usually does: a table, a column, and all rows of a table seen once.
USUAL = """
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    for table in ("signal", "post", "partner"):
        op.add_column(table, sa.Column("later", sa.Integer(), nullable=True))
        op.execute(f"UPDATE {table} SET later = 1")
"""


def next_release(folder: Path, change: str = USUAL) -> Path:
    """The migrations of the next release, made in this folder."""
    there = folder / "migrations"
    shutil.copytree(migrating.MIGRATIONS, there)
    step = _STEP.format(next=NEXT, head=_head(), change=change.strip())
    (there / "versions" / f"v{NEXT}_the_next_release.py").write_text(step, "utf-8")
    return there


@contextmanager
def released(migrations: Path) -> Iterator[None]:
    """Within this block `migrate` is the next release's."""
    before = migrating.MIGRATIONS
    migrating.MIGRATIONS = migrations
    try:
        yield
    finally:
        migrating.MIGRATIONS = before


def _head() -> str:
    return max(one.name[1:5] for one in migrating.VERSIONS.glob("v*.py"))
