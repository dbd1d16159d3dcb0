"""Every table of the house: importing a module of tables is what makes the schema know them."""

from __future__ import annotations

from sqlalchemy import MetaData

from storage import goal_tables, overleg_tables, regie_tables, tables

MODULES = (tables, overleg_tables, regie_tables, goal_tables)


def metadata() -> MetaData:
    """What migrations, comparisons and tests call the schema."""
    return tables.Deployment.metadata
