"""The practice Slack's own clock: runs along with another one, and can be set, moved on or stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]


def system_now() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


class Clock:
    """A clock that is `base` until somebody moves it; call it for the time, aware, in UTC."""

    def __init__(self, base: Now = system_now) -> None:
        self._base = base
        self._ahead = timedelta()
        self._stopped: datetime | None = None

    def __call__(self) -> datetime:
        """The time."""
        return self._stopped or self._base() + self._ahead

    @property
    def stopped(self) -> bool:
        """Whether it stands still."""
        return self._stopped is not None

    def set(self, to: datetime, *, stopped: bool = False) -> None:
        """Put it at `to` (aware); it runs on from there unless `stopped`."""
        self._ahead = to - self._base()
        self._stopped = to.astimezone(UTC) if stopped else None

    def advance(self, seconds: float) -> None:
        """Move it on; a stopped one stays stopped."""
        step = timedelta(seconds=seconds)
        self._ahead += step
        if self._stopped is not None:
            self._stopped += step
