"""Let the guard recognise people in messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision: str | None = "0017"


def upgrade() -> None:
    """Make both tables of the guard."""
    op.create_table(
        "clue",
        sa.Column("signal_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.id"], name=op.f("fk_clue_signal_id_signal")),
        sa.PrimaryKeyConstraint("signal_id", "digest", name=op.f("pk_clue")),
    )
    op.create_index("ix_clue_digest", "clue", ["digest"])
    op.create_table(
        "guarded_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("signal_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signal.id"], name=op.f("fk_guarded_message_signal_id_signal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guarded_message")),
        sa.UniqueConstraint("channel", "ts", name=op.f("uq_guarded_message_channel_ts")),
    )
    op.create_index("ix_guarded_message_signal_id", "guarded_message", ["signal_id"])
