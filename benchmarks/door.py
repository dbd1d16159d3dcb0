"""Drives a practice Slack in another process through its control door, from many threads at once."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

_FAR = 1_000_000_000


class Door:
    """The control door; each thread keeps its own connection."""

    def __init__(self, page_url: str) -> None:
        self._host = urlsplit(page_url).netloc
        self._kept = threading.local()

    def act(self, person: str, verb: str, *args: object, **named: object) -> Any:
        """Let a person do something; raises AssertionError when they cannot."""
        told = self._ask("POST", "/control", {"as": person, "do": verb, "args": args, "with": named})
        assert told["ok"], f"{person} {verb}: {told.get('problem')}"
        return told["result"]

    def view(self, person: str) -> dict[str, Any] | None:
        """The modal on top of a person's screen."""
        found: dict[str, Any] | None = self._ask("GET", f"/control/view/{person}")["view"]
        return found

    def wait_view(self, person: str, callback_id: str) -> dict[str, Any]:
        """Wait for a modal; looks a few hundred times a second."""

        def there() -> dict[str, Any] | None:
            view = self.view(person)
            return view if view is not None and view["callback_id"] == callback_id else None

        found: dict[str, Any] = wait_for(there, f"{person} sees {callback_id}")
        return found

    def messages(self, channel: str) -> list[dict[str, Any]]:
        """The messages of a conversation."""
        found: list[dict[str, Any]] = self._ask("GET", f"/control/messages/{channel}")["messages"]
        return found

    def acked_after(self, kind: str, after: int = 0) -> list[float]:
        """Milliseconds to the acknowledgement of each envelope of this kind, the first `after` skipped."""
        return [seconds * 1000 for name, seconds in self._acks() if name == kind][after:]

    def called(self, method: str, after: int = 0) -> list[float]:
        """When calls of one method were carried out (seconds since 1970), after the app's first calls."""
        answer = self._ask("GET", f"/control/calls?method={method}&after={after}")
        return [datetime.fromisoformat(one["at"]).timestamp() for one in answer["calls"]]

    def calls(self) -> int:
        """How many calls the app has made."""
        found: int = self._ask("GET", f"/control/calls?after={_FAR}")["next"]
        return found

    def trouble(self) -> list[str]:
        """What real Slack would not take, unacknowledged and doubly acknowledged envelopes included."""
        found: list[str] = self._ask("GET", "/control/trouble")["trouble"]
        return found

    def slow_down(self, seconds: float) -> None:
        """Every call of the Web API takes this much longer from now on."""
        self._ask("POST", "/control/faults", {"method": "*", "delay": seconds, "times": _FAR})

    def _acks(self) -> list[tuple[str, float]]:
        found: list[tuple[str, float]] = self._ask("GET", "/control/acks")["acks"]
        return found

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        sent = None if body is None else json.dumps(body).encode()
        for last in (False, True):
            connection = self._connection()
            try:
                connection.request(method, path, sent, {"Content-Type": "application/json"})
                answer: dict[str, Any] = json.loads(connection.getresponse().read())
            except (HTTPException, ConnectionError):
                connection.close()  # the server closes idle connections; asked again on a new one
                if last:
                    raise
            else:
                return answer
        raise AssertionError

    def _connection(self) -> HTTPConnection:
        if not hasattr(self._kept, "connection"):
            self._kept.connection = HTTPConnection(self._host, timeout=30)
        kept: HTTPConnection = self._kept.connection
        return kept


def wait_for(predicate: Callable[[], Any], what: str, seconds: float = 30.0) -> Any:
    """Wait until `predicate()` is true and return it; raises AssertionError after `seconds`."""
    until = time.monotonic() + seconds
    while not (found := predicate()):
        assert time.monotonic() < until, f"did not happen: {what}"
        time.sleep(0.003)
    return found
