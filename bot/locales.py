"""People's locales as they set them in Slack, asked once and remembered for a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from casework.ports import Clock

KEPT = timedelta(days=1)
TRY_AGAIN = timedelta(minutes=10)

log = structlog.get_logger(__name__)


class SlackLocales:
    """Answers from memory; `learn` asks users.info when memory has nothing fresh."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._locales: dict[str, str] = {}
        self._ask_after: dict[str, datetime] = {}

    def known(self, user_id: str) -> str | None:
        """What was learned before, however long ago: better than guessing."""
        return self._locales.get(user_id)

    def learn(self, user_id: str) -> None:
        """Ask Slack, at most once a day; without an answer what was known stays for now."""
        now = self._clock.now()
        if now < self._ask_after.get(user_id, now):
            return
        self._ask_after[user_id] = now + TRY_AGAIN  # so that two threads at once ask once
        try:
            answer = self._client.users_info(user=user_id, include_locale=True)
        except SlackApiError as error:
            log.warning("locale unknown", code=error.response.get("error"), error_type="SlackApiError")
            return
        except (SlackClientError, OSError, ValueError) as error:
            log.warning("locale unknown", error_type=type(error).__name__)
            return
        if locale := (answer.get("user") or {}).get("locale"):
            self._locales[user_id] = str(locale)
            self._ask_after[user_id] = now + KEPT
