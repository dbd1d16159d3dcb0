"""HTTP mode: signed requests to the app's address, an answer within three seconds (slack 3.11 and 4.4)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import json
import secrets
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from sandbox.clock import Now
from sandbox.envelopes import Ack, Outcome

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM = "application/x-www-form-urlencoded"
OK = 200
PAUSES = (0.0, 60.0, 300.0)  # before each of the three retries of an event


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a request: v0 HMAC-SHA256 over version, timestamp and raw body."""
    base = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class NotVerified(Exception):
    """The address did not give the challenge back, so Slack would not take it."""


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: dict[str, str]
    body: bytes


class HttpPush:
    """Sends what happens to one address of the app; a transport as Socket Mode is one."""

    pauses: tuple[float, ...] = PAUSES

    def __init__(self, url: str, secret: str, now: Now, seconds: float) -> None:
        self.url = url
        self._secret = secret
        self._now = now
        self._seconds = seconds

    def verify(self) -> None:
        """Ask the address to give a challenge back, as Slack does when it is filled in."""
        challenge = secrets.token_urlsafe(39)
        payload = {"token": "verif-token-not-used", "challenge": challenge, "type": "url_verification"}
        try:
            answer = self._post("application/json", json.dumps(payload).encode(), {})
        except (OSError, http.client.HTTPException) as error:
            raise NotVerified(str(error)) from None
        if answer.status != OK or challenge not in _challenges(answer.body):
            raise NotVerified(f"{self.url} answered {answer.status} without the challenge")

    async def send(
        self, kind: str, payload: dict[str, Any], *, answers: bool, retry: int = 0, reason: str = ""
    ) -> Outcome:
        """Send one payload and wait for its answer."""
        extra = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {}
        content_type, body = _encoded(kind, payload)
        try:
            answer = await asyncio.to_thread(self._post, content_type, body, extra)
        except TimeoutError:
            return Outcome(None, "http_timeout")
        except ssl.SSLError:
            return Outcome(None, "ssl_error")
        except OSError:
            return Outcome(None, "connection_failed")
        except http.client.HTTPException:
            return Outcome(None, "unknown_error")
        if answer.status == OK:
            return Outcome(Ack(_said(kind, answer) if answers else None))
        moved = answer.status // 100 == OK // 100 + 1
        stop = answer.headers.get("x-slack-no-retry") == "1"
        return Outcome(None, "too_many_redirects" if moved else "http_error", stop=stop)

    def _post(self, content_type: str, body: bytes, extra: dict[str, str]) -> _Response:
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=self._seconds)
        timestamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": AGENT,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(self._secret, timestamp, body),
        }
        try:
            connection.request("POST", parts.path or "/", body, headers | extra)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return _Response(answer.status, told, answer.read())
        finally:
            connection.close()


def _encoded(kind: str, payload: dict[str, Any]) -> tuple[str, bytes]:
    match kind:
        case "slash_commands":
            return FORM, urlencode(payload).encode()
        case "interactive":
            return FORM, urlencode({"payload": json.dumps(payload)}).encode()
    return "application/json", json.dumps(payload).encode()


def _said(kind: str, answer: _Response) -> dict[str, Any] | None:
    if not answer.body.strip():
        return None
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    return {"text": answer.body.decode()} if kind == "slash_commands" else None


def _challenges(body: bytes) -> tuple[str, ...]:
    plain = body.decode(errors="replace").strip()
    try:
        found = json.loads(plain)
    except ValueError:
        return (plain, plain.removeprefix("challenge="))
    return (str(found.get("challenge")),) if isinstance(found, dict) else (str(found),)
