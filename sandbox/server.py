"""The practice Slack as a server in a thread of its own: Web API, Socket Mode, response URLs, page."""

from __future__ import annotations

import asyncio
import socket as sockets_
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette

from sandbox import routing
from sandbox.accounts import Accounts
from sandbox.clock import Clock, Now, system_now
from sandbox.delivering import Deliveries
from sandbox.envelopes import ACK_SECONDS, Transport
from sandbox.hanging_up import Listening
from sandbox.pacing import Pace
from sandbox.patience import slow
from sandbox.people import Person
from sandbox.rooms import Rooms
from sandbox.serving import Serving
from sandbox.socket import Sockets
from sandbox.state import ResponseUrl, Workspace, load_workspace
from sandbox.touring import Tour, load_tour
from sandbox.web_api import ApiCall, Faults


class PracticeSlack(Deliveries, Rooms, Accounts):
    """A workspace with one installed app; `start` it, act as its people, look at what the app did."""

    bot_token = "xoxb-practice-bot"  # noqa: S105  # not a secret
    app_token = "xapp-practice-app"  # noqa: S105  # not a secret

    def __init__(
        self, space: Workspace, clock: Clock, *, ack_seconds: float = ACK_SECONDS, tiers: bool = False
    ) -> None:
        super().__init__()
        self.space = space
        self.clock = clock
        self.ack_seconds = ack_seconds
        self.lock = threading.RLock()
        self.sockets = Sockets(space.app.id, ack_seconds, self.note_trouble)
        self.transport: Transport = self.sockets
        self.faults = Faults()
        self.calls: list[ApiCall] = []
        self.trouble: list[str] = []
        self.uninstalled = False
        self.start_over: Callable[[], None] | None = None
        self.tour: Tour | None = None
        self.stopping = threading.Event()
        self.port = 0
        self.version = 0
        self._counting = threading.Lock()
        self._expected: list[str] = []
        self._watchers: list[Callable[[], None]] = []
        self.pace = Pace(clock, tiers=tiers)
        self.loop: asyncio.AbstractEventLoop | None = None
        self._server: Serving | None = None
        self._thread: threading.Thread | None = None

    # --- life ---------------------------------------------------------------------------------

    @classmethod
    def start(
        cls,
        *,
        workspace: Path,
        manifest: Path,
        port: int = 0,
        clock: Now = system_now,
        now: Now | None = None,
        ack_seconds: float | None = None,
        tiers: bool = False,
        start_over: Callable[[], None] | None = None,
        tour: Path | None = None,
    ) -> Self:
        """Start serving on 127.0.0.1 in a thread of its own; `port` 0 takes any free one.

        `clock` (or `now`, its other name) gives the time; `slack.clock` can be moved beyond it. `ack_seconds`
        is how long the app has to acknowledge: three, or longer on a slow machine (`sandbox.patience`). With
        `tiers` methods are limited per minute by their tier. With `start_over` the page has a button to begin
        anew, which calls it; with `tour` it opens on cases to walk. Raises `OSError` when the port is taken,
        `OverflowError` when there is none of that number.
        """
        own = Clock(now or clock)
        within = ACK_SECONDS * slow() if ack_seconds is None else ack_seconds
        slack = cls(load_workspace(workspace, manifest, own), own, ack_seconds=within, tiers=tiers)
        slack.start_over = start_over
        slack.tour = load_tour(tour, own().date()) if tour is not None else None
        slack._serve(port)
        return slack

    def _serve(self, port: int) -> None:
        listening = sockets_.socket(sockets_.AF_INET, sockets_.SOCK_STREAM)
        listening.setsockopt(sockets_.SOL_SOCKET, sockets_.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        self.port = listening.getsockname()[1]
        app: Starlette = routing.application(self)
        config = uvicorn.Config(
            app, log_level="error", http=Listening, ws="websockets-sansio", lifespan="off"
        )
        server = self._server = Serving(config)

        def run() -> None:
            self.loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(server.serve(sockets=[listening]))
            loop, self.loop = self.loop, None
            loop.run_until_complete(asyncio.sleep(0))  # what was handed over last becomes a task
            left = asyncio.all_tasks(loop)
            for one in left:
                one.cancel()
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.close()

        self._thread = threading.Thread(target=run, name="practice-slack", daemon=True)
        self._thread.start()
        while not server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the practice Slack did not start")
            time.sleep(0.005)

    def stop(self) -> None:
        """Close every connection and stop."""
        self.stopping.set()
        loop, server = self.loop, self._server
        if loop is not None and server is not None:
            loop.call_soon_threadsafe(server.end)
        if self._thread is not None:
            self._thread.join(timeout=10)

    @property
    def api_url(self) -> str:
        """Base of the Web API, ends in /api/."""
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def page_url(self) -> str:
        """Where a person opens the practice Slack."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def socket_url(self) -> str:
        """Where Socket Mode connects."""
        return f"ws://127.0.0.1:{self.port}/link/"

    # --- people and looking on ----------------------------------------------------------------

    def as_user(self, who: str) -> Person:
        """A person by handle or id."""
        return Person(self, self.space.human(who))

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every change somebody could see; returns how to end that."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def changed(self) -> None:
        """Something that somebody could see changed."""
        with self._counting:  # two changes at once are two: a page that saw the first asks again
            self.version += 1
        for callback in list(self._watchers):
            callback()

    def happened(self, user: str, kind: str, name: str) -> None:
        """Somebody pressed, submitted or saw what the app calls so: perhaps the next step of the tour."""
        if self.tour is not None:
            self.tour.happened(self.space.people[user].handle, kind, name)
        self.changed()

    def note_trouble(self, what: str) -> None:
        """Something real Slack would not take, unless a test said to expect it."""
        for one in self._expected:
            if one in what:
                return
        self.trouble.append(what)

    @contextmanager
    def expect(self, what: str) -> Iterator[None]:
        """Within this block, trouble that mentions `what` is expected."""
        self._expected.append(what)
        try:
            yield
        finally:
            self._expected.remove(what)

    def wait_for(self, predicate: Callable[[], Any], timeout: float = 5.0) -> Any:
        """Wait until `predicate()` is true and return it; raises AssertionError after `timeout` seconds.

        On a slow machine (`sandbox.patience`) it waits longer.
        """
        until = time.monotonic() + timeout * slow()
        while not (found := predicate()):
            if time.monotonic() > until:
                raise AssertionError("what was waited for did not happen")
            time.sleep(0.01)
        return found

    def idle(self, timeout: float = 5.0) -> None:
        """Wait until no envelope is in flight."""
        self.wait_for(lambda: self.is_idle, timeout)

    def response_url(
        self, user: str, channel: str, message_ts: str | None = None, *, ephemeral: bool = False
    ) -> str:
        """Leave to answer an act of this person by URL."""
        token = self.space.new_id("R")
        known = ResponseUrl(user, channel, self.space.now(), message_ts, ephemeral)
        self.space.response_urls[token] = known
        return f"http://127.0.0.1:{self.port}/respond/{token}"

    def disconnect(self, reason: str = "refresh_requested", *, wait: bool = True) -> None:
        """Have every Socket Mode connection renewed, and wait until the old ones are closed."""
        if self.loop is None:
            return
        renewing = asyncio.run_coroutine_threadsafe(self.sockets.disconnect(reason), self.loop)
        if wait:
            renewing.result(10)

    # --- the app's calls ------------------------------------------------------------------------

    def log_call(self, method: str, args: dict[str, Any], error: str | None, *, fault: bool = False) -> None:
        """Remember a call of the app; what Slack would refuse is trouble, unless it went wrong on purpose.

        Nor is it trouble that somebody closed a view while the app was changing it.
        """
        self.calls.append(ApiCall(method, args, error is None, error, self.space.now(), fault))
        late = error == "not_found" and args.get("view_id") in self.space.views_shown
        if error is not None and error != "ratelimited" and not fault and not late:
            self.note_trouble(f"refused {method} {error}")
