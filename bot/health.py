"""Health and metrics over HTTP on a local port, for whoever watches the process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.failing import Stop

# Each check's name with whether it passed, and counts of what should be none.
Look = Callable[[], Mapping[str, bool | int]]


class Found(Collector):
    """The same as numbers: `schakel_check{name}` is 1 or 0, `schakel_messages{name}` how many."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def collect(self) -> Iterator[Metric]:
        """Look, for one scrape."""
        checks = GaugeMetricFamily("schakel_check", "Whether a check passed", labels=["name"])
        counts = GaugeMetricFamily("schakel_messages", "Messages that did not reach anyone", labels=["name"])
        for name, value in self._look().items():
            (checks if isinstance(value, bool) else counts).add_metric([name], float(value))
        yield checks
        yield counts


class HealthServer:
    """Serves `/health` (200 or 503, with each check by name) and `/metrics`; nothing of any case.

    Raises `Stop` for a port that cannot be had.
    """

    def __init__(self, port: int, look: Look, registry: CollectorRegistry) -> None:
        handler = _handler(look, registry)
        registry.register(Found(look))
        try:
            self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            raise Stop(
                f"Poort {port} van SCHAKEL_PORT is bezet of niet toegestaan. Kies een andere."
            ) from None
        self._thread = Thread(target=self._server.serve_forever, name="health", daemon=True)

    @property
    def port(self) -> int:
        """The port in use; the system's choice when 0 was asked for."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Serve in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(look: Look, registry: CollectorRegistry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name http.server looks for
            if self.path == "/health":
                found = look()
                status = 503 if any(value is False for value in found.values()) else 200
                self._send(status, "application/json", json.dumps(dict(found)).encode())
            elif self.path == "/metrics":
                self._send(200, CONTENT_TYPE_LATEST, generate_latest(registry))
            else:
                self._send(404, "text/plain", b"")

        def _send(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name http.server calls
            """Requests are not logged: a scrape every few seconds says nothing."""

    return Handler
