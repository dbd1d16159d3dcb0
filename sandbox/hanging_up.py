"""Ends a connection without a byte of answer, so that the app never learns what came of its call."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

Peer = tuple[str, int]
_OPEN: dict[tuple[Peer, Peer], asyncio.Transport] = {}


class Listening(H11Protocol):
    """HTTP as uvicorn speaks it, remembering each connection so that it can be cut."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it too
        """A connection opens."""
        super().connection_made(transport)
        self._ends = (transport.get_extra_info("sockname"), transport.get_extra_info("peername"))
        _OPEN[self._ends] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """A connection is gone."""
        _OPEN.pop(self._ends, None)
        super().connection_lost(exc)


class HangUp(Response):
    """Cuts the connection instead of answering."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Cut, and wait until the server has noticed."""
        transport = _OPEN.get((tuple(scope["server"]), tuple(scope["client"])))
        if transport is not None:
            transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
