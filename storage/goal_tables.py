"""The rows of shared goals: why partners work together, what each contributes, how it was evaluated.

Checked text only: a goal is about the partnership, never about one young person.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage import directory_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import instant, maybe_instant, one_where


class Goal(SQLModel, table=True):
    """What a partnership wants to reach together (rulebook 12), and when it looks whether it did.

    `lead` is the account of who sees to it. `reached` is None as long as the goal stands.
    """

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    why: str
    goal: str
    indicator: str
    evaluate_on: date
    lead: str = Field(index=True)
    overlap: str | None = None
    opportunities: str | None = None
    created_by: str
    created_at: datetime = instant()
    reached: bool | None = None
    ended_by: str | None = None
    ended_at: datetime | None = maybe_instant()


class Contribution(SQLModel, table=True):
    """What one partner does for a goal, from its own position."""

    __tablename__ = "goal_contribution"

    goal_id: int = Field(foreign_key="goal.id", primary_key=True)
    partner_id: int = Field(foreign_key="partner.id", primary_key=True, index=True)
    text: str
    changed_by: str
    changed_at: datetime = instant()


class Evaluation(SQLModel, table=True):
    """One look back: what was found, what was learned, and whether the goal goes on; one counts for each day.

    Of two on one day the last counts; `double_of` is the number of the one that came after.
    """

    __tablename__ = "goal_evaluation"
    __table_args__ = (
        Index("ix_goal_evaluation_day", "goal_id", "held_on", **one_where("double_of IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    held_on: date
    finding: str
    learned: str | None = None
    evaluated_by: str
    evaluated_at: datetime = instant()
    double_of: int | None = None
