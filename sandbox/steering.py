"""How another process steers a running practice Slack: its clock, what goes wrong, what the app called.

- `GET /control/clock` gives `{"now", "stopped"}`; `POST` takes `{"set": ISO time}`, `{"advance": seconds}` or
  both, and `"stopped": true` with a set to have it stand still.
- `GET /control/faults` lists what will go wrong; `POST` adds one fault or a list (the fields of
  `web_api.Fault`; `method` may be `*`), `DELETE` forgets them all.
- `GET /control/calls` lists the app's calls, oldest first: `?method=` keeps one method's, `?after=N` those
  after the first N; `next` is the N to ask with next time.
- `GET /control/acks` lists how many seconds after it was sent each envelope was acknowledged, as
  `[kind, seconds]`; `?after=N` those after the first N.
- `POST /control/http` takes `{"url": address}`: from then on the app is told over HTTP, signed with the
  secret that `python -m sandbox` printed; the address must give the challenge back.
- `GET /control/trouble` lists what real Slack would not have taken; `GET /control/idle` says whether an
  envelope is under way.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.http_push import NotVerified
from sandbox.web_api import ApiCall, Fault

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack


class _Steering:
    """The answers of this door."""

    def __init__(self, slack: PracticeSlack) -> None:
        self._slack = slack

    async def clock(self, request: Request) -> Response:
        if request.method == "POST" and (problem := _move(self._slack, await request.json())):
            return _no(problem)
        clock = self._slack.clock
        return JSONResponse({"ok": True, "now": clock().isoformat(), "stopped": clock.stopped})

    async def faults(self, request: Request) -> Response:
        faults = self._slack.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            given = await request.json()
            try:
                faults.queue.extend([Fault(**one) for one in (given if isinstance(given, list) else [given])])
            except TypeError as error:
                return _no(str(error))
        return JSONResponse({"ok": True, "faults": [asdict(one) for one in faults.queue]})

    async def calls(self, request: Request) -> Response:
        method, after = request.query_params.get("method"), int(request.query_params.get("after", "0"))
        made = list(self._slack.calls)
        told = [_call(one) for one in made[after:] if method in (None, one.method)]
        return JSONResponse({"ok": True, "calls": told, "next": len(made)})

    async def acks(self, request: Request) -> Response:
        after = int(request.query_params.get("after", "0"))
        return JSONResponse({"ok": True, "acks": self._slack.sockets.acked_after[after:]})

    async def http(self, request: Request) -> Response:
        given = await request.json()
        try:
            await run_in_threadpool(self._slack.use_http, str(given.get("url")))
        except NotVerified as error:
            return _no(str(error))
        return JSONResponse({"ok": True})

    async def trouble(self, request: Request) -> Response:
        return JSONResponse({"ok": True, "trouble": list(self._slack.trouble)})

    async def idle(self, request: Request) -> Response:
        return JSONResponse({"ok": True, "idle": self._slack.is_idle})


def steering_routes(slack: PracticeSlack) -> list[Route]:
    """The routes for clock, faults and calls."""
    door = _Steering(slack)
    return [
        Route("/control/clock", door.clock, methods=["GET", "POST"]),
        Route("/control/faults", door.faults, methods=["GET", "POST", "DELETE"]),
        Route("/control/calls", door.calls),
        Route("/control/acks", door.acks),
        Route("/control/http", door.http, methods=["POST"]),
        Route("/control/trouble", door.trouble),
        Route("/control/idle", door.idle),
    ]


def _move(slack: PracticeSlack, given: dict[str, Any]) -> str | None:
    if unknown := given.keys() - {"set", "advance", "stopped"}:
        return f"unknown: {', '.join(sorted(unknown))}"
    try:
        if "set" in given:
            to = datetime.fromisoformat(str(given["set"]))
            if to.tzinfo is None:
                return "the time needs its zone"
            slack.clock.set(to, stopped=bool(given.get("stopped")))
        slack.clock.advance(float(given.get("advance", 0)))
    except (TypeError, ValueError) as error:
        return str(error)
    slack.changed()
    return None


def _call(one: ApiCall) -> dict[str, Any]:
    return asdict(one) | {"at": one.at.isoformat()}


def _no(problem: str) -> Response:
    return JSONResponse({"ok": False, "problem": problem}, status_code=400)
