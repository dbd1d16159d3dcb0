"""A Slack on paper: keeps the messages it took, in their order, and loses an answer now and then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.error import URLError
from uuid import UUID

Message = dict[str, Any]


@dataclass(slots=True)
class PaperSlack:
    """What the worker calls instead of a WebClient.

    `before` and `after` run around each call that changes something; `took` hears of each new message.
    `loses` says whether the answer to this call is lost after it was carried out.
    """

    before: Callable[[], object]
    after: Callable[[], object]
    took: Callable[[str, UUID], object]
    loses: Callable[[], bool]
    now: Callable[[], float]
    rooms: dict[str, dict[str, Message]] = field(default_factory=dict)
    last: float = 0.0

    def api_call(self, method: str, *, params: Any = None, json: Any = None) -> Any:
        """Carry out one call of the Web API."""
        given = params if params is not None else json
        match method:
            case "conversations.open":
                return {"channel": {"id": f"D{given['users']}"}}
            case "conversations.history":
                found = sorted(self._room(given).values(), key=lambda one: one["ts"], reverse=True)
                return {"messages": found}
        self.before()
        answer = self._change(method, given)
        lost = self.loses()
        self.after()
        if lost:
            raise URLError(TimeoutError())
        return answer

    def standing(self) -> list[tuple[str, UUID, Message]]:
        """Every message that stands: its conversation, its mark, and itself."""
        return [
            (room, UUID(one["metadata"]["event_payload"]["delivery"]), one)
            for room, messages in self.rooms.items()
            for one in messages.values()
        ]

    def _change(self, method: str, given: Any) -> Any:
        room = self._room(given)
        match method:
            case "chat.postMessage":
                self.last = max(self.now(), self.last + 0.000001)
                ts = f"{self.last:.6f}"
                room[ts] = {**given, "ts": ts}
                self.took(given["channel"], UUID(given["metadata"]["event_payload"]["delivery"]))
                return {"ts": ts}
            case "chat.update":
                room[given["ts"]] = {**given}
            case "chat.delete":
                del room[given["ts"]]
            case _:
                raise AssertionError(method)
        return {"ts": given["ts"]}

    def _room(self, given: Any) -> dict[str, Message]:
        return self.rooms.setdefault(given["channel"], {})
