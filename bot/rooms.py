"""Who is in a conversation: asked of Slack anew for each decision about a thread."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from threading import Event, Lock
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack import asked_to_wait
from casework.ports import Clock, Occupant, Profile, Room, RoomUnknown, Standing
from handlers.accounts import standing_of

PAGE = 200
REMEMBERED = timedelta(minutes=5)
PATIENCE = 1.0  # seconds; a submission must be answered within three
FIRST_AGAIN = timedelta(seconds=5)  # after a look that failed; twice as long after each further one
LAST_AGAIN = timedelta(minutes=10)
# A private channel in which Schakel is not, is not there for it.
NOT_THERE = frozenset({"channel_not_found", "not_in_channel"})
MOST_PROFILES = 2_000
# Slack does not show such an account to the app: whoever it is, no partner of this workspace.
HIDDEN_ACCOUNTS = frozenset({"user_not_found", "user_not_visible"})


class SlackRooms:
    """Looks into conversations through the Web API; every doubt counts as uncovered."""

    def __init__(self, client: WebClient, clock: Clock, team_id: str, own_user: str) -> None:
        self._client = client
        self._clock = clock
        self._team_id = team_id
        self._own_user = own_user
        self._last: dict[str, Room] = {}
        self._looking: dict[str, Event] = {}
        self._failed: dict[str, int] = {}
        self._inside: dict[str, datetime] = {}
        self._profiles: dict[str, tuple[Profile, datetime]] = {}
        self._quiet_until = 0.0  # by `time.monotonic()`; Slack asked for this pause
        self._lock = Lock()

    def look(self, channel: str) -> Room:
        """The conversation as it is now; raises `RoomUnknown` when Slack does not answer.

        While Slack wants to be left in peace it is not asked: that would only make it last longer.
        """
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
        self._must_not_ask()
        seen_at = self._clock.now()
        try:
            about = self._client.conversations_info(channel=channel)["channel"]
            users = [user for user in members_of(self._client, channel) if user != self._own_user]
            occupants = tuple(Occupant(user, self._standing(user)) for user in users)
        except (SlackApiError, SlackClientError, OSError, KeyError) as error:
            raise RoomUnknown(type(error).__name__, self._again_in(channel, error)) from None
        room = Room(channel, is_closed(about), occupants, seen_at)
        with self._lock:
            self._last[channel] = room
            self._failed.pop(channel, None)
        return room

    def _must_not_ask(self) -> None:
        with self._lock:
            left = self._quiet_until - time.monotonic()
        if left > 0:
            raise RoomUnknown("ratelimited", timedelta(seconds=left))

    def _again_in(self, channel: str, error: Exception) -> timedelta:
        """When it is worth asking again: when Slack says, else ever later."""
        pause = asked_to_wait(error)
        with self._lock:
            times = self._failed[channel] = self._failed.get(channel, 0) + 1
            if pause is not None:
                self._quiet_until = max(self._quiet_until, time.monotonic() + pause)
        later: timedelta = min(LAST_AGAIN, FIRST_AGAIN * 2 ** min(times - 1, 10))
        return max(later, timedelta(seconds=pause or 0))

    def remembered(self, channel: str) -> Room | None:
        """The last look in this process, at most five minutes old; one that is under way is waited for."""
        with self._lock:
            looking = self._looking.get(channel)
        if looking is not None:
            looking.wait(PATIENCE)
        with self._lock:
            room = self._last.get(channel)
        return room if room and self._clock.now() - room.seen_at <= REMEMBERED else None

    def accounts_in(self, channel: str) -> tuple[str, ...]:
        """The accounts in a conversation but Schakel's own, in order of their ids; raises `RoomUnknown`."""
        try:
            found = tuple(members_of(self._client, channel))
        except (SlackApiError, SlackClientError, OSError, KeyError) as error:
            raise RoomUnknown(type(error).__name__) from None
        return tuple(sorted(one for one in found if one != self._own_user))

    def profile(self, user_id: str) -> Profile | None:
        """An account by name, at most five minutes old; None when Slack does not tell."""
        now = self._clock.now()
        kept = self._profiles.get(user_id)
        if kept is not None and now - kept[1] <= REMEMBERED:
            return kept[0]
        try:
            found = profile_of(self._client.users_info(user=user_id)["user"], user_id, self._team_id)
        except SlackApiError as error:
            if error.response.get("error") not in HIDDEN_ACCOUNTS:
                return None
            found = Profile(user_id, "", Standing.FOREIGN)
        except (SlackClientError, OSError, KeyError):
            return None
        with self._lock:
            if len(self._profiles) >= MOST_PROFILES:
                self._profiles.clear()
            self._profiles[user_id] = (found, now)
        return found

    def inside(self, channel: str) -> bool | None:
        """Whether Schakel itself is in this conversation; None when Slack does not tell.

        That it is there holds for five minutes; that it is not may be mended the next moment.
        """
        now = self._clock.now()
        seen_at = self._inside.get(channel)
        if seen_at is not None and now - seen_at <= REMEMBERED:
            return True
        self._inside.pop(channel, None)
        try:
            inside = bool(self._client.conversations_info(channel=channel)["channel"].get("is_member"))
        except SlackApiError as error:
            return False if error.response.get("error") in NOT_THERE else None
        except (SlackClientError, OSError, KeyError):
            return None
        if inside:
            self._inside[channel] = now
        return inside

    def is_me(self, user_id: str) -> bool:
        """Whether this is Schakel's own account."""
        return user_id == self._own_user

    def standing(self, user_id: str) -> Standing:
        """What this account is now; `UNKNOWN` when Slack does not tell."""
        try:
            return self._standing(user_id)
        except (SlackApiError, SlackClientError, OSError, KeyError):
            return Standing.UNKNOWN

    def _standing(self, user: str) -> Standing:
        return standing_now(self._client, user, self._team_id)


def profile_of(user: Mapping[str, Any], user_id: str, team_id: str) -> Profile:
    """An account by the name that others see."""
    profile = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return Profile(user_id, next((str(one) for one in names if one), ""), standing_of(user, team_id))


def members_of(client: WebClient, channel: str) -> Iterator[str]:
    """The accounts in a conversation, to the last page."""
    cursor = ""
    while True:
        answer = client.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
        yield from answer["members"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def standing_now(client: WebClient, user: str, team_id: str) -> Standing:
    """What Slack says of an account at this moment; raises what the client raises."""
    try:
        return standing_of(client.users_info(user=user)["user"], team_id)
    except SlackApiError as error:
        if error.response.get("error") in HIDDEN_ACCOUNTS:
            return Standing.FOREIGN
        raise


def is_closed(channel: Mapping[str, Any]) -> bool:
    """Whether a conversation is private and neither shared nor about to be."""
    shared = ("is_ext_shared", "is_pending_ext_shared", "is_shared", "is_org_shared")
    inside = not any(channel.get(name) for name in shared) and not channel.get("pending_shared")
    return bool(channel.get("is_private")) and inside and not channel.get("is_archived")
