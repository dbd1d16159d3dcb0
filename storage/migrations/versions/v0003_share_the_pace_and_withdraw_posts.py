"""Share the pace and withdraw posts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Go from 0002 to 0003."""
    op.create_table(
        "pace",
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("free_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_pace")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(
            "ix_post_open",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("wanted_rev > shown_rev"),
            sqlite_where=sa.text("wanted_rev > shown_rev"),
        )
