"""Closed days on the command line: taken from a calendar file, shown, and taken away one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Engine

from bot.commands.access import database
from bot.commands.directory import bare_unit, keep_audit, vault_if_possible
from bot.failing import Stop, plainly
from bot.files import read_text
from bot.settings import Settings
from casework.directory.changes import Changes
from casework.overleg.calendar_reading import read_calendar
from casework.overleg.changing import replan
from casework.overleg.closing_days import count_closing, described, remove, store_closed_days
from rules.book import Rulebook, load_rulebook
from rules.moments import ZONE
from storage.engine import session_for
from storage.repositories import overleggen
from storage.unit_of_work import in_turn
from storage.vault import Vault


def import_closed_days(
    path: Path,
    engine: Engine,
    vault: Vault | None,
    book: Rulebook,
    zone: ZoneInfo = ZONE,
    *,
    dry: bool = False,
) -> Changes:
    """Take closed days over from a calendar file and bring the reminders in line; twice changes nothing.

    The file owns what it brought, by its name without its folder. Each series is brought in line in a
    transaction of its own, so that a running bot is never kept waiting. Raises `Stop` and `BadCalendar`; then
    nothing of the file is stored.
    """
    found = read_calendar(read_text(path), zone)
    now = datetime.now(UTC)
    with in_turn(engine) as session:
        unit = bare_unit(session, vault, now)
        changes = store_closed_days(unit, found, unicodedata.normalize("NFC", path.name))
        if changes:
            facts = {"added": changes.added, "removed": changes.removed}
            unit.note("schakel", "closed_days.import", facts=facts)
        keep_audit(unit, vault, book)
        session.rollback() if dry else session.commit()
    if changes and not dry:
        _bring_in_line(engine, vault, book, zone, now)
    return changes


def closed_days_app(read_settings: Callable[[], Settings], now: Callable[[], datetime]) -> typer.Typer:
    """The commands under `schakel closed-days`."""
    app = typer.Typer(help="Gesloten dagen tonen en weghalen.", no_args_is_help=True)

    @app.command("list")
    @plainly
    def list_days() -> None:
        """Toon de gesloten dagen naast de feestdagen, met hun nummer en het bestand dat ze bracht."""
        with (
            database(read_settings().database_url.get_secret_value()) as engine,
            session_for(engine, write=False) as session,
        ):
            rows = overleggen.closed_periods(session)
        for row in rows:
            typer.echo(f"{row.id}: {described(row)}{f' ({row.source})' if row.source else ''}")
        if not rows:
            typer.echo("Er zijn geen gesloten dagen naast de feestdagen.")

    @app.command("remove")
    @plainly
    def remove_days(number: int) -> None:
        """Haal de gesloten dagen met dit NUMBER weg (zie list)."""
        settings, book = read_settings(), load_rulebook()
        with database(settings.database_url.get_secret_value()) as engine:
            vault = vault_if_possible(settings, engine)
            with in_turn(engine) as session:
                unit = bare_unit(session, vault, now())
                row = remove(unit, number)
                if row is None:
                    raise Stop(f"Gesloten dagen met nummer {number} zijn er niet.")
                keep_audit(unit, vault, book)
                session.commit()
            _bring_in_line(engine, vault, book, settings.zone, now())
        typer.echo(f"{described(row)} is weg. Een bestand waar het in staat, brengt het weer.")

    return app


def _bring_in_line(
    engine: Engine, vault: Vault | None, book: Rulebook, zone: ZoneInfo, now: datetime
) -> None:
    with session_for(engine, write=False) as session:
        numbers = [row.id for row in overleggen.running(session) if row.id is not None]
    for number in numbers:
        with in_turn(engine) as session:
            unit = bare_unit(session, vault, now)
            count_closing(unit, number)
            replan(unit, number, book.reminders, zone)
            session.commit()
