"""Serves on the loopback address and ends at once: tests start and stop hundreds of practice Slacks."""

from __future__ import annotations

import asyncio
import socket

import uvicorn

PATIENCE = 2.0  # seconds for answers under way when it ends
LOOK_EVERY = 0.002
TICK = 0.1


class Serving(uvicorn.Server):
    """uvicorn's server without its fixed tenths of a second at the end."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._ending = asyncio.Event()

    def end(self) -> None:
        """Stop serving; on the server's own loop."""
        self.should_exit = True
        self._ending.set()

    async def main_loop(self) -> None:
        """Tick, for the dates in answers, until it is over."""
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            try:
                await asyncio.wait_for(self._ending.wait(), TICK)
            except TimeoutError:
                continue

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every connection and wait no longer than it takes."""
        for server in self.servers:
            server.close()
        for one in sockets or ():
            one.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        until = asyncio.get_running_loop().time() + PATIENCE
        while self.server_state.connections or self.server_state.tasks:
            if asyncio.get_running_loop().time() > until:
                break
            await asyncio.sleep(LOOK_EVERY)
