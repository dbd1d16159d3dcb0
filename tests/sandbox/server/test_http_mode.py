"""HTTP mode: signed requests to an app, the challenge, three seconds, retries and their headers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from sandbox import PracticeSlack
from sandbox.http_push import NotVerified, sign
from tests.sandbox.conftest import Starting
from tests.sandbox.rules.shapes import asked, modal, typed
from tests.sandbox.server.app import call, ok
from tests.sandbox.server.site import Endpoint, Got, endpoint

TEAM = "C0ZONNEBEEK"


@pytest.fixture
def site() -> Iterator[Endpoint]:
    """The app's address."""
    with endpoint() as kept:
        yield kept


@pytest.fixture
def pushed(starting: Starting, site: Endpoint) -> PracticeSlack:
    """A practice Slack that tells over HTTP and waits a third of a second."""
    slack = starting(ack_seconds=0.3)
    slack.use_http(site.url)
    return slack


def test_every_request_is_signed(pushed: PracticeSlack, site: Endpoint) -> None:
    """slack_sdk's own verifier takes the signature of each kind, and not of a changed body."""
    mentor = pushed.as_user("mentor")
    mentor.slash("/proef", "x", channel=TEAM)
    mentor.shortcut("new")
    mentor.post(TEAM, "hallo")
    pushed.idle()
    verifier = SignatureVerifier(pushed.signing_secret)
    assert len(site.got) == 3
    for one in site.got:
        given = (one.headers["x-slack-request-timestamp"], one.headers["x-slack-signature"])
        assert verifier.is_valid(one.body, *given)
        assert not verifier.is_valid(one.body + b" ", *given)
        assert one.headers["user-agent"].startswith("Slackbot 1.0")


def test_the_signature_is_the_published_one() -> None:
    """Worked out beforehand with another program (openssl dgst -sha256 -hmac)."""
    expected = "v0=d546ac5abbbf0236a0a1df895d3cbf62a0c9bdd0708c9ae8bad8c4821a13dae2"
    assert sign("geheim", "1796112000", b"text=hallo") == expected


def test_each_kind_is_written_its_own_way(pushed: PracticeSlack, site: Endpoint) -> None:
    """Commands as a form, interactions as JSON in a form, events as JSON."""
    mentor = pushed.as_user("mentor")
    mentor.slash("/proef", "a b", channel=TEAM)
    mentor.shortcut("new")
    mentor.post(TEAM, "hallo")
    pushed.idle()
    command, shortcut, event = site.got
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert form.items() <= command.headers.items() and form.items() <= shortcut.headers.items()
    assert parse_qs(command.body.decode())["text"] == ["a b"]
    assert json.loads(parse_qs(shortcut.body.decode())["payload"][0])["callback_id"] == "new"
    assert event.headers["content-type"] == "application/json"
    assert json.loads(event.body)["event"]["text"] == "hallo"


@pytest.mark.parametrize("way", ["plain", "json", "form"])
def test_an_address_must_give_the_challenge_back(starting: Starting, way: str) -> None:
    """As plain text, JSON or a form; something else, an error or silence is not taken."""
    slack = starting(ack_seconds=0.3)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["challenge"]
            ways = {"plain": given, "json": json.dumps({"challenge": given}), "form": f"challenge={given}"}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(ways[way].encode())

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    slack.use_http(f"http://127.0.0.1:{server.server_address[1]}/")
    server.shutdown()
    server.server_close()
    with pytest.raises(NotVerified):
        slack.use_http(f"http://127.0.0.1:{server.server_address[1]}/")


def test_an_answer_comes_back(pushed: PracticeSlack, site: Endpoint) -> None:
    """Text or JSON to a command, a response action to a form, nothing to a press."""
    mentor = pushed.as_user("mentor")
    site.answer = lambda got: (200, {"Content-Type": "text/plain"}, b"gezien")
    assert mentor.slash("/proef", channel=TEAM).text == "gezien"
    site.answer = lambda got: (200, {"Content-Type": "application/json"}, b'{"text": "ook gezien"}')
    assert mentor.slash("/proef", channel=TEAM).text == "ook gezien"
    site.answer = lambda got: (200, {}, b"")
    assert mentor.slash("/proef", channel=TEAM).text is None
    view = modal(asked(typed(action_id="naam"), block_id="naam"))
    ok(call(pushed, "views.open", trigger_id=pushed.space.new_trigger(mentor.id), view=view))
    errors = {"response_action": "errors", "errors": {"naam": "Die niet"}}
    site.answer = lambda got: (200, {"Content-Type": "application/json"}, json.dumps(errors).encode())
    assert mentor.submit(naam="x").errors == {"naam": "Die niet"}


