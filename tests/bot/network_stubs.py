"""Servers that stand in the way to Slack: one with its own certificate, proxies that refuse."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the stub says: a status, a page or else `answer` as JSON, and the time it thinks it is."""

    answer: dict[str, Any]
    status: int = 200
    page: bytes = b""
    date: datetime | None = None


@contextmanager
def serving(answers: Answers, certificate: Path | None = None) -> Iterator[int]:
    """A server on 127.0.0.1 that gives every request this answer; yields its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Whatever is asked."""
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = answers.page or json.dumps(answers.answer).encode()
            self.send_response(answers.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if self.command != "HEAD" else b"")

        do_HEAD = do_POST  # noqa: N815  # as http.server calls it
        do_CONNECT = do_POST  # noqa: N815  # the same

        def date_time_string(self, timestamp: float | None = None) -> str:
            """The Date header."""
            return f"{answers.date or datetime.now(UTC):%a, %d %b %Y %H:%M:%S GMT}"

        def log_message(self, *args: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]  # who hung up, hung up
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate(
    folder: Path, *, since: timedelta = -DAY, until: timedelta = DAY, name: str = "127.0.0.1"
) -> Path:
    """A certificate that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Eigen uitgever")])
    kind: x509.GeneralName = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + since)
        .not_valid_after(now + until)
        .add_extension(x509.SubjectAlternativeName([kind]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file
