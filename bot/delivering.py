"""One post to Slack: posting, updating, deleting, and looking whether an earlier attempt arrived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from http.client import HTTPException
from socket import gaierror
from typing import Any
from urllib.error import URLError
from uuid import UUID

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.rendering import Drawing
from storage.leasing import Claim
from storage.outbox_tables import Post

PAGE = 200
CLOCK_SLACK = timedelta(minutes=1)
SLOW_DOWN = 429
LONGEST_WAIT = 600.0  # seconds; what Slack asks beyond this is asked again then

# Slack says these will not become true by trying again.
PERMANENT = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "is_archived",
        "metadata_too_large",
        "missing_scope",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_in_channel",
        "user_disabled",
        "user_not_found",
    }
)
# These concern the app and not the message; somebody will mend it, and then the message must still go.
LOCKED_OUT = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "request_timeout",
        "team_access_not_granted",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
# "It is possible some aspect of the operation succeeded before the error was raised", says Slack.
PERHAPS = frozenset({"fatal_error", "internal_error", "service_unavailable"})
# Not `channel_not_found`: of a channel that Schakel was put out of, or that has another id since, the
# message still stands.
GONE = frozenset({"message_not_found"})
UNREACHABLE = "unreachable"
NEVER_ARRIVED = (ConnectionRefusedError, gaierror)


class Fate(Enum):
    """How a call ended, as far as we can know."""

    REFUSED = "refused"  # Slack did not take it; trying again may help
    SLOW_DOWN = "slow_down"  # Slack did not take it and said when to come back
    PERMANENT = "permanent"  # Slack did not take it and never will
    UNKNOWN = "unknown"  # Slack may have taken it


@dataclass(frozen=True, slots=True)
class Trouble(Exception):
    """A call that did not end well; `code` is Slack's error code or the kind of failure."""

    fate: Fate
    code: str
    retry_after: float = 0.0

    @property
    def passes(self) -> bool:
        """Whether the same call may succeed later."""
        return self.fate in (Fate.SLOW_DOWN, Fate.UNKNOWN) or self.code in LOCKED_OUT | {UNREACHABLE}


class Delivery:
    """Talks to Slack for the worker; every failure comes out as `Trouble`."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._direct: dict[str, str] = {}

    def channel_of(self, post: Post) -> str:
        """The conversation of a post: a channel by its id of today, a person's direct message opened once."""
        target = post.target
        if not target.startswith(("U", "W")):
            return target
        if post.slack_channel:
            return post.slack_channel
        if target not in self._direct:
            answer = self._call("conversations.open", users=target)
            self._direct[target] = str(answer["channel"]["id"])
        return self._direct[target]

    def post(self, claim: Claim, channel: str, drawing: Drawing) -> str:
        """Post a new message; returns its ts."""
        answer = self._call(
            "chat.postMessage",
            channel=channel,
            text=drawing.text,
            blocks=[block.to_dict() for block in drawing.blocks],
            thread_ts=claim.parent_ts,
            metadata=metadata(claim.post.id, drawing),
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(answer["ts"])

    def update(self, claim: Claim, channel: str, ts: str, drawing: Drawing) -> None:
        """Show the new revision in the message that stands."""
        self._call(
            "chat.update",
            channel=channel,
            ts=ts,
            text=drawing.text,
            blocks=[block.to_dict() for block in drawing.blocks],
            metadata=metadata(claim.post.id, drawing),
        )

    def delete(self, channel: str, ts: str) -> None:
        """Take a message away; one that is gone already is fine."""
        try:
            self._call("chat.delete", channel=channel, ts=ts)
        except Trouble as trouble:
            if trouble.code not in GONE:
                raise

    def look_for(self, claim: Claim, channel: str, since: datetime) -> str | None:
        """The ts of this post when an earlier attempt arrived, to the last page; raises `Trouble`."""
        if claim.parent_ts:
            pages = self._pages("conversations.replies", channel=channel, ts=claim.parent_ts)
            return next(filter(None, (marked(page, claim.post.id) for page in pages)), None)
        # Newest first. Our clock may have been ahead of Slack's when `since` was written down, so the
        # first pages are read whatever it says.
        oldest = (since - CLOCK_SLACK).timestamp()
        for number, page in enumerate(self._pages("conversations.history", channel=channel), start=1):
            if found := marked(page, claim.post.id):
                return found
            if number > 1 and page and float(page[-1]["ts"]) < oldest:
                return None
        return None

    def _pages(self, method: str, **where: str) -> Iterator[list[dict[str, Any]]]:
        cursor: str | None = None
        while cursor != "":
            answer = self._call(method, **where, limit=PAGE, include_all_metadata=True, cursor=cursor)
            yield answer.get("messages") or []
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")

    def _call(self, method: str, **arguments: Any) -> Any:
        given = {name: value for name, value in arguments.items() if value is not None}
        forms = ("conversations.",)
        try:
            if method.startswith(forms):
                return self._client.api_call(method, params=given)
            return self._client.api_call(method, json=given)
        except SlackApiError as error:
            raise _refused(error) from None
        except URLError as error:
            if isinstance(error.reason, NEVER_ARRIVED):
                raise Trouble(Fate.REFUSED, UNREACHABLE) from None
            raise Trouble(Fate.UNKNOWN, type(error.reason).__name__) from None
        except (SlackClientError, OSError, HTTPException, ValueError) as error:
            raise Trouble(Fate.UNKNOWN, type(error).__name__) from None


def metadata(post_id: UUID, drawing: Drawing) -> dict[str, Any]:
    """The opaque mark by which a message is found again (wire 6)."""
    return {"event_type": drawing.event_type, "event_payload": {"delivery": str(post_id), "ref": drawing.ref}}


def marked(messages: list[dict[str, Any]], post_id: UUID) -> str | None:
    """The ts of the message that carries the mark of this post."""
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if payload.get("delivery") == str(post_id):
            return str(message["ts"])
    return None


def _refused(error: SlackApiError) -> Trouble:
    response = error.response
    status = getattr(response, "status_code", 0)
    code = str(response.get("error", "")) if hasattr(response, "get") else ""
    if status == SLOW_DOWN or code in {"ratelimited", "rate_limited"}:
        after = float(response.headers.get("Retry-After") or response.headers.get("retry-after") or 1)
        return Trouble(Fate.SLOW_DOWN, code or "ratelimited", min(after, LONGEST_WAIT))
    if status >= 500 or not code or code in PERHAPS:  # noqa: PLR2004  # HTTP server errors
        return Trouble(Fate.UNKNOWN, code or f"http_{status}")
    return Trouble(Fate.PERMANENT if code in PERMANENT else Fate.REFUSED, code)
