"""The addresses of the page: the page, its files, the screen, what a person does, the live stream."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from sandbox.page import shell
from sandbox.page.acts import Act, Place, Reply
from sandbox.page.scene import Scene

KINDS = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
}
CLOSED_DOOR = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "img-src 'self' data: http://127.0.0.1:* http://localhost:*",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
HEARTBEAT_SECONDS = 15.0


class Stage(Protocol):
    """What the page asks of the practice Slack; every method may be called in a worker thread."""

    @property
    def version(self) -> int:
        """A number that grows with every change that somebody could see."""

    @property
    def boot(self) -> str:
        """Which practice Slack this is: another word each time one starts."""

    def scene(self, place: Place) -> Scene | None:
        """What this person sees there; None for somebody nobody can be."""

    def act(self, act: Act) -> Reply:
        """Do something as a person and wait for what comes of it."""

    def first_person(self) -> str:
        """The handle of who a visitor is at first."""

    def first_tab(self) -> str:
        """The part of the address that says what a visitor sees at first, or nothing."""

    def file(self, file_id: str) -> bytes | None:
        """What stands in a file that was placed; None for one there is not."""

    async def changed(self, version: int, timeout: float) -> int:
        """Wait until the version is beyond this one or the time is over; a negative number at the end."""


def routes(stage: Stage) -> list[BaseRoute]:
    """All routes of the page."""

    async def page(request: Request) -> Response:
        place = Place.of(request.query_params)
        if not place.person:
            return RedirectResponse(f"/?as={stage.first_person()}{stage.first_tab()}")
        version = stage.version
        scene = await run_in_threadpool(stage.scene, place)
        if scene is None:
            return PlainTextResponse("Deze persoon bestaat niet in de oefen-Slack.", status_code=404)
        return Response(shell.page(scene, version, stage.boot), media_type="text/html", headers=CLOSED_DOOR)

    async def screen(request: Request) -> Response:
        return JSONResponse(await _screen(stage, Place.of(request.query_params)))

    async def act(request: Request) -> Response:
        given = await request.json()
        wanted = Act.of(given)
        reply = await run_in_threadpool(stage.act, wanted)
        return JSONResponse(reply.as_json() | {"screen": await _screen(stage, wanted.place)})

    async def events(request: Request) -> Response:
        return StreamingResponse(_changes(stage), media_type="text/event-stream", headers=CLOSED_DOOR)

    async def asset(request: Request) -> Response:
        name = str(request.path_params["name"])
        found = files("sandbox.page").joinpath(name)
        kind = KINDS.get(name.rsplit(".", 1)[-1])
        if kind is None or "/" in name or not found.is_file():
            return PlainTextResponse("", status_code=404)
        return Response(found.read_bytes(), headers=CLOSED_DOOR | {"Content-Type": kind})

    return [
        Route("/", page),
        _files(stage),
        Route("/page/screen", screen),
        Route("/page/act", act, methods=["POST"]),
        Route("/page/events", events),
        Route("/page/{name}", asset),
    ]


def _files(stage: Stage) -> Route:
    """What stands in a file, to download."""

    async def file(request: Request) -> Response:
        content = stage.file(str(request.path_params["file"]))
        if content is None:
            return PlainTextResponse("", status_code=404)
        kind = KINDS["png"] if content.startswith(b"\x89PNG") else "application/octet-stream"
        return Response(content, headers=CLOSED_DOOR | {"Content-Type": kind})

    return Route("/page/file/{file}", file)


async def _screen(stage: Stage, place: Place) -> dict[str, object] | None:
    version = stage.version
    scene = await run_in_threadpool(stage.scene, place)
    if scene is None:
        return None
    return {
        "version": version,
        "where": place.query(),
        "title": shell.title(scene),
        "regions": shell.regions(scene),
    }


async def _changes(stage: Stage) -> AsyncIterator[str]:
    version = stage.version
    yield f"event: boot\ndata: {stage.boot}\n\n"
    yield f"data: {version}\n\n"
    while (new := await stage.changed(version, HEARTBEAT_SECONDS)) >= 0:
        yield f"data: {new}\n\n" if new != version else ": nog hier\n\n"
        version = new
