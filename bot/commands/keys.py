"""`schakel keys`: making a master key, and replacing the one in use."""

from __future__ import annotations

import typer

from bot.commands.access import ReadAccess, database
from bot.failing import plainly
from storage.keys import KeyRing, generate
from storage.rotation import rotate

INCOMPLETE = 1

_KEEP = (
    "Zet deze sleutel in SCHAKEL_KEYS en bewaar een kopie buiten de database en haar back-ups: "
    "zonder sleutel is niets meer leesbaar."
)
_NEXT = (
    "Alle sleutels zijn nu verpakt met de eerste sleutel. Haal de oude uit SCHAKEL_KEYS en vernietig haar "
    "als de bewaartermijn van de back-ups voorbij is (hooguit 30 dagen)."
)
_UNREADABLE = "Bij {count} signalen past geen van de sleutels ({numbers}); die zijn niet veranderd."
_UNREADABLE_TIMES = (
    "Bij {count} keren van een overleg past geen van de sleutels ({times}); die zijn niet veranderd."
)
_AGAIN = (
    "Er komen nog sleutels bij die met de oude sleutel zijn verpakt. Herstart elke bot met de nieuwe sleutel "
    "voorop en draai dit nog eens; houd de oude sleutel zolang in SCHAKEL_KEYS."
)
_SHOWN = 10


def keys_app(read_access: ReadAccess) -> typer.Typer:
    """The commands under `schakel keys`; `read_access` is called only by those that need the database."""
    app = typer.Typer(help="Hoofdsleutels maken en vervangen.", no_args_is_help=True)

    @app.command("generate")
    def generate_key() -> None:
        """Maak een nieuwe hoofdsleutel."""
        typer.echo(generate())
        typer.echo(_KEEP, err=True)

    @app.command("rotate")
    @plainly
    def rotate_keys() -> None:
        """Verpak alle sleutels opnieuw met de eerste van SCHAKEL_KEYS; mag vaker en tijdens gebruik."""
        access = read_access()
        ring = KeyRing.parse(access.keys)
        with database(access.database_url) as engine:
            done = rotate(engine, ring)
        typer.echo(f"{done.rewrapped} sleutels opnieuw verpakt.")
        if done.unreadable:
            numbers = ", ".join(f"S-{number}" for number in sorted(done.unreadable)[:_SHOWN])
            typer.echo(_UNREADABLE.format(count=len(done.unreadable), numbers=numbers), err=True)
        if done.unreadable_times:
            times = ", ".join(sorted(done.unreadable_times)[:_SHOWN])
            typer.echo(_UNREADABLE_TIMES.format(count=len(done.unreadable_times), times=times), err=True)
        if done.unreadable or done.unreadable_times:
            raise typer.Exit(INCOMPLETE)
        if not done.finished:
            typer.echo(_AGAIN, err=True)
            raise typer.Exit(INCOMPLETE)
        typer.echo(_NEXT, err=True)

    return app
