"""How the practice Slack tells the app what happens: once with an answer, or repeated until acknowledged."""

from __future__ import annotations

import asyncio
import json
import threading
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any, cast

from sandbox import events
from sandbox.envelopes import Ack, Transport
from sandbox.http_push import HttpPush
from sandbox.model import Channel
from sandbox.subscriptions import hears

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

LOOK_EVERY = 0.02


class Deliveries:
    """The part of `PracticeSlack` that reaches the app."""

    transport: Transport
    signing_secret = "practice-signing-secret"  # noqa: S105  # not a secret

    def __init__(self) -> None:
        self.dropped: list[dict[str, Any]] = []
        self._flying = 0
        self._counting = threading.Lock()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way to the app."""
        return self._flying == 0

    def use_http(self, url: str) -> None:
        """Tell the app over HTTP at this address; raises `NotVerified` when it fails the challenge."""
        slack = cast("PracticeSlack", self)
        push = HttpPush(url, self.signing_secret, slack.clock, slack.ack_seconds)
        push.verify()
        self.transport = push

    def deliver(self, kind: str, payload: dict[str, Any], *, answers: bool) -> Ack | None:
        """Send a command or interaction and wait for its answer; None when it did not come in time.

        Slack sends these once. An answer with content where Slack reads none is trouble.
        """
        slack = cast("PracticeSlack", self)
        loop = slack.loop
        name = str(payload.get("type") or payload.get("command") or kind)
        ack = None
        if loop is not None:
            self._count(1)
            try:
                sending = self.transport.send(kind, json.loads(json.dumps(payload)), answers=answers)
                ack = asyncio.run_coroutine_threadsafe(sending, loop).result().ack
            except CancelledError:
                pass  # the practice Slack stopped meanwhile
            finally:
                self._count(-1)
        if ack is None:
            slack.note_trouble(f"unacknowledged {kind} {name}")
        elif ack.payload and not answers:
            slack.note_trouble(f"answer with content to {kind} {name}")
        return ack

    def emit(self, inner: dict[str, Any], channel: Channel | None = None) -> None:
        """Tell the app of an event it is subscribed to and may see, in order; repeated when unanswered.

        While the app has no connection events are dropped, as in Socket Mode; `dropped` keeps them.
        """
        slack = cast("PracticeSlack", self)
        loop = slack.loop
        if loop is None or slack.uninstalled or not hears(slack.space.app, inner, channel):
            return
        told = json.loads(json.dumps(inner))  # what is told stays as it was at this moment
        shared = channel is not None and bool(channel.connected)
        payload = events.event(slack.space, told, shared=shared)
        self._count(1)
        asyncio.run_coroutine_threadsafe(self._bring(payload), loop)

    async def _bring(self, payload: dict[str, Any]) -> None:
        slack = cast("PracticeSlack", self)
        reason = ""
        try:
            for retry, pause in enumerate((0.0, *self.transport.pauses)):
                await self._pause(pause)
                outcome = await self.transport.send(
                    "events_api", payload, answers=False, retry=retry, reason=reason
                )
                if outcome.nobody:
                    self.dropped.append(payload)
                if outcome.ack or outcome.nobody:
                    return
                reason = outcome.reason
                if outcome.stop:
                    break
            slack.note_trouble(f"unacknowledged events_api {payload['event']['type']}")
        finally:
            self._count(-1)

    async def _pause(self, seconds: float) -> None:
        """Wait by the practice Slack's own clock, so that a test can move it on."""
        slack = cast("PracticeSlack", self)
        until = slack.clock().timestamp() + seconds
        while seconds and slack.clock().timestamp() < until and not slack.stopping.is_set():
            await asyncio.sleep(LOOK_EVERY)

    def _count(self, step: int) -> None:
        with self._counting:
            self._flying += step
