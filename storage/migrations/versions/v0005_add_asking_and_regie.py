"""Add asking and regie."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    """Go from 0004 to 0005."""
    op.create_table(
        "detail_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_by", sa.String(), nullable=True),
        sa.Column("posts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_detail_request_partner_id")),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_detail_request_signal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_detail_request")),
        sa.UniqueConstraint("signal_id", "partner_id", name="uq_detail_request_signal_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "link",
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("low_agreed_by", sa.String(), nullable=True),
        sa.Column("high_agreed_by", sa.String(), nullable=True),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["high"], ["signal.id"], name=op.f("fk_link_high")),
        sa.ForeignKeyConstraint(["low"], ["signal.id"], name=op.f("fk_link_low")),
        sa.PrimaryKeyConstraint("low", "high", name=op.f("pk_link")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index("ix_link_high", ["high"], unique=False)

    op.create_table(
        "signal_match",
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_by", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["high"], ["signal.id"], name=op.f("fk_signal_match_high")),
        sa.ForeignKeyConstraint(["low"], ["signal.id"], name=op.f("fk_signal_match_low")),
        sa.PrimaryKeyConstraint("low", "high", name=op.f("pk_signal_match")),
    )
    with op.batch_alter_table("signal_match", schema=None) as batch_op:
        batch_op.create_index("ix_signal_match_high", ["high"], unique=False)
