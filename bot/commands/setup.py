"""`schakel setup`: the guided start, and `--check`, which only says what is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import typer

from bot.settings import Settings
from bot.setup.asking import Terminal
from bot.setup.guide import Guide
from bot.setup.keeping import Keeping
from bot.times import SystemClock

MISSING = 2
INTERRUPTED = 130
ENV_FILE = Path(".env")
_KEPT = "Gestopt. Wat is ingevuld, is bewaard; `schakel setup` gaat verder waar u was."
_NEXT = "Alles staat klaar. `schakel doctor` kijkt alles nog eens na, `schakel run` start de bot."


def set_up(read: Callable[[], Settings], *, check: bool, secrets: Path | None, address: str) -> None:
    """Walk through the steps, or only look; raises `typer.Exit` with why it ends early."""
    keeping = Keeping(ENV_FILE, dict(os.environ), secrets)
    guide = Guide(read, keeping, Terminal(), SystemClock(), address)
    if check:
        if not guide.check():
            raise typer.Exit(MISSING)
        return
    try:
        guide.walk()
    except (KeyboardInterrupt, typer.Abort):
        typer.echo(f"\n{_KEPT}")
        raise typer.Exit(INTERRUPTED) from None


def wants_to_start() -> bool:
    """Whether the bot is to start now; raises `typer.Exit` for a Ctrl-C."""
    try:
        answer = Terminal().ask("Schakel nu starten? (ja/nee)", "ja")
    except (KeyboardInterrupt, typer.Abort):
        raise typer.Exit(INTERRUPTED) from None
    if answer.casefold() in ("ja", "j", "yes", "y"):
        return True
    typer.echo(_NEXT)
    return False
