"""Who is in a conversation: asked of Slack anew for each decision about a thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from threading import Event, Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from casework.ports import Clock, Occupant, Room, RoomUnknown, Standing

PAGE = 200
REMEMBERED = timedelta(minutes=5)
PATIENCE = 1.0  # seconds; a submission must be answered within three


class SlackRooms:
    """Looks into conversations through the Web API; every doubt counts as uncovered."""

    def __init__(self, client: WebClient, clock: Clock, team_id: str, own_user: str) -> None:
        self._client = client
        self._clock = clock
        self._team_id = team_id
        self._own_user = own_user
        self._last: dict[str, Room] = {}
        self._looking: dict[str, Event] = {}
        self._lock = Lock()

    def look(self, channel: str) -> Room:
        """The conversation as it is now; raises `RoomUnknown` when Slack does not answer."""
        done = self._begin(channel)
        try:
            return self._look(channel)
        finally:
            done.set()

    def _begin(self, channel: str) -> Event:
        done = Event()
        with self._lock:
            self._looking[channel] = done
        return done

    def _look(self, channel: str) -> Room:
        seen_at = self._clock.now()
        try:
            about = self._client.conversations_info(channel=channel)["channel"]
            users = [user for user in self._members(channel) if user != self._own_user]
            occupants = tuple(Occupant(user, self._standing(user)) for user in users)
        except (SlackApiError, SlackClientError, OSError, KeyError) as error:
            raise RoomUnknown(type(error).__name__) from None
        room = Room(channel, is_closed(about), occupants, seen_at)
        with self._lock:
            self._last[channel] = room
        return room

    def remembered(self, channel: str) -> Room | None:
        """The last look in this process, at most five minutes old; one that is under way is waited for."""
        with self._lock:
            looking = self._looking.get(channel)
        if looking is not None:
            looking.wait(PATIENCE)
        with self._lock:
            room = self._last.get(channel)
        return room if room and self._clock.now() - room.seen_at <= REMEMBERED else None

    def _members(self, channel: str) -> Iterator[str]:
        cursor = ""
        while True:
            answer = self._client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
            yield from answer["members"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    def standing(self, user_id: str) -> Standing:
        """What this account is now; `UNKNOWN` when Slack does not tell."""
        try:
            return self._standing(user_id)
        except (SlackApiError, SlackClientError, OSError, KeyError):
            return Standing.UNKNOWN

    def _standing(self, user: str) -> Standing:
        return standing_of(self._client.users_info(user=user)["user"], self._team_id)


def is_closed(channel: Mapping[str, Any]) -> bool:
    """Whether a conversation is private and neither shared nor about to be."""
    shared = ("is_ext_shared", "is_pending_ext_shared", "is_shared", "is_org_shared")
    inside = not any(channel.get(name) for name in shared) and not channel.get("pending_shared")
    return bool(channel.get("is_private")) and inside and not channel.get("is_archived")


def standing_of(user: Mapping[str, Any], team_id: str) -> Standing:
    """What `users.info` says an account is (platform 6); a foreign team or a stranger is from outside."""
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Standing.BOT
    if user.get("is_stranger") or user.get("team_id") != team_id:
        return Standing.FOREIGN
    if user.get("is_ultra_restricted"):
        return Standing.SINGLE_GUEST
    if user.get("is_restricted"):
        return Standing.GUEST
    return Standing.MEMBER
