"""Tokens and scopes: who may call what, and how a call may be written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox import PracticeSlack
from sandbox.web_api import SCOPES
from tests.sandbox.conftest import SCOPES_OF_ALL, Starting
from tests.sandbox.server.app import Answer, call, call_form, ok, refusal, refused, send

TEAM = "C0ZONNEBEEK"


@pytest.mark.parametrize(
    ("method", "token", "code"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-other", "invalid_auth"),
        ("auth.test", "xapp-practice-app", "not_allowed_token_type"),
        ("apps.connections.open", "xoxb-practice-bot", "not_allowed_token_type"),
        ("apps.connections.open", "", "not_authed"),
    ],
)
def test_a_wrong_token_is_refused(slack: PracticeSlack, method: str, token: str, code: str) -> None:
    """Missing, unknown, or of the other kind."""
    assert refusal(slack, method, token=token) == code


def test_an_unknown_method_says_which(slack: PracticeSlack) -> None:
    """With its name."""
    with slack.expect("unknown_method"):
        answer = call(slack, "chat.shout")
    assert (refused(answer), answer.body["req_method"]) == ("unknown_method", "chat.shout")


def test_an_app_that_was_taken_out_can_do_nothing(slack: PracticeSlack) -> None:
    """Its tokens belong to an account that is no more."""
    slack.uninstall()
    assert refusal(slack, "auth.test") == "account_inactive"


def test_blocks_are_validated_without_a_token(slack: PracticeSlack) -> None:
    """`blocks.validate` and `api.test` ask for none."""
    found = ok(call(slack, "blocks.validate", token="", blocks=[{"type": "section"}]))
    assert found["errors"] == ["missing required field: text [json-pointer:/blocks/0]"]
    assert ok(call(slack, "api.test", token="", a="b"))["args"] == {"a": "b"}


@pytest.mark.parametrize("method", sorted(SCOPES))
def test_every_method_needs_its_scope(starting: Starting, method: str) -> None:
    """An app without any scope is told which one it lacks."""
    slack = starting(scopes=[])
    with slack.expect("missing_scope"):
        answer = call(slack, method)
    assert refused(answer) == "missing_scope"
    assert answer.body["needed"] in SCOPES[method]
    assert answer.body["provided"] == ""


@pytest.mark.parametrize(
    ("method", "scope", "channel"),
    [
        ("conversations.info", "groups:read", TEAM),
        ("conversations.members", "channels:read", "C0ALGEMEEN"),
        ("conversations.history", "groups:history", TEAM),
        ("conversations.history", "channels:history", "C0BUREN"),
        ("conversations.leave", "groups:write", TEAM),
        ("conversations.leave", "channels:manage", "C0ALGEMEEN"),
    ],
)
def test_conversations_need_the_scope_of_their_kind(
    starting: Starting, method: str, scope: str, channel: str
) -> None:
    """Private ones need groups, public and shared ones channels."""
    slack = starting(scopes=[one for one in SCOPES_OF_ALL if one != scope])
    with slack.expect("missing_scope"):
        answer = call(slack, method, channel=channel)
    assert (refused(answer), answer.body["needed"]) == ("missing_scope", scope)


def test_an_address_is_shown_with_its_own_scope(starting: Starting) -> None:
    """`users:read.email` or no e-mail; of another workspace's people never."""
    slack = starting(scopes=["users:read"])
    assert "email" not in ok(call(slack, "users.info", user="U0MENTOR"))["user"]["profile"]
    slack = starting(scopes=["users:read", "users:read.email"])
    assert ok(call(slack, "users.info", user="U0MENTOR"))["user"]["profile"]["email"]
    assert "email" not in ok(call(slack, "users.info", user="U0VREEMD"))["user"]["profile"]


def _spelled(slack: PracticeSlack, content_type: str, body: bytes) -> Answer:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": content_type}
    return send(f"{slack.api_url}chat.postMessage", body, headers)


def test_a_call_may_be_json_or_a_form(slack: PracticeSlack) -> None:
    """Structures are JSON strings in a form; the token may be a field; an empty JSON body is no arguments."""
    blocks: list[dict[str, Any]] = [{"type": "divider"}]
    for way in (call, call_form):
        answer = ok(way(slack, "chat.postMessage", channel=TEAM, text="x", blocks=blocks))
        assert answer["message"]["blocks"][0]["type"] == "divider"
    ok(_spelled(slack, "application/x-www-form-urlencoded", f"channel={TEAM}&text=x".encode()))
    field = f"token={slack.bot_token}&channel={TEAM}&text=x".encode()
    ok(
        send(
            f"{slack.api_url}chat.postMessage",
            field,
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
    )
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    assert ok(send(f"{slack.api_url}auth.test", b"", headers))["user_id"] == "U0SCHAKEL"
    assert all("token" not in one.args for one in slack.calls)


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        ("application/json", b"{", "invalid_json"),
        ("application/json", b'["x"]', "json_not_object"),
        ("application/x-www-form-urlencoded", b"\xff\xfe", "invalid_form_data"),
        ("application/x-www-form-urlencoded", b"channel=C0ZONNEBEEK&blocks=%5B", "invalid_blocks_format"),
    ],
)
def test_a_call_that_cannot_be_read_is_refused(
    slack: PracticeSlack, content_type: str, body: bytes, code: str
) -> None:
    """Broken JSON, a list, a broken form, blocks that are no JSON."""
    with slack.expect(code):
        assert refused(_spelled(slack, content_type, body)) == code


def test_trouble_fails_the_test_that_did_not_expect_it(slack: PracticeSlack) -> None:
    """A refused call is trouble, unless it was expected or went wrong on purpose."""
    slack.faults.add("auth.test", error="fatal_error")
    refused(call(slack, "auth.test"))
    refusal(slack, "auth.test", token="x")
    assert slack.trouble == []
    refused(call(slack, "auth.test", token="x"))
    assert slack.trouble == ["refused auth.test invalid_auth"]
    slack.trouble.clear()


def test_the_log_holds_no_token(slack: PracticeSlack) -> None:
    """What a call was made with is kept, its token is not."""
    ok(call(slack, "auth.test"))
    assert slack.bot_token not in json.dumps([one.args for one in slack.calls])


def test_slack_says_beside_its_answer_what_a_token_may(slack: PracticeSlack) -> None:
    """The scopes of the manifest for the bot, its own for the app token, nothing for a stranger's."""
    granted = call(slack, "auth.test").headers["x-oauth-scopes"]
    assert set(granted.split(",")) == slack.space.app.scopes
    assert call(slack, "apps.connections.open").headers["x-oauth-scopes"] == "connections:write"
    with slack.expect("invalid_auth"):
        assert call(slack, "auth.test", token="xoxb-other").headers["x-oauth-scopes"] is None
