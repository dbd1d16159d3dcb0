"""Seal what is said about a signal for erasing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision: str | None = "0010"


def upgrade() -> None:
    """Go from 0010 to 0011."""
    with op.batch_alter_table("signal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("area_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("summary_sealed", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("outcome_sealed", sa.LargeBinary(), nullable=True))
