"""HTTP mode: Slack posts to us; the same house, behind a door that opens for Slack's signature alone."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.failing import Stop
from bot.http_mode import LARGEST, HttpTransport
from bot.process import Process
from sandbox import PracticeSlack, events
from sandbox.http_push import sign
from tests.meeting import settle
from tests.running import FORM as FIELDS
from tests.running import TEAM, WORKSPACE, report, running_bot

FORM_KIND = "application/x-www-form-urlencoded"


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path) -> Iterator[Process]:
    """A bot that Slack posts to."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", mode="http") as process:
        yield process


def post(
    bot: Process,
    body: bytes,
    headers: dict[str, str] | None = None,
    path: str = "/slack/events",
    how: str = "POST",
) -> tuple[int, bytes]:
    """What the address answers to one request."""
    assert isinstance(bot.transport, HttpTransport)
    connection = http.client.HTTPConnection("127.0.0.1", bot.transport.port, timeout=60)
    try:
        connection.request(how, path, body, {"Content-Type": FORM_KIND} | (headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def signed(slack: PracticeSlack, body: bytes, *, late: float = 0, secret: str = "") -> dict[str, str]:
    """The headers that Slack would send with this body, so many seconds late."""
    at = str(int(slack.clock().timestamp() - late))
    return {
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": sign(secret or slack.signing_secret, at, body),
    }


def command(slack: PracticeSlack, words: str) -> bytes:
    """A slash command of the zorgcoördinator as Slack sends it."""
    given = {"command": "/signal", "text": words, "user_id": "U0ZORGCO", "team_id": WORKSPACE}
    return urlencode(given | {"trigger_id": "1.2.3", "channel_id": TEAM}).encode()


def test_a_request_of_slack_is_taken(slack: PracticeSlack, bot: Process) -> None:
    """The control for what is refused below: answered with an empty 200."""
    body = command(slack, "hulp")
    assert post(bot, body, signed(slack, body)) == (200, b"")


@pytest.mark.parametrize("late", [301, -301, 86_400])
def test_a_clock_five_minutes_off(slack: PracticeSlack, bot: Process, late: float) -> None:
    """A request that somebody kept is not taken later, nor one from the future."""
    body = command(slack, "hulp")
    assert post(bot, body, signed(slack, body, late=late)) == (401, b"")
    assert post(bot, body, signed(slack, body, late=late // 2 if abs(late) < 1000 else 0))[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "nu", "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "9" * 40, "X-Slack-Signature": "v0=00"},
        {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "é".encode().decode("latin-1")},
    ],
)
def test_no_signature_or_a_strange_one(
    slack: PracticeSlack, bot: Process, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """Refused without reading what it says, and without a traceback."""
    assert post(bot, command(slack, "hulp"), headers) == (401, b"")
    assert "Traceback" not in caplog.text


def test_another_secret_and_another_body(slack: PracticeSlack, bot: Process) -> None:
    """What was signed for something else, or by somebody else."""
    body, other = command(slack, "hulp"), command(slack, "lijst")
    assert post(bot, body, signed(slack, other))[0] == 401
    assert post(bot, body, signed(slack, body, secret="another-secret"))[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'{"type": 7}',
        b"payload=%7B",
        b"payload=[]",
        b"payload=" + urlencode({"": '{"type":"block_actions","actions":[]}'}).encode()[1:],
        "naam=é\x00".encode(),
        b"\xff\xfe",
        b'{"type":"event_callback","event":{"type":["message"]}}',
    ],
)
def test_signed_and_not_of_slacks_shape(
    slack: PracticeSlack, bot: Process, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    """Answered, so that it does not come again; nothing of it is logged."""
    kind = {"Content-Type": "application/json"} if body[:1] in b"{[" else {}
    expected = 401 if body == b"\xff\xfe" else 200  # what is no text cannot be what Slack signed
    assert post(bot, body, signed(slack, body) | kind) == (expected, b"")
    assert "Traceback" not in caplog.text


def test_other_addresses_and_ways_of_asking(slack: PracticeSlack, bot: Process) -> None:
    """There is one address, and health is not at it."""
    body = command(slack, "hulp")
    for path in ("/", "/health", "/metrics", "/slack/events/", "/slack/install"):
        assert post(bot, body, signed(slack, body), path)[0] == 404, path
    for how in ("GET", "PUT", "HEAD"):
        assert post(bot, b"", signed(slack, b""), how=how)[0] == 404, how


def test_the_challenge_and_the_look_at_the_certificate(slack: PracticeSlack, bot: Process) -> None:
    """Slack asks both when the address is filled in and now and then; a challenge only when signed."""
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
    kind = {"Content-Type": "application/json"}
    status, answer = post(bot, body, signed(slack, body) | kind)
    assert (status, json.loads(answer)) == (200, {"challenge": "abc"})
    assert post(bot, body, kind)[0] == 401
    assert post(bot, b"token=verif-token-not-used&ssl_check=1") == (200, b"")


def test_a_body_beyond_every_form_is_not_read(slack: PracticeSlack, bot: Process) -> None:
    """Refused by its announced length; what is below that is kept in memory alone."""
    assert post(bot, b"", {"Content-Length": str(LARGEST + 1)})[0] == 413
    body = b"text=" + b"a" * (LARGEST - 100)
    assert post(bot, body, signed(slack, body))[0] == 200


def test_an_event_that_slack_brings_again(slack: PracticeSlack, bot: Process) -> None:
    """The retry says so in its headers; it is taken as the first one was."""
    event = json.dumps(
        events.event(slack.space, {"type": "app_home_opened", "user": "U0ZORGCO", "tab": "home"})
    )
    for retry in ("0", "1", "2"):
        extra = {"X-Slack-Retry-Num": retry, "X-Slack-Retry-Reason": "http_timeout"} if retry != "0" else {}
        headers = signed(slack, event.encode()) | {"Content-Type": "application/json"} | extra
        assert post(bot, event.encode(), headers) == (200, b"")


def test_stopping_answers_what_is_in_hand(
    slack: PracticeSlack, bot: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that is being handled is answered first; whoever comes afterwards finds nobody."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    begun, go = Event(), Event()
    dispatch = bot.app.dispatch

    def held(request: BoltRequest) -> BoltResponse:
        begun.set()
        assert go.wait(60)
        return dispatch(request)

    monkeypatch.setattr(bot.app, "dispatch", held)
    with ThreadPoolExecutor(2) as pool:
        sending = pool.submit(edith.submit, **{**FIELDS, "summary": "."})
        assert begun.wait(60)
        stopping = pool.submit(bot.transport.close)
        with pytest.raises(TimeoutError):
            stopping.result(0.3)
        go.set()
        assert sending.result(5).errors
        stopping.result(5)
    assert not bot.transport.stands()
    with pytest.raises(OSError, match="refused"):
        post(bot, b"")


def test_a_port_that_is_taken(slack: PracticeSlack, bot: Process) -> None:
    """One plain line with the settings that mend it."""
    assert isinstance(bot.transport, HttpTransport)
    for host, port in (("127.0.0.1", bot.transport.port), ("192.0.2.1", 3000), ("geen adres", 3000)):
        with pytest.raises(Stop, match="SCHAKEL_HOST, SCHAKEL_PORT"):
            HttpTransport(
                bot.app, "s", bot.office.clock, host=host, port=port, threads=1, connected=lambda: None
            )


def test_a_signal_over_http(slack: PracticeSlack, bot: Process) -> None:
    """Typed, reported, placed: the card is in the channel."""
    ref = report(slack)
    settle(bot)
    assert ref == "S-1"
