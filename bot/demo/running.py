"""`schakel demo`: practice Slack, bot and fictional cases, in one command on a bare laptop."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event

import typer

from bot.commands.directory import import_directory
from bot.demo.cases import add_cases
from bot.demo.folder import DemoFolder
from bot.demo.goals import add_goal
from bot.demo.meetings import add_meeting
from bot.demo.practice import Practice
from bot.logging import configure_logging
from bot.process import Process, build
from bot.settings import Settings
from storage.keys import generate

DIRECTORY = Path(__file__).with_name("directory.yaml")
NEWCOMER = Path(__file__).with_name("newcomer.yaml")
OVERLEGGEN = Path(__file__).with_name("overleggen.yaml")
LOOK_EVERY = 0.5


def run_demo(port: int, folder: Path) -> None:
    """Run until interrupted; raises `Stop` when the port or the folder cannot be had.

    The practice Slack forgets its messages when it stops, and a database about messages that are gone helps
    nobody: so each start begins anew, as does the button in the page.
    """
    configure_logging()
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_args: stopping.set())
    home = DemoFolder(folder)
    practice = Practice(port)  # first: with the port taken nothing may have been touched
    try:
        with home.taken():
            _say_where(practice, home)
            while _until_it_starts_over(practice, home, stopping):
                practice.stop()
                practice = Practice(port)
                typer.echo("  De oefening begint opnieuw.")
    finally:
        practice.stop()


def _until_it_starts_over(practice: Practice, home: DemoFolder, stopping: Event) -> bool:
    """Run the bot on an empty database; whether it ended because somebody wants to begin anew."""
    home.empty()
    process = build(_settings(practice, home.database))
    _bring_in(process, DIRECTORY)
    _bring_in(process, NEWCOMER)
    process.start()
    try:
        add_cases(process.office)
        add_goal(process.office)
        # Only now: the call for an agenda goes out at once, and it lists open signals and goals.
        _bring_in(process, OVERLEGGEN)
        add_meeting(process.office)
        process.worker.wake()
        while not stopping.is_set():
            if practice.asked_to_start_over(LOOK_EVERY):
                return True
        return False
    finally:
        process.stop()


def _bring_in(process: Process, file: Path) -> None:
    import_directory(file, process.engine, process.office.store.vault, process.office.book, greet=True)


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


def _say_where(practice: Practice, home: DemoFolder) -> None:
    for line in (
        "",
        f"  Schakel draait. Open de oefen-Slack:  {practice.page}",
        "  U bent daar Edith, zorgcoördinator. Typ /signal, /overleg, /partners of /doelen in een kanaal.",
        f"  Alles is verzonnen en staat in {home.path}. Stoppen: Ctrl-C; bij een nieuwe start is alles weer",
        "  zoals nu. Tussendoor opnieuw beginnen: de knop linksonder in de pagina.",
        "",
    ):
        typer.echo(line)
