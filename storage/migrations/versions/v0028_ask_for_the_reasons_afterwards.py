"""Keep which reasons of an exception are still asked for in words of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision: str | None = "0027"


def upgrade() -> None:
    """Go from 0027 to 0028."""
    # a release before this one stores records that say nothing about it
    later = sa.Column("to_complete", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("exception", later)
