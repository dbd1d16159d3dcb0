"""Name who decided along for an institution that is the guardian, and how somebody was sought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision: str | None = "0022"


def upgrade() -> None:
    """Go from 0022 to 0023."""
    op.add_column("consent", sa.Column("second", sa.Integer(), nullable=True))
    # a release before this one stores records that say nothing about it
    tried = sa.Column("tried", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
    op.add_column("consent", tried)
