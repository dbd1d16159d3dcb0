"""Socket Mode: single-use tickets, hello, envelopes to exactly one connection, acknowledgements in time."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.envelopes import ACK_SECONDS, Ack, Outcome

MOST = 10
HOST = "applink-sandbox"


@dataclass(slots=True, eq=False)
class Connection:
    """One websocket of the app; `gone` once nothing can be sent on it, which may be before it is read out."""

    socket: WebSocket
    closing: bool = False
    gone: bool = False
    awaited: set[asyncio.Future[Ack]] = field(default_factory=set)

    def end(self) -> None:
        """Nobody will answer on it any more: whoever waits for that hears so at once."""
        self.gone = True
        for answer in self.awaited:
            if not answer.done():
                answer.set_exception(WebSocketDisconnect())


def _unheard(what: str) -> None:
    """Nobody asked to be told of stray acknowledgements."""


@dataclass(slots=True)
class Sockets:
    """The app's connections, a transport; runs on the server's event loop.

    Events are repeated at once, with the same event id; Slack does not publish the pauses of Socket Mode.
    """

    app_id: str
    ack_seconds: float = ACK_SECONDS
    on_stray: Callable[[str], None] = _unheard
    pauses: tuple[float, ...] = (0.0, 0.0, 0.0)
    connections: list[Connection] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    waiting: dict[str, asyncio.Future[Ack]] = field(default_factory=dict)
    sent: dict[str, tuple[str, float]] = field(default_factory=dict)  # kind, when; until acknowledged
    acked_after: list[tuple[str, float]] = field(default_factory=list)  # kind, seconds since it was sent
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
            await socket.send_text(json.dumps(self._too_many()))
            await socket.close()
            return
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                self._acknowledged(json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass
        finally:
            self.connections.remove(connection)
            connection.end()

    def _acknowledged(self, said: dict[str, Any]) -> None:
        envelope_id = str(said.get("envelope_id"))
        if envelope_id not in self.sent:
            self.on_stray("acknowledged twice, or never sent")
            return
        kind, sent = self.sent.pop(envelope_id)
        self.acked_after.append((kind, time.perf_counter() - sent))
        waiting = self.waiting.get(envelope_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(Ack(said.get("payload")))

    async def send(
        self, kind: str, payload: dict[str, Any], *, answers: bool, retry: int = 0, reason: str = ""
    ) -> Outcome:
        """Send one envelope to one connection and wait for its acknowledgement."""
        reachable = [one for one in self.connections if not one.gone]
        open_ones = [one for one in reachable if not one.closing] or reachable
        if not open_ones:
            return Outcome(None, "no connection", nobody=True)
        envelope_id = str(uuid.uuid4())
        envelope: dict[str, Any] = {"envelope_id": envelope_id, "payload": payload, "type": kind}
        envelope["accepts_response_payload"] = answers
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        answer: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = answer
        self.sent[envelope_id] = (str(payload.get("type", kind)), time.perf_counter())
        connection = open_ones[next(self._turn) % len(open_ones)]
        connection.awaited.add(answer)
        try:
            await connection.socket.send_text(json.dumps(envelope))
            return Outcome(await asyncio.wait_for(answer, self.ack_seconds))
        except TimeoutError:
            return Outcome(None, "timeout")
        except (WebSocketDisconnect, RuntimeError):  # closed by the app while it was sent, or unanswered
            connection.end()
            return Outcome(None, "timeout")
        finally:
            connection.awaited.discard(answer)
            del self.waiting[envelope_id]

    async def disconnect(self, reason: str) -> None:
        """Tell every connection that it will close; the old one stays readable until the new one is up.

        A `warning` only announces; after `link_disabled` there is no waiting for a new one.
        """
        old = list(self.connections)
        for one in old:
            one.closing = True
            await one.socket.send_text(json.dumps(self._disconnect(reason)))
        if reason == "warning":
            return
        for _ in range(0 if reason == "link_disabled" else 100):
            if any(not one.closing for one in self.connections):
                break
            await asyncio.sleep(0.05)
        for one in old:
            if one in self.connections:
                await one.socket.close()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": HOST, "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    def _disconnect(self, reason: str) -> dict[str, Any]:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}

    def _too_many(self) -> dict[str, Any]:
        return self._disconnect("too_many_websockets") | {
            "num_connections": len(self.connections) + 1,
            "connection_info": {"app_id": self.app_id},
        }
