"""What whoever watches the process should know: is Slack there, is anything late, does the log add up.

Every answer is a name and a yes or a number; nothing of any case and nobody's name.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy import Engine, text

from bot.delivering import LOCKED_OUT
from casework.deliveries import UNHEARD
from casework.office import Office
from storage import leasing, outbox
from storage.audit_verify import follow
from storage.engine import session_for
from storage.repositories import exceptions

LATE = timedelta(minutes=1)
REVIEW_WITHIN = timedelta(hours=24)
ASK_SLACK_EVERY = 30.0  # seconds
LOOK_EVERY = 1.0  # seconds; whoever asks more often hears the same again
FOLLOW = 1000  # rows of the audit chain at each look

log = structlog.get_logger(__name__)

Check = Callable[[], bool]
Count = Callable[[], int]


@dataclass(slots=True)
class Token:
    """Whether Slack takes our token, asked at most twice a minute; a Slack that is away proves nothing."""

    client: WebClient
    asked_at: float = float("-inf")
    good: bool = True

    def __call__(self) -> bool:
        """False from the moment Slack says that the app is locked out."""
        if time.monotonic() - self.asked_at >= ASK_SLACK_EVERY:
            self.asked_at = time.monotonic()
            try:
                self.client.auth_test()
                self.good = True
            except SlackApiError as error:
                self.good = error.response.get("error") not in LOCKED_OUT
            except (SlackClientError, OSError, ValueError):
                return self.good
        return self.good


@dataclass(slots=True)
class Chain:
    """Follows the audit chain from where it was last found whole, so that each look costs little."""

    engine: Engine
    key: bytes
    seq: int = 0
    whole: bool = True

    def __call__(self) -> bool:
        """Whether what was added since adds up and the head agrees; once broken it stays so."""
        with session_for(self.engine, write=False) as session:
            found = follow(session, self.key, self.seq, FOLLOW)
        if found is None:
            self.whole = False
        else:
            self.seq = found
        return self.whole


@dataclass(slots=True)
class Looks:
    """The outcome of every check, taken again when it is older than a second."""

    checks: Mapping[str, Check]
    counts: Mapping[str, Count]
    _lock: Lock = field(default_factory=Lock)
    _found: dict[str, bool | int] = field(default_factory=dict)
    _at: float = float("-inf")

    def __call__(self) -> Mapping[str, bool | int]:
        """Each check's name with whether it passed, and each count."""
        with self._lock:
            if time.monotonic() - self._at >= LOOK_EVERY:
                passed: dict[str, bool | int] = {name: _passes(one) for name, one in self.checks.items()}
                self._found = passed | {name: _counted(one) for name, one in self.counts.items()}
                self._at = time.monotonic()
            return self._found


def looks(office: Office, engine: Engine, client: WebClient, stands: Check, job_fails: Check) -> Looks:
    """Everything that is looked at, by the name that `/health` and `/metrics` give it."""
    now = office.clock.now

    def database() -> bool:
        with session_for(engine, write=False) as session:
            return session.execute(text("SELECT 1")).scalar() == 1

    token = Token(client)

    def let_in() -> bool:
        with session_for(engine, write=False) as session:
            return not outbox.held_back(session, LOCKED_OUT) and token()

    def outbox_on_time() -> bool:
        with session_for(engine, write=False) as session:
            due = leasing.longest_due(session, now=now())
        return due is None or now() - due <= LATE

    def reviewed() -> bool:
        with office.store.reading() as session:
            return exceptions.overdue(session, now() - REVIEW_WITHIN) == 0

    def undelivered(which: int) -> Count:
        def count() -> int:
            with session_for(engine, write=False) as session:
                return outbox.undelivered(session, UNHEARD)[which]

        return count

    counts = {"undelivered": undelivered(0), "standing": undelivered(1), "unheard": undelivered(2)}
    checks: dict[str, Check] = {
        "database": database,
        "slack": stands,
        "token": let_in,
        "outbox": outbox_on_time,
        "audit": Chain(engine, office.store.vault.audit_key),
        "reviews": reviewed,
        "jobs": job_fails,
        "alarms": lambda: counts["unheard"]() == 0,
    }
    return Looks(checks, counts)


def _passes(check: Check) -> bool:
    try:
        return check()
    except Exception as error:
        log.warning("check failed", error_type=type(error).__name__)
        return False


def _counted(count: Count) -> int:
    try:
        return count()
    except Exception:
        return -1
