"""Keep since when a partner is surely who they are, and who stands behind a record that names who made it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"


def upgrade() -> None:
    """Go from 0011 to 0012."""
    op.add_column("partner", sa.Column("person_since", sa.DateTime(timezone=True), nullable=True))
    for table in ("consent", "exception"):
        op.add_column(table, sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(table, sa.Column("confirmed_by", sa.String(), nullable=True))
        # a release before this one stores records that say nothing about it
        same = sa.Column("same_person", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        op.add_column(table, same)
