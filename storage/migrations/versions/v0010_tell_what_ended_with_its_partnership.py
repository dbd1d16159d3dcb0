"""Tell a series that ended with its partnership from one that a person cancelled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision: str | None = "0009"

# What earlier versions ended when a partnership left has no other mark than its row in the audit; a person
# cannot cancel what has ended.
_ENDED_BEFORE = """
    UPDATE overleg SET ended_with_partnership = true
    WHERE cancelled_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM audit WHERE audit.ref = 'O-' || overleg.id AND audit.act = 'overleg.stop')
"""


def upgrade() -> None:
    """Go from 0009 to 0010."""
    with op.batch_alter_table("overleg", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("ended_with_partnership", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.execute(_ENDED_BEFORE)
