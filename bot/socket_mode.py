"""Socket Mode: what carries no answer is acknowledged the moment it is read from the socket.

Left to itself Bolt acknowledges when a listener thread gets its turn, and looks every ten milliseconds
whether that has happened: with ten people at once that waits for everybody's forms being made.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from socket import IPPROTO_TCP, SHUT_RD, TCP_NODELAY, socket
from threading import Lock
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import build_headers, run_bolt_app, send_response
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.failing import Stop
from bot.network import proxy_for, sentence
from bot.shapes import ANSWERED, readable
from bot.slack import open_socket

READ_AT_ONCE = 65536  # bytes; a form with everything in it comes in one piece
PING_SECONDS = 10
QUIET_WITHIN = 3.0  # seconds: whoever sent a form waits no longer
SILENT = 60.0  # seconds without a word from the socket, which answers a ping every ten

log = structlog.get_logger(__name__)


class PromptClient(SocketModeClient):
    """A Socket Mode client that acknowledges while it reads; `acknowledged` is what is yet to be handled."""

    def __init__(
        self, app: App, app_token: str, threads: int, connected: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(
            app_token=app_token,
            logger=app.logger,
            web_client=app.client,
            ping_interval=PING_SECONDS,
            receive_buffer_size=READ_AT_ONCE,
            concurrency=threads,
        )
        self.acknowledged: set[str] = set()
        self._in_hand = 0
        self._counting = Lock()
        self.connected = connected
        self.refusal: Exception | None = None
        self.on_error_listeners.append(self._note)

    def connect(self) -> None:
        """Open a connection that sends each acknowledgement at once, and say that there is one.

        Called for every new connection: what happened while there was none, Slack does not tell again.

        Otherwise the system keeps the second one back until Slack has confirmed the first, which takes
        up to forty milliseconds (Nagle's algorithm and delayed confirmation).
        """
        if self.wss_uri is None:
            self.wss_uri = self.issue_new_wss_url()
        self.proxy = proxy_for(self.wss_uri)  # slack_sdk itself knows nothing of NO_PROXY
        self.refusal = None
        super().connect()
        session = self.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        self.connected()

    def _note(self, error: Exception) -> None:
        self.refusal = error

    def must_be_connected(self) -> None:
        """Raise `Stop` with why there is no connection; slack_sdk goes on trying without a word."""
        if not self.is_connected():
            raise Stop(sentence(self.refusal, str(self.wss_uri)))

    def close(self) -> None:
        """Wait for a moment with nothing in hand, read no more, and hang up at once.

        Slack goes on sending as long as the connection stands, and what it sends to one that nobody reads is
        lost: so what comes in is read and answered until it is closed. When that moment does not come,
        nothing more is read, and what was read is finished and answered. The thread that reads takes
        `terminated` back as it begins (slack_sdk 3.47), and would then be waited for without end: it is
        told again until it has stopped. It and the thread that hands out messages would otherwise sit out
        their time-outs, four seconds together.
        """
        self._wait_for_a_quiet_moment()
        reading = self.current_session_runner
        reading.event.set()
        self.auto_reconnect_enabled = False
        while reading.is_alive():
            self.current_session_state.terminated = True
            self._hear_no_more()
            reading.thread.join(0.05)
        if not self._in_hand:
            self.disconnect()
        while self.message_processor.is_alive() and not self.message_queue.empty():
            time.sleep(0.01)
        self.closed = True
        self.message_queue.put(None)  # no message: it only has the thread look whether it may end
        self.message_processor.shutdown()  # type: ignore[no-untyped-call]  # untyped in slack_sdk
        self.message_workers.shutdown(wait=True)
        super().close()

    def _wait_for_a_quiet_moment(self) -> None:
        until = time.monotonic() + QUIET_WITHIN
        while self._in_hand and time.monotonic() < until:
            time.sleep(0.002)

    def _hold(self, change: int) -> None:
        with self._counting:
            self._in_hand += change

    def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        """Called with every message, in a thread of its own."""
        try:
            super().run_message_listeners(message, raw_message)
        finally:
            if "envelope_id" in message:
                self._hold(-1)

    def _hear_no_more(self) -> None:
        session = self.current_session
        sock = session.sock if session is not None else None
        if sock is not None:
            with suppress(OSError):  # whoever is on the other side may be gone
                socket.shutdown(sock, SHUT_RD)  # under TLS too: what waits for bytes hears that none come

    def enqueue_message(self, message: str) -> None:
        """Called with every message, in the thread that reads: acknowledge, then pass it on to be handled."""
        if "envelope_id" in (_read(message) or {}):
            self._hold(1)
        envelope = _envelope_without_answer(message)
        if envelope is not None:
            try:
                self.send_socket_mode_response({"envelope_id": envelope})
                self.acknowledged.add(envelope)
            except (SlackClientError, OSError) as error:
                log.warning("not acknowledged at once", error_type=type(error).__name__)
        super().enqueue_message(message)


def try_socket(url: str) -> None:
    """Open a connection and close it again; raises `Stop` with why it cannot be."""
    refused: list[Exception] = []
    connection = Connection(
        url=url, logger=logging.getLogger(__name__), proxy=proxy_for(url), on_error_listener=refused.append
    )
    try:
        connection.connect()
        if not connection.is_active():
            raise Stop(sentence(refused[-1] if refused else None, url))
    finally:
        connection.close()


def _read(message: str) -> dict[str, Any] | None:
    if not message.startswith("{"):
        return None
    try:
        read: dict[str, Any] = json.loads(message)
    except ValueError:
        return None
    return read


def _envelope_without_answer(message: str) -> str | None:
    if (read := _read(message)) is None:
        return None
    envelope, payload = read.get("envelope_id"), read.get("payload")
    if not isinstance(envelope, str) or not isinstance(payload, dict):
        return None
    return None if payload.get("type") in ANSWERED else envelope


class PromptHandler(BaseSocketModeHandler):
    """Hands envelopes to Bolt; each is acknowledged once, by the client on arrival or with Bolt's answer."""

    client: PromptClient

    def __init__(
        self, app: App, app_token: str, threads: int, connected: Callable[[], None] = lambda: None
    ) -> None:
        self.app = app
        self.client = PromptClient(app, app_token, threads, connected)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]  # ours is its only client

    def open(self) -> None:
        """Open the first connection; raises `Stop` with why there is none."""
        self.client.wss_uri = open_socket(self.app.client, self.client.app_token)
        self.client.connect()
        self.client.must_be_connected()

    def stands(self) -> bool:
        """Whether the connection is open, and Slack answered a ping a moment ago."""
        session = self.client.current_session
        if session is None or not self.client.is_connected():
            return False
        heard = session.last_ping_pong_time
        return heard is None or time.time() - heard < SILENT

    def close(self) -> None:
        """Read no more, finish and answer what was read, and hang up."""
        self.client.close()

    def handle(self, client: PromptClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # the same
        """Dispatch one envelope; runs in one of the client's threads."""
        if not readable(req.payload):
            log.warning("not of the shape that Slack sends", kind=req.type)
            if req.envelope_id in client.acknowledged:
                client.acknowledged.discard(req.envelope_id)
            else:
                client.send_socket_mode_response({"envelope_id": req.envelope_id})
            return
        if req.envelope_id in client.acknowledged:
            client.acknowledged.discard(req.envelope_id)
            self.app.dispatch(_acknowledged_request(req))
            return
        send_response(client, req, run_bolt_app(self.app, req), 0.0)


def _acknowledged_request(req: SocketModeRequest) -> BoltRequest:
    """The request with its `ack()` already called, so that Bolt does not wait for a listener to do it."""
    ack = Ack()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    ack()
    return BoltRequest(mode="socket_mode", body=req.payload, headers=build_headers(req), context={"ack": ack})
