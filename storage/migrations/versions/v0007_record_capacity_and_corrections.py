"""Record capacity, who carries out the same help, and corrections of consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"


def upgrade() -> None:
    """Go from 0006 to 0007."""
    op.create_table(
        "capacity_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("representatives", sa.JSON(), nullable=False),
        sa.Column("established_by", sa.LargeBinary(), nullable=True),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_capacity_finding_signal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_finding")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("capacity_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capacity_finding_signal_id"), ["signal_id"], unique=False)

    with op.batch_alter_table("case_facts", schema=None) as batch_op:
        batch_op.drop_column("capacity")

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("corrected_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("superseded_by", sa.Uuid(), nullable=True))

    with op.batch_alter_table("tag", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("directly_involved", sa.Boolean(), nullable=False, server_default=sa.false())
        )
