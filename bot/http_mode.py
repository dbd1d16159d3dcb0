"""HTTP mode: Slack posts to an address of ours; a signature says that it is Slack (slack 3.11 and 4.4).

TLS is for whatever stands in front. What carries no answer is answered before anybody handles it, as over a
socket; a body stays in memory, since it may hold what is to be sealed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import structlog
from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from waitress.server import create_server
from waitress.wasyncore import close_all, dispatcher

from bot.failing import Stop
from bot.shapes import ANSWERED, readable
from casework.ports import Clock

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

PATH = "/slack/events"
LARGEST = 2**21  # bytes; a form with everything in it stays far below
FINISH_SECONDS = 5.0  # for what is in hand when the process is to stop
JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json;charset=utf-8"}

log = structlog.get_logger(__name__)


class SlackRequests:
    """The WSGI application: 401 without a signature of these five minutes, 404 elsewhere, else the answer.

    What has not the shape that Slack gives it gets an empty 200: brought again it would be the same.
    """

    def __init__(self, app: App, secret: str, clock: Clock) -> None:
        self._app = app
        self._verifier = SignatureVerifier(secret, _Seconds(clock))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        answer = self._answer(environ)
        body = answer.body.encode()
        headers = [(name, value) for name, values in answer.headers.items() for value in values]
        start_response(f"{answer.status} {_REASONS.get(answer.status, 'Answer')}", headers)
        return [body]

    def _answer(self, environ: WSGIEnvironment) -> BoltResponse:
        if environ.get("PATH_INFO") != PATH or environ.get("REQUEST_METHOD") != "POST":
            return BoltResponse(status=404, body="")
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        headers = _headers(environ)
        if _looks_at_our_certificate(raw):
            return BoltResponse(status=200, body="")
        if not self._is_slack(raw, headers):
            log.warning("not signed by Slack")
            return BoltResponse(status=401, body="")
        payload = _read(raw, headers["content-type"])
        if payload is None or not readable(payload):
            log.warning("not of the shape that Slack sends")
            return BoltResponse(status=200, body="")
        return self._dispatch(payload, headers)

    def _dispatch(self, payload: dict[str, Any], headers: dict[str, str]) -> BoltResponse:
        kind = payload.get("type")
        if kind == "url_verification":
            return BoltResponse(
                status=200, body=json.dumps({"challenge": payload.get("challenge")}), headers=JSON
            )
        request = BoltRequest(
            mode="socket_mode", body=payload, headers={**headers}
        )  # as it comes over a socket
        if kind in ANSWERED:
            return self._app.dispatch(request)
        ack = Ack()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
        ack()
        request.context["ack"] = ack
        self._app.dispatch(request)
        return BoltResponse(status=200, body="")

    def _is_slack(self, raw: bytes, headers: dict[str, str]) -> bool:
        try:
            return self._verifier.is_valid_request(raw, headers)
        except ValueError:  # a time that is no number, a body that is no text
            return False


class HttpTransport:
    """Takes Slack's requests on one port, in `threads` threads; raises `Stop` for a port not to be had."""

    def __init__(
        self,
        app: App,
        secret: str,
        clock: Clock,
        *,
        host: str,
        port: int,
        threads: int,
        connected: Callable[[], None],
    ) -> None:
        self._connected = connected
        self._sockets: dict[int, Any] = {}
        try:
            self._server = create_server(
                SlackRequests(app, secret, clock),
                map=self._sockets,
                host=host,
                port=port,
                threads=threads,
                ident=None,
                max_request_body_size=LARGEST,
                inbuf_overflow=2 * LARGEST,  # never a file
            )
        except (OSError, ValueError):
            close_all(self._sockets)
            raise Stop(
                f"Schakel kan niet luisteren op {host} poort {port} (SCHAKEL_HOST, SCHAKEL_PORT): bezet, "
                "niet toegestaan of geen adres van deze machine."
            ) from None
        self._thread = Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port in use; the system's choice when 0 was asked for."""
        return int(self._server.effective_port)

    def open(self) -> None:
        """Take requests from here on; what happened before, Slack may have given up on."""
        self._thread.start()
        self._connected()

    def stands(self) -> bool:
        """Whether requests are taken."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Take no new connection, finish and answer what is in hand, and only then hang up."""
        if not self._thread.is_alive():
            close_all(self._sockets)
            return
        in_loop = self._server.trigger.pull_trigger  # only the thread that listens may touch its sockets
        in_loop(lambda: dispatcher.close(self._server))
        until = time.monotonic() + FINISH_SECONDS
        while self._is_busy() and time.monotonic() < until:
            time.sleep(0.01)
        self._server.task_dispatcher.shutdown()
        left = dict(self._sockets)
        in_loop(self._sockets.clear)  # nothing to listen to any more: the thread ends
        self._thread.join()
        close_all(left)

    def _is_busy(self) -> bool:
        """Whether a request is being handled, or its answer not yet sent."""
        open_now = list(self._server.active_channels.values())
        return any(one.requests or one.total_outbufs_len for one in open_now)


class _Seconds(SignatureClock):
    """The process' clock as the verifier reads it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock.now().timestamp()


_REASONS = {200: "OK", 401: "Unauthorized", 404: "Not Found"}


def _headers(environ: WSGIEnvironment) -> dict[str, str]:
    found = {
        name[5:].lower().replace("_", "-"): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return found | {"content-type": str(environ.get("CONTENT_TYPE", ""))}


def _read(raw: bytes, kind: str) -> dict[str, Any] | None:
    """The payload: JSON, a form with JSON as its `payload`, or a form; None for anything else."""
    try:
        text = raw.decode()
        if kind.startswith("application/json"):
            found = json.loads(text)
        else:
            form = {name: values[-1] for name, values in parse_qs(text, keep_blank_values=True).items()}
            found = json.loads(form["payload"]) if "payload" in form else form
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _looks_at_our_certificate(raw: bytes) -> bool:
    """Slack's unsigned question whether the address still answers; it asks for nothing else."""
    return len(raw) < 1000 and parse_qs(raw.decode(errors="replace")).get("ssl_check") == ["1"]  # noqa: PLR2004
