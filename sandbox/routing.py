"""The addresses of the practice Slack: methods, response URLs, the socket, control, the page."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from sandbox import (
    methods_chat,
    methods_files,
    methods_history,
    methods_look,
    methods_marks,
    methods_rooms,
    methods_views,
    rules,
)
from sandbox.control import control_routes
from sandbox.errors import SlackError
from sandbox.hanging_up import HangUp
from sandbox.responses import answer_url
from sandbox.steering import steering_routes
from sandbox.web_api import Fault, Method, check_token, granted
from sandbox.wire import read_arguments

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

METHODS: Mapping[str, Method] = {
    "api.test": lambda slack, arguments: {"args": arguments},
    "auth.test": methods_look.auth_test,
    "apps.connections.open": methods_look.connections_open,
    "chat.postMessage": methods_chat.post_message,
    "chat.postEphemeral": methods_chat.post_ephemeral,
    "chat.update": methods_chat.update,
    "chat.delete": methods_chat.delete,
    "chat.getPermalink": methods_chat.get_permalink,
    "views.open": methods_views.open_view,
    "views.push": methods_views.push_view,
    "views.update": methods_views.update_view,
    "views.publish": methods_views.publish,
    "users.info": methods_look.users_info,
    "users.list": methods_look.users_list,
    "users.lookupByEmail": methods_look.users_lookup_by_email,
    "users.conversations": methods_rooms.users_conversations,
    "bots.info": methods_look.bots_info,
    "team.info": methods_look.team_info,
    "conversations.join": methods_rooms.join,
    "conversations.leave": methods_rooms.leave,
    "reactions.add": methods_marks.add,
    "reactions.remove": methods_marks.remove,
    "files.getUploadURLExternal": methods_files.get_upload_url,
    "files.completeUploadExternal": methods_files.complete_upload,
    "files.info": methods_files.info,
    "files.delete": methods_files.delete,
    "conversations.info": methods_look.conversations_info,
    "conversations.list": methods_rooms.conversations_list,
    "conversations.members": methods_look.conversations_members,
    "conversations.open": methods_look.conversations_open,
    "conversations.history": methods_history.conversations_history,
    "conversations.replies": methods_history.conversations_replies,
    "blocks.validate": lambda slack, arguments: {
        "errors": [str(one) for one in rules.check_message_blocks(arguments.get("blocks"))]
    },
}
HTTP_OK, TOO_MANY = 200, 429
TOKENLESS = frozenset({"api.test", "blocks.validate"})


def application(slack: PracticeSlack) -> Starlette:
    """The ASGI application of one practice Slack."""

    async def method(request: Request) -> Response:
        return await _call(slack, request)

    async def respond(request: Request) -> Response:
        body = await request.json()
        status, text = await run_in_threadpool(answer_url, slack, request.path_params["token"], body)
        return PlainTextResponse(text, status_code=status)

    async def upload(request: Request) -> Response:
        content = await request.body()
        known = methods_files.receive(slack, request.path_params["file"], content)
        return PlainTextResponse(f"OK - {len(content)}" if known else "not found", 200 if known else 404)

    async def link(socket: WebSocket) -> None:
        await slack.sockets.serve(socket)

    async def health(request: Request) -> Response:
        return JSONResponse({"ok": True})

    routes: list[BaseRoute] = [
        Route("/api/{method}", method, methods=["GET", "POST"]),
        Route("/respond/{token}", respond, methods=["POST"]),
        Route("/upload/{file}", upload, methods=["POST"]),
        WebSocketRoute("/link/", link),
        Route("/healthz", health),
        *steering_routes(slack),
        *control_routes(slack),
    ]
    app = Starlette(routes=routes)
    mount = getattr(import_module("sandbox.page"), "mount", None)
    if mount is not None:
        mount(app, slack)
    return app


async def _call(slack: PracticeSlack, request: Request) -> Response:
    name = request.path_params["method"]
    try:
        content_type = request.headers.get("content-type", "")
        arguments = read_arguments(content_type, await request.body(), request.url.query)
    except SlackError as error:
        slack.log_call(name, {}, error.code)
        return JSONResponse({"ok": False, "error": error.code})
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    token = token or str(arguments.get("token", ""))
    arguments.pop("token", None)
    fault = slack.faults.take(name)
    if fault is not None:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.drop == "before":
            return HangUp()
        if fault.status != HTTP_OK or fault.error:
            return _faulty(slack, name, arguments, fault)
    status, answer = await run_in_threadpool(_answer, slack, name, token, arguments)
    if fault is not None and fault.drop == "after":
        return HangUp()
    headers = {"Retry-After": str(answer.pop("retry_after", 1))} if status == TOO_MANY else {}
    return JSONResponse(answer, status_code=status, headers=headers | granted(slack, token))


def _answer(
    slack: PracticeSlack, name: str, token: str, arguments: dict[str, Any]
) -> tuple[int, dict[str, Any]]:
    with slack.lock:
        try:
            answer = _method(slack, name, token)(slack, arguments)
        except SlackError as error:
            slack.log_call(name, arguments, error.code)
            status = TOO_MANY if error.code == "ratelimited" else HTTP_OK
            return status, {"ok": False, "error": error.code} | error.extra
        slack.log_call(name, arguments, None)
        return HTTP_OK, {"ok": True} | answer


def _method(slack: PracticeSlack, name: str, token: str) -> Method:
    if name not in METHODS:
        raise SlackError("unknown_method", req_method=name)
    if name not in TOKENLESS:
        check_token(slack, name, token)
        slack.pace.call(name)
    return METHODS[name]


def _faulty(slack: PracticeSlack, name: str, arguments: dict[str, Any], fault: Fault) -> Response:
    if fault.status == TOO_MANY:
        slack.log_call(name, arguments, "ratelimited", fault=True)
        headers = {"Retry-After": str(fault.retry_after)}
        return JSONResponse({"ok": False, "error": "ratelimited"}, status_code=TOO_MANY, headers=headers)
    slack.log_call(name, arguments, fault.error or f"http_{fault.status}", fault=True)
    if fault.error:
        return JSONResponse({"ok": False, "error": fault.error}, status_code=fault.status)
    return PlainTextResponse("upstream error", status_code=fault.status)
