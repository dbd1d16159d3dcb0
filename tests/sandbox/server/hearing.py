"""What the app heard, for the tests of events."""

from __future__ import annotations

from collections.abc import Callable

from tests.sandbox.server.app import Json

TEAM, MDO, OPEN, SHARED = "C0ZONNEBEEK", "C0MDO", "C0ALGEMEEN", "C0BUREN"
Heard = Callable[[], list[Json]]


def names(events: list[Json]) -> list[str]:
    """The types with their subtypes."""
    return [f"{one['type']}.{one['subtype']}" if "subtype" in one else one["type"] for one in events]
