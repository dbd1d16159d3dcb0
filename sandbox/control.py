"""A door for other processes: act as a person of a running practice Slack, and look at what is there.

`POST /control` takes `{"as": handle, "do": verb, "args": [...], "with": {...}}` where verb is a method of
`Person`, or without `as` one of `PracticeSlack` about accounts; `GET /control/messages/CHANNEL` gives the
messages. For demos and tests on this machine only.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.errors import CannotDo
from sandbox.model import Channel
from sandbox.people import Person

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

_ACTS = "slash shortcut message_shortcut open_home post press pick fill submit close"
_TALK = "edit delete forward react unreact upload messages dm ephemerals"
_ROOMS = "join leave invite remove convert archive unarchive"
VERBS = frozenset(f"{_ACTS} {_TALK} {_ROOMS}".split())
ACCOUNTS = frozenset({"deactivate", "reactivate", "change_kind", "add_person"})
# People wait here for the app's acknowledgement; the app's own calls must not queue behind them.
PEOPLE_AT_ONCE = 100


def control_routes(slack: PracticeSlack) -> list[Route]:
    """The routes of the door."""
    people = ThreadPoolExecutor(PEOPLE_AT_ONCE, thread_name_prefix="person")

    async def act(request: Request) -> Response:
        asked = await request.json()
        if asked.get("do") not in (ACCOUNTS if asked.get("as") is None else VERBS):
            return JSONResponse({"ok": False, "problem": "unknown verb"}, status_code=400)
        loop = asyncio.get_running_loop()
        return JSONResponse(await loop.run_in_executor(people, _act, slack, asked))

    async def messages(request: Request) -> Response:
        channel = slack.space.channels.get(request.path_params["channel"])
        found = list(channel.messages.values()) if channel else []
        return JSONResponse({"ok": True, "messages": found})

    async def view(request: Request) -> Response:
        return JSONResponse({"ok": True, "view": slack.as_user(request.path_params["who"]).view})

    return [
        Route("/control", act, methods=["POST"]),
        Route("/control/messages/{channel}", messages),
        Route("/control/view/{who}", view),
    ]


def _act(slack: PracticeSlack, asked: dict[str, Any]) -> dict[str, Any]:
    try:
        actor = slack if asked.get("as") is None else slack.as_user(asked["as"])
        result = getattr(actor, asked["do"])(*asked.get("args", ()), **asked.get("with", {}))
    except (CannotDo, KeyError, TypeError) as error:
        return {"ok": False, "problem": str(error)}
    return {"ok": True, "result": _told(result)}


def _told(result: Any) -> Any:
    match result:
        case Person():
            return asdict(result.human)
        case Channel():
            return {"id": result.id, "name": result.name, "kind": result.kind}
    return asdict(result) if is_dataclass(result) and not isinstance(result, type) else result
