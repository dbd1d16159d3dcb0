"""The Slack clients of the process, and the first question to Slack: who are we?"""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.failing import Stop

LISTENER_SECONDS = 3
WORKER_SECONDS = 10
SLOW_DOWN = 429
LONGEST_WAIT = 600.0  # seconds; what Slack asks beyond this is asked again then
RATE_LIMITED = frozenset({"ratelimited", "rate_limited"})

_REFUSALS = {
    "invalid_auth": "SLACK_BOT_TOKEN wordt door Slack geweigerd. Kopieer het opnieuw.",
    "not_authed": "SLACK_BOT_TOKEN ontbreekt. Zet het token (xoxb-…) in de omgeving of in .env.",
    "account_inactive": "SLACK_BOT_TOKEN hoort bij een app die uit de werkruimte is verwijderd.",
    "token_revoked": "SLACK_BOT_TOKEN is ingetrokken. Installeer de app opnieuw en kopieer het nieuwe token.",
}


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
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        code = str(error.response.get("error", "onbekend"))
        raise Stop(_REFUSALS.get(code, f"Slack weigert SLACK_BOT_TOKEN ({code}).")) from None
    except (SlackClientError, OSError, ValueError):
        raise Stop(
            f"Slack is niet bereikbaar op {client.base_url}. Kijk de verbinding en SLACK_API_URL na."
        ) from None
    return Identity(team_id=str(answer["team_id"]), bot_user_id=str(answer["user_id"]))
