"""Say when the records of an erased signal go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision: str | None = "0024"


def upgrade() -> None:
    """Go from 0024 to 0025."""
    op.create_table(
        "record_term",
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("of_age", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_record_term_signal_id_signal")),
        sa.PrimaryKeyConstraint("signal_id", name=op.f("pk_record_term")),
    )
