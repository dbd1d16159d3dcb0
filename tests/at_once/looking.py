"""What every scene of the harness has, and a look into its database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import text

from casework.office import Office
from tests.at_once.scene import Town


class Stage(Protocol):
    """What two acts are about."""

    @property
    def town(self) -> Town:
        """Where it is."""

    @property
    def refs(self) -> frozenset[str]:
        """What messages about it refer to."""


# The second argument is the scene that the act belongs to.
Act = Callable[[Office, Any], None]


def rows(stage: Stage, query: str, **values: Any) -> list[Any]:
    """What the database says, past the house."""
    with stage.town.house.engine.connect() as connection:
        return list(connection.execute(text(query), values))
