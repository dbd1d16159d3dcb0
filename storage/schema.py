"""Every table of the house: importing a module of tables is what makes the schema know them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import MetaData, inspect
from sqlalchemy.orm import Mapper

from storage import (
    audit_tables,
    directory_tables,
    erasure_tables,
    evidence_tables,
    goal_tables,
    ground_tables,
    guard_tables,
    outbox_tables,
    overleg_tables,
    regie_tables,
    retention_tables,
    rights_tables,
    signal_tables,
)

MODULES = (
    directory_tables,
    signal_tables,
    evidence_tables,
    outbox_tables,
    audit_tables,
    overleg_tables,
    regie_tables,
    goal_tables,
    guard_tables,
    ground_tables,
    erasure_tables,
    retention_tables,
    rights_tables,
)


def metadata() -> MetaData:
    """What migrations, comparisons and tests call the schema."""
    return directory_tables.Deployment.metadata


def mappers() -> frozenset[Mapper[Any]]:
    """Every class of rows with the table it stands for."""
    mapper: Mapper[Any] = inspect(directory_tables.Deployment)
    return mapper.registry.mappers
