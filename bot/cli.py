"""The command line of Schakel: what an operator types, and how it fails: one plain line, status 2."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
from bot.commands.subject import subject_app
from bot.failing import Stop, plainly
from bot.logging import configure_logging, hear_libraries
from bot.network import faults, take_from
from bot.settings import Settings, SettingsError, load_settings
from casework.office import Office

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


@contextmanager
def _office() -> Iterator[Office]:
    """The office of this deployment on the command line, which asks Slack what it must know."""
    from bot.commands.office import office_on

    with office_on(_settings()) as office:
        yield office


app.command("decide")(plainly(decide))
app.command("review")(plainly(review))
app.add_typer(keys_app(_access), name="keys")
app.add_typer(grants_app(_access, lambda: datetime.now(UTC)), name="grants")
app.add_typer(audit_app(_access, lambda: datetime.now(UTC)), name="audit")
app.add_typer(subject_app(_office), name="subject")
app.add_typer(closed_days_app(_settings, lambda: datetime.now(UTC)), name="closed-days")


@app.command()
@plainly
def run(
    verbose: Annotated[bool, typer.Option("--verbose", help="Meer regels in het logboek.")] = False,
) -> None:
    """Start de bot en blijf draaien."""
    from bot.process import build, set_aside_loaded
    from bot.stopping import OUTGROWN, leave, wait_for_the_end

    settings = _settings()
    configure_logging(settings.schakel_log, verbose=verbose)
    hear_libraries(logging.CRITICAL + 1)
    process = build(settings)
    set_aside_loaded()
    stopping = Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_args: stopping.set())
    process.start()
    hear_libraries(logging.WARNING)
    typer.echo("Schakel draait.")
    outgrown = wait_for_the_end(stopping, lambda: process.worker.outgrown)
    whole = process.stop()
    if outgrown:
        typer.echo(OUTGROWN, err=True)
    if not whole:
        leave(2 if outgrown else 0)
    if outgrown:
        raise typer.Exit(2)


@app.command()
@plainly
def setup(
    check: Annotated[bool, typer.Option("--check", help="Zeg alleen wat er nog ontbreekt.")] = False,
    secrets: Annotated[
        Path | None, typer.Option("--secrets", help="Zet elk geheim in een eigen bestand in deze map.")
    ] = None,
    url: Annotated[
        str, typer.Option("--url", help="Het https-adres waarop Slack binnenkomt (SCHAKEL_MODE=http).")
    ] = "",
    start: Annotated[
        bool | None, typer.Option("--start/--no-start", help="Start de bot daarna, of juist niet.")
    ] = None,
) -> None:
    """Zet Schakel stap voor stap klaar; mag worden onderbroken en herhaald."""
    from bot.commands.setup import set_up, wants_to_start

    set_up(_settings, check=check, secrets=secrets, address=url)
    if not check and (wants_to_start() if start is None else start):
        run()


@app.command()
@plainly
def migrate() -> None:
    """Breng de tabellen op de stand van deze versie, en verzegel wat een eerdere versie leesbaar opsloeg."""
    from bot.commands.directory import vault_if_possible
    from bot.process import open_database
    from storage.doubles import settle_doubles
    from storage.organisations import settle_organisations
    from storage.sealing_existing import seal_existing

    settings = _settings()
    engine = open_database(settings)
    vault = vault_if_possible(settings, engine)
    sealed = 0
    if vault is not None:
        settle_doubles(engine, vault, datetime.now(UTC))
        settle_organisations(engine, vault, datetime.now(UTC))
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


@app.command("export")
@plainly
def export_file(file: Annotated[Path, typer.Argument(help="Het bestand dat wordt geschreven.")]) -> None:
    """Schrijf samenwerkingen, partners, bevoegdheden en overleggen als YAML, zoals `import` ze neemt."""
    from bot.commands.exporting import export_directory

    counts = export_directory(_access(), file)
    partnerships, partners, series = counts.values()
    typer.echo(f"{partnerships} samenwerkingen, {partners} partners en {series} overleggen staan in {file}.")


@app.command()
@plainly
def retention(
    dry: Annotated[bool, typer.Option("--dry-run", help="Toon wat er zou verdwijnen.")] = False,
) -> None:
    """Toon wat vannacht en deze week zijn bewaartermijn haalt."""
    from bot.commands.retention import what_would_go
    from bot.process import read_policy
    from rules.book import load_rulebook

    settings, book = _settings(), load_rulebook()
    policy = read_policy(settings, book)
    for line in what_would_go(_access, book, policy, lambda: datetime.now(UTC), dry=dry):
        typer.echo(line)


@app.command()
@plainly
def backup(folder: Annotated[Path, typer.Argument(help="Map voor de back-up.")]) -> None:
    """Maak een back-up van de database in FOLDER; mag terwijl de bot draait."""
    from bot.commands.backup import make_backup

    described = make_backup(_access(), folder, datetime.now(UTC))
    typer.echo(f"De back-up staat in {folder}; {described.name} beschrijft haar.")


@app.command("restore-check")
@plainly
def restore_check(
    described: Annotated[Path, typer.Argument(help="Het .json-bestand naast de back-up.")],
    erased: Annotated[
        Path | None, typer.Option("--erased", help="De lijst van gewiste signalen (schakel.db.erased).")
    ] = None,
) -> None:
    """Kijk een teruggezette database na en maak haar klaar om weer mee te werken."""
    from bot.commands.restoring import check_restored
    from bot.process import read_policy
    from rules.book import load_rulebook

    settings, book = _settings(), load_rulebook()
    policy = read_policy(settings, book)
    for line in check_restored(_access(), described, erased, book, policy, settings.zone, datetime.now(UTC)):
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
def manifest(
    url: Annotated[
        str, typer.Option("--url", help="Het https-adres waarop Slack binnenkomt (SCHAKEL_MODE=http).")
    ] = "",
) -> None:
    """Druk het app-manifest voor Slack af."""
    from bot.commands.manifest import manifest_text

    typer.echo(manifest_text(url))


def main() -> None:
    """Entry point of the `schakel` command."""
    sys.exit(app())
