"""Count how often closed days came or went under an overleg."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision: str | None = "0025"


def upgrade() -> None:
    """Go from 0025 to 0026."""
    op.add_column("overleg", sa.Column("closings", sa.Integer(), nullable=False, server_default=sa.text("0")))
