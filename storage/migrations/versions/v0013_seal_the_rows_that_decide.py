"""Seal the rows that decide."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision: str | None = "0012"

_DECIDE = (
    "capacity_finding",
    "case_facts",
    "consent",
    "disclosure",
    "exception",
    "item",
    "membership",
    "partner",
    "partnership",
    "role_grant",
    "signal",
    "tag",
)


def upgrade() -> None:
    """Go from 0012 to 0013; the first start with the keys makes the seals."""
    op.add_column("audit", sa.Column("rows", sa.JSON(none_as_null=True), nullable=True))
    for table in _DECIDE:
        op.add_column(table, sa.Column("seal", sa.LargeBinary(), nullable=True))
