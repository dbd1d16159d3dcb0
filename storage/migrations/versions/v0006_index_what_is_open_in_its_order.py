"""Index what is open in its order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"


def upgrade() -> None:
    """Go from 0005 to 0006."""
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_due"))
        batch_op.drop_index(batch_op.f("ix_post_open"), sqlite_where=sa.text("wanted_rev > shown_rev"))
        batch_op.create_index(
            "ix_post_open",
            ["urgent", "due_at"],
            unique=False,
            postgresql_where=sa.text("wanted_rev > shown_rev"),
            sqlite_where=sa.text("wanted_rev > shown_rev"),
        )
        batch_op.create_index(
            "ix_post_changed",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("wanted_rev > shown_rev AND shown_rev > 0"),
            sqlite_where=sa.text("wanted_rev > shown_rev AND shown_rev > 0"),
        )
        batch_op.create_index(
            "ix_post_leased",
            ["lease_until"],
            unique=False,
            postgresql_where=sa.text("lease_owner IS NOT NULL"),
            sqlite_where=sa.text("lease_owner IS NOT NULL"),
        )
