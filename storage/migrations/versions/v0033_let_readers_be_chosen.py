"""Keep who reads the card of a signal, whether its author is named, and what the channel hears of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision: str | None = "0029"


def upgrade() -> None:
    """Go from 0029 to 0033."""
    # a release before this one stores signals that the whole channel reads
    op.add_column("signal", sa.Column("readers", sa.String(), nullable=False, server_default="channel"))
    op.add_column("signal", sa.Column("unnamed", sa.Boolean(), nullable=False, server_default=sa.false()))
    told: sa.Column[bool] = sa.Column(
        "tells_of_chosen", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("partnership", told)
