"""Add the overleg."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Go from 0003 to 0004."""
    op.create_table(
        "closed_period",
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_closed_period")),
    )
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_period_first_day"), ["first_day"], unique=False)

    op.create_table(
        "overleg",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("on_closed", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=True),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("planned_until", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_overleg_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overleg")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("overleg", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overleg_chair"), ["chair"], unique=False)
        batch_op.create_index(batch_op.f("ix_overleg_organiser"), ["organiser"], unique=False)
        batch_op.create_index(batch_op.f("ix_overleg_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_overleg_planned_until"), ["planned_until"], unique=False)

    op.create_table(
        "action_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_action_point_overleg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_point")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("action_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_point_overleg_id"), ["overleg_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_point_owner"), ["owner"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_agenda_item_overleg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_item_occurrence", ["overleg_id", "planned"], unique=False)

    op.create_table(
        "occurrence_change",
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.Column("chair", sa.String(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_occurrence_change_overleg_id")),
        sa.PrimaryKeyConstraint("overleg_id", "planned", name=op.f("pk_occurrence_change")),
    )
    with op.batch_alter_table("occurrence_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occurrence_change_day"), ["day"], unique=False)

    op.create_table(
        "overleg_participant",
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["overleg_id"], ["overleg.id"], name=op.f("fk_overleg_participant_overleg_id")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_overleg_participant_partner_id")
        ),
        sa.PrimaryKeyConstraint("overleg_id", "partner_id", name=op.f("pk_overleg_participant")),
    )
    with op.batch_alter_table("overleg_participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overleg_participant_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "presence",
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("deputy", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_presence_overleg_id")),
        sa.PrimaryKeyConstraint("overleg_id", "planned", "user_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "overleg_decision",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("overleg_id", sa.Integer(), nullable=False),
        sa.Column("planned", sa.Date(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_overleg_decision_item_id")),
        sa.ForeignKeyConstraint(["overleg_id"], ["overleg.id"], name=op.f("fk_overleg_decision_overleg_id")),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_overleg_decision_signal_id")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_overleg_decision")),
    )
    with op.batch_alter_table("overleg_decision", schema=None) as batch_op:
        batch_op.create_index("ix_overleg_decision_occurrence", ["overleg_id", "planned"], unique=False)
        batch_op.create_index(batch_op.f("ix_overleg_decision_signal_id"), ["signal_id"], unique=False)
