"""Add the goals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision: str | None = "0008"


def upgrade() -> None:
    """Go from 0008 to 0009."""
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("evaluate_on", sa.Date(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("overlap", sa.String(), nullable=True),
        sa.Column("opportunities", sa.String(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["partnership_id"], ["partnership.id"], name=op.f("fk_goal_partnership_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_lead"), ["lead"], unique=False)

    op.create_table(
        "goal_contribution",
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_contribution_goal_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_goal_contribution_partner_id")),
        sa.PrimaryKeyConstraint("goal_id", "partner_id", name=op.f("pk_goal_contribution")),
    )
    with op.batch_alter_table("goal_contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_contribution_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "goal_evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("learned", sa.String(), nullable=True),
        sa.Column("evaluated_by", sa.String(), nullable=False),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_goal_evaluation_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_evaluation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("goal_evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_evaluation_goal_id"), ["goal_id"], unique=False)