def test_a_command_that_fails_is_not_repeated(pushed: PracticeSlack, site: Endpoint) -> None:
    """Too late, or not 200: the person sees it failed, once."""
    mentor = pushed.as_user("mentor")
    for answer in (_failed, _late):
        site.got.clear()
        site.answer = answer
        with pushed.expect("unacknowledged slash_commands"):
            assert not mentor.slash("/proef", channel=TEAM).acked
        assert len(site.got) == 1


def _failed(got: Got) -> tuple[int, dict[str, str], bytes]:
    return 500, {}, b""


def _late(got: Got) -> tuple[int, dict[str, str], bytes]:
    time.sleep(0.6)
    return 200, {}, b""


def _retried(slack: PracticeSlack, site: Endpoint) -> list[tuple[str | None, str | None]]:
    """Say something, and move the clock on until Slack gave up."""
    slack.as_user("mentor").post(TEAM, "hallo")
    deadline = time.monotonic() + 10
    while not slack.is_idle and time.monotonic() < deadline:
        time.sleep(0.05)
        slack.clock.advance(30)
    return site.retries


def test_an_event_is_repeated_with_number_and_reason(pushed: PracticeSlack, site: Endpoint) -> None:
    """At once, after a minute, after five more: the same body with the same event id, newly signed."""
    site.answer = lambda got: (503, {}, b"")
    with pushed.expect("unacknowledged events_api"):
        told = _retried(pushed, site)
    assert told == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert len({one.body for one in site.got}) == 1
    stamps = [int(one.headers["x-slack-request-timestamp"]) for one in site.got]
    assert stamps[2] - stamps[1] >= 60
    assert stamps[3] - stamps[2] >= 300


def test_an_event_waits_its_minute(pushed: PracticeSlack, site: Endpoint) -> None:
    """The second repetition does not come before the clock says so."""
    pushed.clock.set(pushed.clock(), stopped=True)
    site.answer = lambda got: (503, {}, b"")
    with pushed.expect("unacknowledged events_api"):
        pushed.as_user("mentor").post(TEAM, "hallo")
        pushed.wait_for(lambda: len(site.got) == 2)
        time.sleep(0.2)
        assert len(site.got) == 2
        site.answer = lambda got: (200, {}, b"")
        pushed.clock.advance(60)
        pushed.idle()
    assert len(site.got) == 3
    assert pushed.trouble == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (_late, "http_timeout"),
        (lambda got: (302, {"Location": "/elders"}, b""), "too_many_redirects"),
        (lambda got: (404, {}, b""), "http_error"),
    ],
)
def test_the_reason_says_what_went_wrong(
    pushed: PracticeSlack, site: Endpoint, answer: Callable[[Got], Any], reason: str
) -> None:
    """Too late, sent on, not found."""
    site.answer = answer
    with pushed.expect("unacknowledged events_api"):
        assert {one for _, one in _retried(pushed, site)} == {None, reason}


def test_an_app_may_ask_not_to_be_told_again(pushed: PracticeSlack, site: Endpoint) -> None:
    """X-Slack-No-Retry with an error stops it; with a 200 there is nothing to stop."""
    site.answer = lambda got: (500, {"X-Slack-No-Retry": "1"}, b"")
    with pushed.expect("unacknowledged events_api"):
        assert _retried(pushed, site) == [(None, None)]
    site.got.clear()
    site.answer = lambda got: (200, {"X-Slack-No-Retry": "1"}, b"")
    assert _retried(pushed, site) == [(None, None)]


def test_nobody_at_the_address_is_a_failed_connection(starting: Starting) -> None:
    """The app went away after it was verified."""
    slack = starting(ack_seconds=0.3)
    with endpoint() as site:
        slack.use_http(site.url)
    with slack.expect("unacknowledged"):
        assert not slack.as_user("mentor").slash("/proef", channel=TEAM).acked
