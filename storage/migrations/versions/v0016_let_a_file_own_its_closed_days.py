"""Let a file own its closed days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision: str | None = "0015"


def upgrade() -> None:
    """Go from 0015 to 0016.

    What was known by the id of an event gets a number; of no day it is known which file brought it.
    """
    before = sa.table(
        "closed_period", sa.column("name"), sa.column("first_day", sa.Date), sa.column("last_day", sa.Date)
    )
    rows = op.get_bind().execute(sa.select(before).order_by(before.c.first_day)).mappings().all()
    op.drop_table("closed_period")
    after = op.create_table(
        "closed_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("closed_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closed_period_first_day"), ["first_day"], unique=False)
    op.bulk_insert(after, [{**row, "source": ""} for row in rows])
