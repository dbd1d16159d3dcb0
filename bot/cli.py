"""The command line of Schakel: what an operator types, and how it fails: one plain line, status 2."""

from __future__ import annotations

import logging
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from bot.commands.access import Access
from bot.commands.audit import audit_app
from bot.commands.closed_days import closed_days_app
from bot.commands.decide import decide
from bot.commands.grants import grants_app
from bot.commands.keys import keys_app
from bot.commands.review import review
from bot.failing import Stop, plainly
from bot.logging import configure_logging, hear_libraries
from bot.network import faults, take_from
from bot.settings import Settings, SettingsError, load_settings

app = typer.Typer(
    help="Schakel verbindt de professionals rond een jongere die afglijdt.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _settings() -> Settings:
    hear_libraries(logging.CRITICAL + 1)  # what they say may hold an address with a password
    take_from(os.environ, Path(".env"))
    wrong = list(faults(os.environ))
    try:
        settings = load_settings(os.environ)
    except SettingsError as error:
        raise Stop("\n".join([*error.lines, *wrong])) from None
    if wrong:
        raise Stop("\n".join(wrong))
    return settings


def _access() -> Access:
    settings = _settings()
    return Access(settings.database_url.get_secret_value(), settings.schakel_keys.get_secret_value())


app.command("decide")(plainly(decide))
app.command("review")(plainly(review))
app.add_typer(keys_app(_access), name="keys")
app.add_typer(grants_app(_access, lambda: datetime.now(UTC)), name="grants")
app.add_typer(audit_app(_access, lambda: datetime.now(UTC)), name="audit")
app.add_typer(closed_days_app(_settings, lambda: datetime.now(UTC)), name="closed-days")


@app.command()
@plainly
def run(
    verbose: Annotated[bool, typer.Option("--verbose", help="Meer regels in het logboek.")] = False,
) -> None:
    """Start de bot en blijf draaien."""
    from bot.process import build, set_aside_loaded

    settings = _settings()
    configure_logging(settings.schakel_log, verbose=verbose)
    if settings.schakel_mode == "http":
        raise Stop("SCHAKEL_MODE=http kan deze versie nog niet; gebruik socket.")
    hear_libraries(logging.CRITICAL + 1)
    process = build(settings)
    set_aside_loaded()
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_args: stopping.set())
    process.start()
    hear_libraries(logging.WARNING)
    typer.echo("Schakel draait.")
    stopping.wait()
    process.stop()


@app.command()
@plainly
def migrate() -> None:
    """Breng de tabellen op de stand van deze versie, en verzegel wat een eerdere versie leesbaar opsloeg."""
    from bot.commands.directory import vault_if_possible
    from bot.process import open_database
    from storage.doubles import settle_doubles
    from storage.sealing_existing import seal_existing

    settings = _settings()
    engine = open_database(settings)
    vault = vault_if_possible(settings, engine)
    sealed = 0
    if vault is not None:
        settle_doubles(engine, vault, datetime.now(UTC))
        sealed = seal_existing(engine, vault, datetime.now(UTC))
    engine.dispose()
    typer.echo("De tabellen zijn bij.")
    if sealed:
        typer.echo(
            f"{sealed} rijen van een eerdere versie zijn verzegeld. Wat er stond, verdwijnt uit de bestanden "
            "zodra Schakel draait."
        )


@app.command("import")
@plainly
def import_file(
    file: Path,
    exact: Annotated[
        bool, typer.Option("--exact", help="Trek bevoegdheden in die het bestand niet noemt.")
    ] = False,
    partnership: Annotated[
        str, typer.Option("--partnership", help="De samenwerking van de partners in een spreadsheet.")
    ] = "",
    dry: Annotated[bool, typer.Option("--dry-run", help="Toon wat er zou veranderen; sla niets op.")] = False,
) -> None:
    """Neem partners, samenwerkingen en overleggen uit FILE over (YAML, of partners uit CSV).

    Een .ics-bestand brengt gesloten dagen.
    """
    from bot.commands.closed_days import import_closed_days
    from bot.commands.directory import import_directory, vault_if_possible
    from bot.commands.told import told
    from bot.process import open_database, read_policy
    from rules.book import load_rulebook

    settings = _settings()
    engine = open_database(settings, migrating=not dry)
    vault = vault_if_possible(settings, engine)
    if file.suffix.lower() == ".ics":
        changes = import_closed_days(file, engine, vault, load_rulebook(), settings.zone, dry=dry)
    else:
        book = load_rulebook()
        policy = read_policy(settings, book)
        changes = import_directory(
            file,
            engine,
            vault,
            book,
            settings.zone,
            exact=exact,
            policy=policy,
            dry=dry,
            greet=True,
            partnership=partnership,
        )
    engine.dispose()
    for line in told(changes, exact=exact, dry=dry):
        typer.echo(line)


@app.command()
@plainly
def doctor() -> None:
    """Kijk na of instellingen, database, sleutels en Slack kloppen."""
    from bot.commands.doctor import examine

    if not examine(_settings()):
        raise typer.Exit(2)


@app.command()
@plainly
def demo(
    port: Annotated[int, typer.Option(help="Poort van de oefen-Slack.")] = 8800,
    folder: Annotated[Path, typer.Option(help="Map voor de gegevens van de demo.")] = Path("demo-data"),
) -> None:
    """Start een oefen-Slack in de browser met de bot en verzonnen zaken."""
    from bot.demo.running import run_demo

    run_demo(port, folder)


@app.command()
@plainly
def manifest() -> None:
    """Druk het app-manifest voor Slack af."""
    from bot.commands.manifest import manifest_text

    typer.echo(manifest_text())


def main() -> None:
    """Entry point of the `schakel` command."""
    sys.exit(app())
