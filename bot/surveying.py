"""Looks at many conversations one after another, within the rate Slack allows, for judging what stands there.

A fifth of each tier is left to what people do meanwhile. Accounts are asked for once a round: each by itself
while they are few, all of the workspace when they are many.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from http.client import HTTPException
from typing import Any
from uuid import UUID

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.delivering import LOCKED_OUT, marked
from bot.pacing import Budget
from bot.rooms import HIDDEN_ACCOUNTS, PAGE, is_closed
from bot.slack import asked_to_wait
from casework.ports import Clock, Occupant, Room, Standing
from handlers.accounts import standing_of

# Four fifths of what a method's tier takes in a minute (slack 4.4).
PER_MINUTE = {
    "conversations.info": 40,
    "conversations.members": 80,
    "users.info": 80,
    "users.list": 16,
    "users.conversations": 40,
    "conversations.history": 40,
}
FEW = 60  # accounts; for more the list of the whole workspace is the shorter way
LONGEST_PAGE = 1000
TRIES = 4
CONSECUTIVE = 3  # conversations without any answer: then it is the connection, not the conversation

log = structlog.get_logger(__name__)


class SlackAway(Exception):
    """Slack cannot be asked anything at the moment: nothing is known of any conversation."""


class Survey:
    """One round over conversations; make a new one for each round."""

    def __init__(self, client: WebClient, clock: Clock, team_id: str, own_user: str, budget: Budget) -> None:
        self._client = client
        self._clock = clock
        self._team_id = team_id
        self._own_user = own_user
        self._budget = budget
        self._standings: dict[str, Standing] = {}
        self._listed = False
        self._unanswered = 0

    def __call__(self, channels: Sequence[str]) -> Iterator[tuple[str, Room | None]]:
        """Each conversation as it is when it is its turn, None where Slack does not tell; may take minutes.

        Raises `SlackAway` when Slack takes no call at all.
        """
        for channel in channels:
            yield channel, self._room(channel)

    def find(self, delivery: str, ts: str, known: Collection[str]) -> str | None:
        """The conversation in which this message of ours stands, among those that are not `known`.

        A private channel gets another id when it is shared; who was away is not told which.
        """
        mine = self._pages("users.conversations", PAGE, types="private_channel,public_channel")
        try:
            ids = (str(one["id"]) for page in mine for one in page["channels"])
            return next((one for one in ids if one not in known and self._holds(one, delivery, ts)), None)
        except SlackApiError as error:
            log.warning("conversations not listed", code=str(error.response.get("error", "")))
            return None

    def _holds(self, channel: str, delivery: str, ts: str) -> bool:
        try:
            answer = self._call(
                "conversations.history",
                channel=channel,
                oldest=ts,
                latest=ts,
                inclusive=True,
                include_all_metadata=True,
            )
        except SlackApiError:
            return False
        return marked(answer.get("messages") or [], UUID(delivery)) is not None

    def _room(self, channel: str) -> Room | None:
        seen_at = self._clock.now()
        try:
            about = self._call("conversations.info", channel=channel)["channel"]
            users = [
                user
                for page in self._pages("conversations.members", PAGE, channel=channel)
                for user in page["members"]
                if user != self._own_user
            ]
            occupants = tuple(Occupant(user, self._standing(user)) for user in users)
        except SlackApiError as error:
            self._unanswered = 0
            log.warning("conversation not looked at", code=str(error.response.get("error", "")))
            return None
        except (SlackClientError, OSError, HTTPException, KeyError, ValueError) as error:
            self._unanswered += 1
            if self._unanswered >= CONSECUTIVE:
                raise SlackAway from error
            return None
        self._unanswered = 0
        return Room(channel, is_closed(about), occupants, seen_at)

    def _standing(self, user: str) -> Standing:
        if user not in self._standings and len(self._standings) >= FEW and not self._listed:
            self._listed = True
            for page in self._pages("users.list", LONGEST_PAGE):
                for one in page["members"]:
                    self._standings[str(one["id"])] = standing_of(one, self._team_id)
        if user not in self._standings:
            try:
                one = self._call("users.info", user=user)["user"]
                self._standings[user] = standing_of(one, self._team_id)
            except SlackApiError as error:
                if error.response.get("error") not in HIDDEN_ACCOUNTS:
                    raise
                self._standings[user] = Standing.FOREIGN
        return self._standings[user]

    def _pages(self, method: str, limit: int, **where: str) -> Iterator[Any]:
        cursor: str | None = None
        while cursor != "":
            page = self._call(method, **where, limit=limit, **({"cursor": cursor} if cursor else {}))
            yield page
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")

    def _call(self, method: str, **arguments: object) -> Any:
        for left in reversed(range(TRIES)):
            self._budget.take(method)
            try:
                return self._client.api_call(method, params=dict(arguments))
            except SlackApiError as error:
                if error.response.get("error") in LOCKED_OUT:
                    raise SlackAway from error
                pause = asked_to_wait(error)
                if pause is None or not left:
                    raise
                self._budget.rest(pause)
        raise SlackAway  # not reached: the last try raises


def budget(sleep: Callable[[float], object], now: Callable[[], float]) -> Budget:
    """The share of each tier that one process spends on looking around."""
    return Budget(PER_MINUTE, sleep, now)
