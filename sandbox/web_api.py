"""The Web API: token and scope checks, faults, the log of calls; one function per method elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.errors import SlackError

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

Arguments = dict[str, Any]
Method = Callable[["PracticeSlack", Arguments], dict[str, Any]]

# Which bot scopes a method needs; any one of them is enough (slack 4.4).
SCOPES: Mapping[str, tuple[str, ...]] = {
    "chat.postMessage": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "bots.info": ("users:read",),
    "team.info": ("team:read",),
    "conversations.info": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.members": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.list": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.open": ("im:write", "mpim:write"),
    "users.conversations": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "users.lookupByEmail": ("users:read.email",),
    "conversations.join": ("channels:join",),
    "conversations.leave": ("channels:manage", "groups:write", "im:write", "mpim:write"),
    "reactions.add": ("reactions:write",),
    "reactions.remove": ("reactions:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.info": ("files:read",),
    "files.delete": ("files:write",),
}
BY_KIND = {"public": "channels", "private": "groups", "im": "im"}


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call of the app, as it was answered; `fault` when it went wrong on purpose."""

    method: str
    args: Arguments
    ok: bool
    error: str | None
    at: datetime
    fault: bool = False


@dataclass(slots=True)
class Fault:
    """Something that goes wrong on purpose: a status, an error code, a delay, a dropped answer."""

    method: str
    status: int = 200
    error: str | None = None
    retry_after: int = 1
    delay: float = 0.0
    drop: str = ""  # "before" or "after" the effect
    times: int = 1

    def __post_init__(self) -> None:
        if self.drop not in ("", "before", "after"):
            raise TypeError("drop is before or after")


@dataclass(slots=True)
class Faults:
    """The queue of faults, used up in order."""

    queue: list[Fault] = field(default_factory=list)

    def add(self, method: str, **wanted: Any) -> None:
        """Let the next calls of `method` (or `*`) go wrong in this way."""
        self.queue.append(Fault(method, **wanted))

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self.queue.clear()

    def take(self, method: str) -> Fault | None:
        """The fault for this call, if one was queued."""
        for one in self.queue:
            if one.method in (method, "*"):
                one.times -= 1
                if one.times <= 0:
                    self.queue.remove(one)
                return one
        return None


def check_token(slack: PracticeSlack, method: str, token: str) -> None:
    """Refuse a missing, wrong or wrong kind of token, and a method whose scope the manifest lacks."""
    if not token:
        raise SlackError("not_authed")
    if slack.uninstalled and token in (slack.app_token, slack.bot_token):
        raise SlackError("account_inactive")
    wanted = slack.app_token if method == "apps.connections.open" else slack.bot_token
    if token != wanted:
        other = token in (slack.app_token, slack.bot_token)
        raise SlackError("not_allowed_token_type" if other else "invalid_auth")
    scopes = SCOPES.get(method, ())
    if scopes and not slack.space.app.scopes & set(scopes):
        raise SlackError("missing_scope", needed=scopes[0], provided=",".join(sorted(slack.space.app.scopes)))


def granted(slack: PracticeSlack, token: str) -> dict[str, str]:
    """The header by which Slack says what a token may; none for a token that it does not know."""
    if token == slack.bot_token:
        return {"x-oauth-scopes": ",".join(sorted(slack.space.app.scopes))}
    return {"x-oauth-scopes": "connections:write"} if token == slack.app_token else {}


def check_channel_scope(slack: PracticeSlack, suffix: str, kind: str) -> None:
    """Refuse reading a kind of conversation that the manifest's scopes do not cover."""
    needed = f"{BY_KIND[kind]}:{suffix}"
    if needed not in slack.space.app.scopes:
        raise SlackError("missing_scope", needed=needed, provided=",".join(sorted(slack.space.app.scopes)))
