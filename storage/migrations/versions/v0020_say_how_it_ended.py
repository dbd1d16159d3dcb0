"""Say how a signal ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision: str | None = "0019"


def upgrade() -> None:
    """Go from 0019 to 0020."""
    op.add_column("signal", sa.Column("result_sealed", sa.LargeBinary(), nullable=True))
