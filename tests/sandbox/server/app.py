"""A tiny app without any library of Slack's: calls methods, holds sockets, and keeps what it was sent."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import urlencode

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from sandbox import PracticeSlack

Json = dict[str, Any]
Answerer = Callable[[Json], Json | None]


@dataclass(frozen=True)
class Answer:
    """What a call gave: HTTP status, headers, and the body as far as it was JSON."""

    status: int
    headers: Message
    body: Json
    text: str = ""


def call(slack: PracticeSlack, method: str, *, token: str | None = None, **arguments: Any) -> Answer:
    """Call a method with JSON, as slack_sdk does for chat and views; the token fits by default."""
    return _post(f"{slack.api_url}{method}", arguments, _bearer(slack, method, token))


def call_form(slack: PracticeSlack, method: str, *, token: str | None = None, **arguments: Any) -> Answer:
    """Call a method with a form, structures as JSON strings."""
    flat = {key: json.dumps(one) if isinstance(one, (dict, list)) else one for key, one in arguments.items()}
    headers = _bearer(slack, method, token) | {"Content-Type": "application/x-www-form-urlencoded"}
    return send(f"{slack.api_url}{method}", urlencode(flat).encode(), headers)


def ok(answer: Answer) -> Json:
    """The body of an answer that must be good."""
    assert answer.body.get("ok") is True, answer
    return answer.body


def refused(answer: Answer) -> str:
    """The error code of an answer that must be a refusal."""
    assert answer.body.get("ok") is False, answer
    return str(answer.body["error"])


def refusal(slack: PracticeSlack, method: str, **arguments: Any) -> str:
    """The error code with which a call is refused, which is no trouble for this once."""
    with slack.expect(f"refused {method}"):
        return refused(call(slack, method, **arguments))


def _bearer(slack: PracticeSlack, method: str, token: str | None) -> dict[str, str]:
    if token is None:
        token = slack.app_token if method == "apps.connections.open" else slack.bot_token
    return {"Authorization": f"Bearer {token}"} if token else {}


def _post(url: str, body: Any, headers: dict[str, str] | None = None) -> Answer:
    headers = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    return send(url, json.dumps(body).encode(), headers)


def post_json(url: str, body: Any) -> Answer:
    """Post JSON anywhere: a response URL, the control door."""
    return _post(url, body)


def send(url: str, body: bytes | None, headers: dict[str, str], method: str = "POST") -> Answer:
    """Send bytes anywhere."""
    request = urllib.request.Request(url, data=body, headers=headers, method=method)  # noqa: S310  # loopback
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as response:
            return _answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error.code, error.headers, error.read())


def delete(url: str) -> Answer:
    """Delete something at the control door."""
    return send(url, None, {}, "DELETE")


def get_json(url: str) -> Json:
    """Get JSON from the control door."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=10) as response:
        found: Json = json.loads(response.read())
        return found


def _answer(status: int, headers: Message, raw: bytes) -> Answer:
    try:
        body = json.loads(raw)
    except ValueError:
        body = {}
    return Answer(status, headers, body if isinstance(body, dict) else {}, raw.decode())


@dataclass
class Socket:
    """One Socket Mode connection; acknowledges with what `answers` gives, or not at all when it is silent."""

    link: ClientConnection
    answers: Answerer = lambda envelope: {}
    silent: bool = False
    hello: Json = field(default_factory=dict)
    envelopes: list[Json] = field(default_factory=list)
    notices: list[Json] = field(default_factory=list)
    closed: bool = False

    def run(self) -> None:
        """Read until the connection closes."""
        try:
            for raw in self.link:
                self._heard(json.loads(raw))
        except ConnectionClosed:
            pass
        self.closed = True

    def _heard(self, said: Json) -> None:
        if said.get("type") == "hello":
            self.hello = said
        elif "envelope_id" not in said:
            self.notices.append(said)
        else:
            self.envelopes.append(said)
            if not self.silent:
                self.acknowledge(said)

    def acknowledge(self, envelope: Json) -> None:
        """Answer an envelope now."""
        payload = self.answers(envelope)
        answer: Json = {"envelope_id": envelope["envelope_id"]}
        self.link.send(json.dumps(answer | ({"payload": payload} if payload else {})))

    @property
    def payloads(self) -> list[Json]:
        """The payloads received, oldest first."""
        return [one["payload"] for one in self.envelopes]

    @property
    def events(self) -> list[Json]:
        """The inner events received, oldest first."""
        return [one["event"] for one in self.payloads if one.get("type") == "event_callback"]


@contextmanager
def socket_of(slack: PracticeSlack, **given: Any) -> Iterator[Socket]:
    """A connection to the practice Slack that has been greeted."""
    url = ok(call(slack, "apps.connections.open"))["url"]
    with connect(url, proxy=None) as link:
        socket = Socket(link, **given)
        thread = threading.Thread(target=socket.run, daemon=True)
        thread.start()
        slack.wait_for(lambda: socket.hello or socket.closed or socket.notices)
        yield socket
        link.close()
        thread.join(timeout=5)
