"""`schakel demo`: practice Slack, bot and fictional cases, in one command on a bare laptop."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import typer

from bot.commands.directory import import_directory
from bot.demo.cases import add_cases
from bot.demo.goals import add_goal
from bot.demo.meetings import add_meeting
from bot.failing import Stop
from bot.logging import configure_logging
from bot.process import Process, build
from bot.settings import Settings
from storage.keys import generate

HOUSE = Path(__file__).parents[2]
DIRECTORY = Path(__file__).with_name("directory.yaml")
OVERLEGGEN = Path(__file__).with_name("overleggen.yaml")
WORKSPACE = HOUSE / "sandbox" / "demo" / "workspace.yaml"
START_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Practice:
    """A running practice Slack and how to reach it."""

    server: subprocess.Popen[str]
    page: str
    api_url: str
    bot_token: str
    app_token: str


def run_demo(port: int, folder: Path) -> None:
    """Run until interrupted; `folder` holds the database, which starts empty like the practice Slack."""
    configure_logging()
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "schakel.db"
    for old in folder.glob("schakel.db*"):
        old.unlink()  # the practice Slack forgets its messages too: a card without a message helps nobody
    practice = start_practice_slack(port)
    try:
        process = build(_settings(practice, database))
        _bring_in(process, DIRECTORY)
        process.start()
        add_cases(process.office)
        add_goal(process.office)
        # Only now: the call for an agenda goes out at once, and it lists open signals and goals.
        _bring_in(process, OVERLEGGEN)
        add_meeting(process.office)
        process.worker.wake()
        _say_where(practice)
        _until_interrupted(practice)
        process.stop()
    finally:
        practice.server.terminate()
        practice.server.wait(timeout=10)


def _bring_in(process: Process, file: Path) -> None:
    import_directory(file, process.engine, process.office.store.vault, process.office.book)


def start_practice_slack(port: int) -> Practice:
    """Start the practice Slack as a process of its own and wait until it answers; raises `Stop`."""
    command = [sys.executable, "-m", "sandbox", "--workspace", str(WORKSPACE)]
    command += ["--manifest", str(HOUSE / "manifest.yml"), "--port", str(port)]
    server = subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own module
    line = _first_line(server)
    if not line:
        server.terminate()
        raise Stop(
            f"De oefen-Slack start niet. Is poort {port} vrij? Probeer: schakel demo --port {port + 1}"
        )
    said = json.loads(line)
    return Practice(server, said["page"], said["api_url"], said["bot_token"], said["app_token"])


def _first_line(server: subprocess.Popen[str]) -> str:
    lines: list[str] = []
    output = server.stdout
    if output is None:
        return ""
    reader = Thread(target=lambda: lines.append(output.readline()), daemon=True)
    reader.start()
    reader.join(START_WITHIN)
    return lines[0] if lines else ""


def _settings(practice: Practice, database: Path) -> Settings:
    return Settings.model_validate(
        {
            "slack_bot_token": practice.bot_token,
            "slack_app_token": practice.app_token,
            "slack_api_url": practice.api_url,
            "database_url": f"sqlite:///{database}",
            "schakel_keys": generate(),
        }
    )


def _say_where(practice: Practice) -> None:
    typer.echo("")
    typer.echo(f"  Schakel draait. Open de oefen-Slack:  {practice.page}")
    typer.echo(
        "  U bent daar Edith, zorgcoördinator. Typ /signal, /overleg, /partners of /doelen in een kanaal. "
        "Stoppen: Ctrl-C."
    )
    typer.echo("")


def _until_interrupted(practice: Practice) -> None:
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_args: stopping.set())
    while not stopping.wait(1):
        if practice.server.poll() is not None:
            raise Stop("De oefen-Slack is gestopt.")
