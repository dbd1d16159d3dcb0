"""Ask whether what is shared is needed for the help."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision: str | None = "0020"


def upgrade() -> None:
    """Go from 0020 to 0021."""
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("necessary", sa.Boolean(), nullable=True))
