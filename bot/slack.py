"""The Slack clients of the process, and the first question to Slack: who are we?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot import network
from bot.failing import Stop

LISTENER_SECONDS = 3
WORKER_SECONDS = 10
SLOW_DOWN = 429
LONGEST_WAIT = 600.0  # seconds; what Slack asks beyond this is asked again then
RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})

_REFUSALS = {
    "invalid_auth": "{token} wordt door Slack geweigerd. Kopieer het opnieuw.",
    "not_authed": "{token} ontbreekt. Zet het token in de omgeving of in .env.",
    "not_allowed_token_type": (
        "{token} is een token van een andere soort: SLACK_BOT_TOKEN begint met xoxb-, "
        "SLACK_APP_TOKEN met xapp-."
    ),
    "account_inactive": "{token} hoort bij een app die uit de werkruimte is verwijderd.",
    "token_revoked": "{token} is ingetrokken. Installeer de app opnieuw en kopieer het nieuwe token.",
    "missing_scope": (
        "{token} mag niet genoeg. Geef het app-token connections:write, en de app wat `schakel manifest` "
        "noemt."
    ),
}
# What Slack answers; anything else was answered by somebody else.
_CODE = re.compile(r"[a-z][a-z0-9_]{2,60}")


class Refused(Stop):
    """Slack answered, and does not take this token."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is, and in which workspace."""

    team_id: str
    bot_user_id: str


def asked_to_wait(error: Exception) -> float | None:
    """How many seconds Slack asked to be left in peace, or None for any other error."""
    if not isinstance(error, SlackApiError):
        return None
    response = error.response
    if response.get("error") not in RATE_LIMITED and getattr(response, "status_code", 0) != SLOW_DOWN:
        return None
    headers = getattr(response, "headers", None) or {}
    return min(float(headers.get("Retry-After") or headers.get("retry-after") or 1), LONGEST_WAIT)


def make_client(token: str, base_url: str, *, seconds: int = LISTENER_SECONDS) -> WebClient:
    """A Web API client that repeats nothing by itself.

    slack_sdk's default repeats every call after a cut connection, chat.postMessage too, so that a message
    whose answer was lost would come twice; the outbox looks for it first.
    """
    return WebClient(token=token, base_url=base_url, timeout=seconds, retry_handlers=[])


def who_am_i(client: WebClient) -> Identity:
    """Ask Slack who the token belongs to; raises `Stop` with one plain line."""
    return identity_in(ask(client.auth_test, client.base_url, "SLACK_BOT_TOKEN"))


def identity_in(answer: SlackResponse) -> Identity:
    """Who the answer of auth.test is about."""
    return Identity(team_id=str(answer["team_id"]), bot_user_id=str(answer["user_id"]))


def open_socket(client: WebClient, token: str) -> str:
    """Ask Slack for the address of a new connection; raises `Stop` when it does not take the app token."""
    opened = ask(lambda: client.apps_connections_open(app_token=token), client.base_url, "SLACK_APP_TOKEN")
    return str(opened["url"])


def ask(question: Callable[[], SlackResponse], url: str, token: str) -> SlackResponse:
    """Slack's answer to a first question.

    Raises `Stop` with one line on what mends it: `Refused` when that is the token.
    """
    try:
        return question()
    except SlackApiError as error:
        code = str(error.response.get("error", ""))
        if not _CODE.fullmatch(code):
            raise Stop(network.not_slack(getattr(error.response, "status_code", 0), url)) from None
        if (wait := asked_to_wait(error)) is not None:
            raise Stop(f"Slack vraagt om te wachten. Probeer het over {wait:.0f} seconden weer.") from None
        told = _REFUSALS.get(code, "{token} wordt door Slack geweigerd ({code}). Kopieer het token opnieuw.")
        raise Refused(told.format(token=token, code=code)) from None
    except (SlackClientError, OSError, ValueError, HTTPException) as error:
        raise Stop(network.sentence(error, url)) from None
