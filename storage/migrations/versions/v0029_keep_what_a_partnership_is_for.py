"""Keep what sharing in a partnership is usually for, where that is not what its kind says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision: str | None = "0028"


def upgrade() -> None:
    """Go from 0028 to 0029."""
    op.add_column("partnership", sa.Column("purpose", sa.String(), nullable=True))
