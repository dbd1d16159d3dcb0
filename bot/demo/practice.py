"""The practice Slack of the demo, as a process of its own that can be asked things and stopped."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from bot.failing import Stop

HOUSE = Path(__file__).parents[2]
WORKSPACE = HOUSE / "sandbox" / "demo" / "workspace.yaml"
TOUR = Path(__file__).with_name("tour.yaml")
START_WITHIN = 30.0
PORTS_TRIED = 50
HIGHEST = 65535


class Practice:
    """A running practice Slack: how to reach it, and whether somebody asked to begin anew."""

    def __init__(self, port: int) -> None:
        """Start it on this port and wait until it answers; raises `Stop` when the port is taken."""
        command = [
            sys.executable,
            "-m",
            "sandbox",
            "--workspace",
            str(WORKSPACE),
            "--starts-over",
            "--tour",
            str(TOUR),
        ]
        command += ["--manifest", str(HOUSE / "manifest.yml"), "--port", str(port)]
        self._server = subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own module
        self._lines: Queue[str] = Queue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        try:
            said = json.loads(self._lines.get(timeout=START_WITHIN) or "{}")
        except Empty:
            said = {}
        if "page" not in said:
            self.stop()
            raise Stop(_not_started(port, str(said.get("problem") or "")))
        self.page = str(said["page"])
        self.api_url = str(said["api_url"])
        self.bot_token = str(said["bot_token"])
        self.app_token = str(said["app_token"])

    def _listen(self) -> None:
        for line in self._server.stdout or ():
            self._lines.put(line)
        self._lines.put("")

    def asked_to_start_over(self, timeout: float) -> bool:
        """Wait at most this many seconds for the page's button; raises `Stop` when the process is gone."""
        try:
            line = self._lines.get(timeout=timeout)
        except Empty:
            return False
        if not line:
            raise Stop("De oefen-Slack is gestopt. Typ: make demo")
        return bool(json.loads(line).get("start_over"))

    def stop(self) -> None:
        """End the process and wait until its port is free."""
        self._server.terminate()
        self._server.wait(timeout=10)
        self._listener.join()
        if self._server.stdout is not None:
            self._server.stdout.close()


def _not_started(port: int, problem: str) -> str:
    if problem != "port":
        return "De oefen-Slack start niet. Kijk met `make lint` of alles geïnstalleerd is, en typ: make demo"
    if not 0 < port <= HIGHEST:
        return f"Poort {port} bestaat niet. Typ: make demo (of schakel demo)"
    free = next((one for one in range(port + 1, port + PORTS_TRIED) if _is_free(one)), port + 1)
    typed = f"make demo PORT={free} (of schakel demo --port {free})"
    return f"Poort {port} is bezet of niet toegestaan. Typ: {typed}"


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as one:
        try:
            one.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
        return True
