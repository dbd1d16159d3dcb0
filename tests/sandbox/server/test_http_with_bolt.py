"""HTTP mode with a Bolt app at the address."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient

from sandbox import PracticeSlack
from sandbox.http_push import NotVerified
from tests.sandbox.conftest import Starting
from tests.sandbox.rules.shapes import asked, modal, typed
from tests.sandbox.server.app import Json
from tests.sandbox.server.hearing import TEAM


@contextmanager
def bolt(slack: PracticeSlack, secret: str | None = None) -> Iterator[tuple[App, list[Json]]]:
    """A tiny Bolt app behind the standard library's WSGI server, and the requests it took."""
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    app = App(client=client, signing_secret=secret or slack.signing_secret, process_before_response=True)
    taken: list[Json] = []

    @app.middleware
    def keep(body: Json, request: Any, next: Callable[[], None]) -> None:  # noqa: A002  # Bolt's name
        taken.append({"body": body, "headers": request.headers})
        next()

    class Quiet(WSGIRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = make_server("127.0.0.1", 0, SlackRequestHandler(app), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        slack.use_http(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield app, taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_bolt_app_works_over_http(starting: Starting) -> None:
    """Verified, it answers a command, opens and takes a form, and hears an event."""
    slack = starting()
    with bolt(slack) as (app, taken):

        @app.command("/proef")
        def open_form(ack: Any, body: Json, client: WebClient) -> None:
            ack("momentje")
            view = modal(asked(typed(action_id="naam"), block_id="naam"), callback_id="f")
            client.views_open(trigger_id=body["trigger_id"], view=view)

        @app.view("f")
        def take(ack: Any) -> None:
            ack(response_action="errors", errors={"naam": "Die niet"})

        heard: list[str] = []

        @app.event("message")
        def hear(event: Json) -> None:
            heard.append(event["text"])

        mentor = slack.as_user("mentor")
        assert mentor.slash("/proef", channel=TEAM).text == "momentje"
        mentor.wait_view("f")
        assert mentor.submit(naam="Jesse").errors == {"naam": "Die niet"}
        mentor.post(TEAM, "hallo")
        slack.idle()
        assert heard == ["hallo"]
        assert [one["body"].get("type") for one in taken] == [None, "view_submission", "event_callback"]


def test_bolt_refuses_another_secret_and_an_old_request(starting: Starting) -> None:
    """A wrong secret fails the challenge; from ten minutes ago every command is refused."""
    slack = starting()
    with pytest.raises(NotVerified), bolt(slack, "ander geheim"):
        pass
    with bolt(slack) as (app, taken):
        app.command("/proef")(lambda ack: ack())
        slack.clock.advance(-600)
        with slack.expect("unacknowledged slash_commands"):
            assert not slack.as_user("mentor").slash("/proef", channel=TEAM).acked
        assert taken == []


def test_bolt_sees_the_retry_headers(starting: Starting) -> None:
    """A listener that fails is told again, with number and reason in its headers."""
    slack = starting()
    with bolt(slack) as (app, taken):
        calls: list[int] = []

        @app.event("message")
        def hear(event: Json) -> None:
            calls.append(1)
            if len(calls) == 1:
                raise ValueError("kapot")

        slack.as_user("mentor").post(TEAM, "hallo")
        slack.idle()
        assert len(calls) == 2
        assert taken[1]["headers"]["x-slack-retry-num"] == ["1"]
        assert taken[1]["headers"]["x-slack-retry-reason"] == ["http_error"]
