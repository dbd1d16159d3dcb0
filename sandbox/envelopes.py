"""What passes between Slack and an app whichever way it is connected: an answer, and how a sending ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

ACK_SECONDS = 3.0


@dataclass(slots=True)
class Ack:
    """What came back for one payload; `payload` is None for a bare acknowledgement."""

    payload: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one sending ended: acknowledged, or for what reason not.

    `stop`: the app asked not to be told again. `nobody`: there was no connection to send it on.
    """

    ack: Ack | None
    reason: str = ""
    stop: bool = False
    nobody: bool = False


class Transport(Protocol):
    """A way to the app: Socket Mode or HTTP. `pauses` are the seconds before each retry of an event."""

    pauses: tuple[float, ...]

    async def send(
        self, kind: str, payload: dict[str, Any], *, answers: bool, retry: int = 0, reason: str = ""
    ) -> Outcome:
        """Send one payload and wait for its acknowledgement; `kind` is the envelope's type."""
