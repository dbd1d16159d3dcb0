"""Seal what is said at an overleg."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"


def upgrade() -> None:
    """Go from 0014 to 0015; the first start with the keys seals the texts."""
    op.create_table(
        "occasion_key",
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_occasion_key_overleg_id")),
        sa.PrimaryKeyConstraint("overleg_id", "planned", name=op.f("pk_occasion_key")),
    )
    for table in ("agenda_item", "action_point"):
        op.add_column(table, sa.Column("signals", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        op.add_column(table, sa.Column("text_sealed", sa.LargeBinary(), nullable=True))
