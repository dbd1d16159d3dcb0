"""An address of an app over HTTP that keeps what comes and answers what a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Got:
    """A request as the app got it."""

    headers: dict[str, str]
    body: bytes


@dataclass
class Endpoint:
    """An address that keeps what comes and answers what a test wants: status, headers, body."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    challenges: list[Got] = field(default_factory=list)
    answer: Callable[[Got], tuple[int, dict[str, str], bytes]] = lambda got: (200, {}, b"")

    @property
    def retries(self) -> list[tuple[str | None, str | None]]:
        """Number and reason of each event request."""
        names = ("x-slack-retry-num", "x-slack-retry-reason")
        return [(one.headers.get(names[0]), one.headers.get(names[1])) for one in self.got]


def _challenge(got: Got) -> tuple[int, dict[str, str], bytes] | None:
    if b"url_verification" not in got.body:
        return None
    return 200, {"Content-Type": "text/plain"}, json.loads(got.body)["challenge"].encode()


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """An address on this machine."""
    kept = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            got = Got({k.lower(): v for k, v in self.headers.items()}, self.rfile.read(length))
            verified = _challenge(got)
            (kept.challenges if verified else kept.got).append(got)
            status, headers, body = verified or kept.answer(got)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()
