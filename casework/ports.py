"""What casework needs from the outside, as Protocols."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; frozen in tests."""

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        ...


class Wake(Protocol):
    """Called after a commit that left posts to deliver."""

    def __call__(self) -> None: ...
