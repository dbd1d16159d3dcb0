"""Let one be one: an account, a young person, a correction, a look back on a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision: str | None = "0016"

_ACCOUNT = sa.text("active AND double_of IS NULL")
_IDENTITY = sa.text("kind = 'identity' AND superseded_by IS NULL AND double_of IS NULL")
_DAY = sa.text("double_of IS NULL")

# Which of two counted: the partner and the identity that the house found first, the look back that came last.
# What the others are is only noted here: ending them needs the keys (`storage.doubles`).
_DOUBLES = (
    """
    UPDATE partner SET double_of = (
        SELECT min(other.id) FROM partner AS other WHERE other.user_id = partner.user_id AND other.active)
    WHERE active AND user_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM partner AS other
        WHERE other.user_id = partner.user_id AND other.active AND other.id < partner.id)
    """,
    """
    UPDATE item SET double_of = (
        SELECT other.id FROM item AS other
        WHERE other.signal_id = item.signal_id AND other.kind = 'identity' AND other.superseded_by IS NULL
        ORDER BY other.created_at, other.id LIMIT 1)
    WHERE kind = 'identity' AND superseded_by IS NULL AND EXISTS (
        SELECT 1 FROM item AS other
        WHERE other.signal_id = item.signal_id AND other.kind = 'identity' AND other.superseded_by IS NULL
          AND (other.created_at < item.created_at
               OR (other.created_at = item.created_at AND other.id < item.id)))
    """,
    """
    UPDATE goal_evaluation SET double_of = (
        SELECT max(other.id) FROM goal_evaluation AS other
        WHERE other.goal_id = goal_evaluation.goal_id AND other.held_on = goal_evaluation.held_on)
    WHERE EXISTS (
        SELECT 1 FROM goal_evaluation AS other
        WHERE other.goal_id = goal_evaluation.goal_id AND other.held_on = goal_evaluation.held_on
          AND other.id > goal_evaluation.id)
    """,
)


def upgrade() -> None:
    """Go from 0016 to 0017."""
    op.add_column("partner", sa.Column("double_of", sa.Integer(), nullable=True))
    op.add_column("item", sa.Column("corrects", sa.Uuid(), nullable=True))
    op.add_column("item", sa.Column("double_of", sa.Uuid(), nullable=True))
    op.add_column("consent", sa.Column("corrects", sa.Uuid(), nullable=True))
    op.add_column("goal_evaluation", sa.Column("double_of", sa.Integer(), nullable=True))
    for statement in _DOUBLES:
        op.execute(statement)
    _one("ix_partner_account", "partner", ["user_id"], _ACCOUNT)
    _one("ix_item_identity", "item", ["signal_id"], _IDENTITY)
    _one("ix_goal_evaluation_day", "goal_evaluation", ["goal_id", "held_on"], _DAY)
    op.create_index("ix_item_corrects", "item", ["corrects"], unique=True)
    op.create_index("ix_consent_corrects", "consent", ["corrects"], unique=True)


def _one(name: str, table: str, columns: list[str], condition: sa.TextClause) -> None:
    op.create_index(name, table, columns, unique=True, postgresql_where=condition, sqlite_where=condition)
