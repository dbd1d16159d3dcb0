"""Socket Mode: single-use tickets, hello, envelopes to exactly one connection, acknowledgements in time."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import uuid
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

MOST = 10
ACK_SECONDS = 3.0


@dataclass(slots=True)
class Ack:
    """What came back for one envelope; `payload` is None for a bare acknowledgement."""

    payload: dict[str, Any] | None


@dataclass(slots=True, eq=False)
class Connection:
    """One open websocket of the app."""

    socket: WebSocket
    closing: bool = False


@dataclass(slots=True)
class Sockets:
    """The app's connections; runs on the server's event loop."""

    app_id: str
    connections: list[Connection] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    waiting: dict[str, Future[Ack]] = field(default_factory=dict)
    _turn: itertools.count[int] = field(default_factory=itertools.count)

    def ticket(self) -> str:
        """A single-use ticket for a connection."""
        made = secrets.token_hex(16)
        self.tickets.add(made)
        return made

    async def serve(self, socket: WebSocket) -> None:
        """Serve one connection until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets:
            await socket.close(code=4401)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        if len(self.connections) >= MOST:
            await socket.send_text(json.dumps(self._disconnect("too_many_websockets")))
            await socket.close()
            return
        connection = Connection(socket)
        self.connections.append(connection)
        await socket.send_text(json.dumps(self._hello()))
        try:
            while True:
                self._acknowledged(json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self.connections.remove(connection)

    def _acknowledged(self, said: dict[str, Any]) -> None:
        waiting = self.waiting.pop(str(said.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(Ack(said.get("payload")))

    async def send(
        self, kind: str, payload: dict[str, Any], *, answers: bool, retry: int = 0
    ) -> Future[Ack] | None:
        """Send one envelope to one connection; None when the app has no connection."""
        open_ones = [one for one in self.connections if not one.closing] or self.connections
        if not open_ones:
            return None
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid.uuid4()),
            "payload": payload,
            "type": kind,
            "accepts_response_payload": answers,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        answer: Future[Ack] = Future()
        self.waiting[envelope["envelope_id"]] = answer
        connection = open_ones[next(self._turn) % len(open_ones)]
        await connection.socket.send_text(json.dumps(envelope))
        return answer

    async def disconnect(self, reason: str) -> None:
        """Tell every connection that it will close; the old one stays readable until the new one is up."""
        old = list(self.connections)
        for one in old:
            one.closing = True
            await one.socket.send_text(json.dumps(self._disconnect(reason)))
        if reason == "warning":
            return
        for _ in range(100):
            if any(not one.closing for one in self.connections):
                break
            await asyncio.sleep(0.05)
        for one in old:
            await one.socket.close()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {
                "host": "applink-sandbox",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": self.app_id},
        }

    def _disconnect(self, reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
